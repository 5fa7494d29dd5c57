//! What a block is made of, as sp_runtime and the pallets have it.

use crate::sum::{fold_bytes, fold_fixed, mix, mix_u128, Fold};
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode, Error, Input, Output};

#[derive(Encode, Decode)]
pub struct Header {
    parent_hash: [u8; 32],
    #[codec(compact)]
    number: u32,
    state_root: [u8; 32],
    extrinsics_root: [u8; 32],
    digest: Vec<DigestItem>,
}

#[derive(Encode, Decode)]
enum DigestItem {
    #[codec(index = 0)]
    Other(Vec<u8>),
    #[codec(index = 4)]
    Consensus([u8; 4], Vec<u8>),
    #[codec(index = 5)]
    Seal([u8; 4], Vec<u8>),
    #[codec(index = 6)]
    PreRuntime([u8; 4], Vec<u8>),
    #[codec(index = 8)]
    RuntimeEnvironmentUpdated,
}

impl Fold for Header {
    fn fold(&self, sum: u64) -> u64 {
        let sum = mix(fold_fixed(sum, &self.parent_hash), u64::from(self.number));
        let sum = fold_fixed(fold_fixed(sum, &self.state_root), &self.extrinsics_root);
        self.digest.iter().fold(sum, |sum, item| {
            let (kind, engine, data): (u64, &[u8; 4], &[u8]) = match item {
                DigestItem::Other(data) => (0, &[0; 4], data),
                DigestItem::Consensus(engine, data) => (4, engine, data),
                DigestItem::Seal(engine, data) => (5, engine, data),
                DigestItem::PreRuntime(engine, data) => (6, engine, data),
                DigestItem::RuntimeEnvironmentUpdated => (8, &[0; 4], &[]),
            };
            fold_bytes(fold_fixed(mix(sum, kind), engine), data)
        })
    }
}

#[derive(Encode, Decode)]
enum MultiAddress {
    Id([u8; 32]),
    Index(#[codec(compact)] ()),
    Raw(Vec<u8>),
    Address32([u8; 32]),
    Address20([u8; 20]),
}

impl Fold for MultiAddress {
    fn fold(&self, sum: u64) -> u64 {
        match self {
            Self::Id(id) => fold_fixed(mix(sum, 0), id),
            Self::Index(()) => fold_fixed(mix(sum, 1), &[0; 32]),
            Self::Raw(_) => fold_fixed(mix(sum, 2), &[0; 32]),
            Self::Address32(id) => fold_fixed(mix(sum, 3), id),
            Self::Address20(_) => fold_fixed(mix(sum, 4), &[0; 32]),
        }
    }
}

#[derive(Encode, Decode)]
enum MultiSignature {
    #[codec(index = 1)]
    Sr25519([u8; 64]),
}

enum Era {
    Immortal,
    Mortal(u64, u64),
}

impl Encode for Era {
    fn encode_to<T: Output + ?Sized>(&self, output: &mut T) {
        match self {
            Self::Immortal => output.push_byte(0),
            Self::Mortal(period, phase) => {
                let quantum = (period >> 12).max(1);
                let encoded = (period.trailing_zeros() - 1).clamp(1, 15) as u16 | (phase / quantum << 4) as u16;
                encoded.encode_to(output);
            }
        }
    }
}

impl Decode for Era {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let first = input.read_byte()?;
        if first == 0 {
            return Ok(Self::Immortal);
        }
        let encoded = u64::from(first) + (u64::from(input.read_byte()?) << 8);
        let period = 2 << (encoded % 16);
        let phase = (encoded >> 4) * (period >> 12).max(1);
        if period >= 4 && phase < period {
            Ok(Self::Mortal(period, phase))
        } else {
            Err("Invalid period and phase".into())
        }
    }
}

#[derive(Encode, Decode)]
enum SystemCall {
    #[codec(index = 0)]
    Remark(Vec<u8>),
}

#[derive(Encode, Decode)]
enum BalancesCall {
    #[codec(index = 3)]
    TransferKeepAlive {
        dest: MultiAddress,
        #[codec(compact)]
        value: u128,
    },
}

#[derive(Encode, Decode)]
enum UtilityCall {
    #[codec(index = 0)]
    Batch(Vec<Call>),
}

