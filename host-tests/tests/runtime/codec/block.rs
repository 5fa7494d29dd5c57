//! Extrinsics and blocks of the reference.

use super::kinds;
use codec::{Decode, Encode, Error, Input, Output};
use proptest::prelude::*;
use sp_runtime::generic::Era;
use sp_runtime::traits::BlakeTwo256;
use sp_runtime::{AccountId32, MultiAddress};

/// The kind of an extrinsic.
pub const EXTRINSIC: u8 = 34;

pub type Header = sp_runtime::generic::Header<u32, BlakeTwo256>;

#[derive(Encode, Decode, Debug, Clone)]
pub enum System {
    #[codec(index = 0)]
    Remark(Vec<u8>),
}

#[derive(Encode, Decode, Debug, Clone)]
pub enum Balances {
    #[codec(index = 3)]
    TransferKeepAlive {
        dest: MultiAddress<AccountId32, ()>,
        #[codec(compact)]
        value: u128,
    },
}

#[derive(Encode, Decode, Debug, Clone)]
pub enum Utility {
    #[codec(index = 0)]
    Batch(Vec<Call>),
}

#[derive(Encode, Decode, Debug, Clone)]
pub enum Call {
    #[codec(index = 0)]
    System(System),
    #[codec(index = 6)]
    Balances(Balances),
    #[codec(index = 8)]
    Utility(Utility),
}

#[derive(Encode, Decode, Debug, Clone)]
enum Signature {
    #[codec(index = 1)]
    Sr25519([u8; 64]),
}

#[derive(Encode, Decode, Debug, Clone)]
enum Version {
    #[codec(index = 0x84)]
    Signed4,
}

#[derive(Encode, Decode, Debug, Clone)]
pub struct Extrinsic {
    version: Version,
    address: MultiAddress<AccountId32, ()>,
    signature: Signature,
    era: Era,
    #[codec(compact)]
    nonce: u32,
    #[codec(compact)]
    tip: u128,
    call: Call,
}

/// An extrinsic behind its length.
#[derive(Debug)]
pub struct Opaque(Extrinsic);

impl Encode for Opaque {
    fn encode_to<T: Output + ?Sized>(&self, output: &mut T) {
        self.0.encode().encode_to(output);
    }
}

impl Decode for Opaque {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let bytes = codec::Compact::<u32>::decode(input)?.0 as usize;
        let before = input.remaining_len()?.ok_or("the length of the input is known")?;
        if bytes > before {
            return Err("the length is beyond the end".into());
        }
        let extrinsic = Extrinsic::decode(input)?;
        let after = input.remaining_len()?.ok_or("the length of the input is known")?;
        if before - after == bytes {
            Ok(Self(extrinsic))
        } else {
            Err("another length".into())
        }
    }
}

#[derive(Encode, Decode, Debug)]
pub struct Block {
    header: Header,
    extrinsics: Vec<Opaque>,
}

fn calls() -> impl Strategy<Value = Call> {
    let leaf = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..20).prop_map(|text| Call::System(System::Remark(text))),
        (any::<[u8; 32]>(), any::<u128>(), 0..128_u32).prop_map(|(dest, value, shift)| {
            Call::Balances(Balances::TransferKeepAlive { dest: MultiAddress::Id(dest.into()), value: value >> shift })
        }),
    ];
    leaf.prop_recursive(3, 6, 3, |inner| proptest::collection::vec(inner, 0..3).prop_map(|calls| Call::Utility(Utility::Batch(calls))))
}

pub fn extrinsics() -> impl Strategy<Value = Extrinsic> {
    (any::<[u8; 32]>(), any::<[u8; 32]>(), any::<u32>(), any::<u128>(), 0..128_u32, calls()).prop_map(
        |(id, half, nonce, tip, shift, call)| Extrinsic {
            version: Version::Signed4,
            address: MultiAddress::Id(id.into()),
            signature: Signature::Sr25519([half, half].concat().try_into().expect("64 bytes")),
            era: Era::mortal(64, u64::from(nonce)),
            nonce,
            tip: tip >> shift,
            call,
        },
    )
}

pub fn blocks() -> impl Strategy<Value = Block> {
    (kinds::headers(), proptest::collection::vec(extrinsics().prop_map(Opaque), 0..2))
        .prop_map(|(header, extrinsics)| Block { header, extrinsics })
}

/// An encoded extrinsic with a call in so many batches. It is put together as bytes: the reference could not drop it at any depth.
pub fn nested(depth: usize) -> Vec<u8> {
    let mut encoded = vec![0x84, 0];
    encoded.extend([1; 32]);
    encoded.push(1);
    encoded.extend([2; 64]);
    encoded.extend([0, 0, 0]);
    for _ in 0..depth {
        encoded.extend([8, 0, 4]);
    }
    encoded.extend([0, 0, 0]);
    encoded
}

/// What the reference makes of an encoded extrinsic.
pub fn reference(encoded: &[u8]) -> Option<Vec<u8>> {
    kinds::through::<Extrinsic>(encoded)
}