#[derive(Encode, Decode)]
enum Call {
    #[codec(index = 0)]
    System(SystemCall),
    #[codec(index = 6)]
    Balances(BalancesCall),
    #[codec(index = 8)]
    Utility(UtilityCall),
}

impl Fold for Call {
    fn fold(&self, sum: u64) -> u64 {
        match self {
            Self::System(SystemCall::Remark(text)) => fold_bytes(sum, text),
            Self::Balances(BalancesCall::TransferKeepAlive { dest, value }) => mix_u128(dest.fold(sum), *value),
            Self::Utility(UtilityCall::Batch(calls)) => calls.iter().fold(sum, |sum, call| call.fold(sum)),
        }
    }
}

/// A signed extrinsic of version 4, without its length.
pub struct Extrinsic {
    address: MultiAddress,
    signature: MultiSignature,
    era: Era,
    nonce: Compact<u32>,
    tip: Compact<u128>,
    call: Call,
}

const SIGNED_VERSION_4: u8 = 0x84;

impl Encode for Extrinsic {
    fn encode_to<T: Output + ?Sized>(&self, output: &mut T) {
        output.push_byte(SIGNED_VERSION_4);
        self.address.encode_to(output);
        self.signature.encode_to(output);
        self.era.encode_to(output);
        self.nonce.encode_to(output);
        self.tip.encode_to(output);
        self.call.encode_to(output);
    }
}

impl Decode for Extrinsic {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        if input.read_byte()? != SIGNED_VERSION_4 {
            return Err("Invalid transaction version".into());
        }
        Ok(Self {
            address: Decode::decode(input)?,
            signature: Decode::decode(input)?,
            era: Decode::decode(input)?,
            nonce: Decode::decode(input)?,
            tip: Decode::decode(input)?,
            call: Decode::decode(input)?,
        })
    }
}

impl Fold for Extrinsic {
    fn fold(&self, sum: u64) -> u64 {
        let MultiSignature::Sr25519(signature) = &self.signature;
        let sum = self.address.fold(mix(sum, u64::from(SIGNED_VERSION_4)));
        let sum = fold_fixed(mix(sum, 1), signature);
        let (period, phase) = match self.era {
            Era::Immortal => (0, 0),
            Era::Mortal(period, phase) => (period, phase),
        };
        let sum = mix(mix(sum, period), phase);
        self.call.fold(mix_u128(mix(sum, u64::from(self.nonce.0)), self.tip.0))
    }
}

/// An extrinsic behind its length, as sp_runtime's UncheckedExtrinsic is written and read.
struct OpaqueExtrinsic(Extrinsic);

impl Encode for OpaqueExtrinsic {
    fn encode_to<T: Output + ?Sized>(&self, output: &mut T) {
        self.0.encode().encode_to(output);
    }
}

impl Decode for OpaqueExtrinsic {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let expected = Compact::<u32>::decode(input)?.0 as usize;
        let before = input.remaining_len()?;
        let extrinsic = Extrinsic::decode(input)?;
        let after = input.remaining_len()?;
        match (before, after) {
            (Some(before), Some(after)) if before - after != expected => Err("Invalid length prefix".into()),
            _ => Ok(Self(extrinsic)),
        }
    }
}

#[derive(Encode, Decode)]
pub struct Block {
    header: Header,
    extrinsics: Vec<OpaqueExtrinsic>,
}

impl Fold for Block {
    fn fold(&self, sum: u64) -> u64 {
        self.extrinsics.iter().fold(self.header.fold(sum), |sum, extrinsic| extrinsic.0.fold(sum))
    }
}

#[derive(Encode, Decode)]
pub struct AccountInfo {
    nonce: u32,
    consumers: u32,
    providers: u32,
    sufficients: u32,
    free: u128,
    reserved: u128,
    frozen: u128,
    flags: u128,
}

impl Fold for AccountInfo {
    fn fold(&self, sum: u64) -> u64 {
        let counts = [self.nonce, self.consumers, self.providers, self.sufficients];
        let sum = counts.into_iter().fold(sum, |sum, count| mix(sum, u64::from(count)));
        [self.free, self.reserved, self.frozen, self.flags].into_iter().fold(sum, mix_u128)
    }
}
