//! The kinds of values, as the fixture numbers them: how the reference decodes them, and random ones.

use super::block;
use bitvec::order::Lsb0;
use bitvec::vec::BitVec;
use codec::{Compact, DecodeLimit, Encode, OptionBool};
use proptest::prelude::*;
use sp_runtime::generic::{DigestItem, Era};
use sp_runtime::traits::Header as _;
use sp_runtime::{AccountId32, MultiAddress};
use std::collections::{BTreeMap, BTreeSet};

/// What the reference makes of bytes: the encoding of the value that they are.
pub type Reference = fn(&[u8]) -> Option<Vec<u8>>;

/// A kind of value.
pub struct Kind {
    pub number: u8,
    pub reference: Reference,
    /// Encoded values.
    pub values: BoxedStrategy<Vec<u8>>,
}

/// Decodes all of the bytes and encodes what they are.
pub fn through<T: DecodeLimit + Encode>(encoded: &[u8]) -> Option<Vec<u8>> {
    T::decode_all_with_depth_limit(256, &mut &encoded[..]).ok().map(|value| value.encode())
}

fn kind<T: DecodeLimit + Encode + std::fmt::Debug>(number: u8, values: impl Strategy<Value = T> + 'static) -> Kind {
    Kind { number, reference: through::<T>, values: values.prop_map(|value| value.encode()).boxed() }
}

/// Integers of every length.
fn integers() -> impl Strategy<Value = u128> {
    (any::<u128>(), 0..128_u32).prop_map(|(value, shift)| value >> shift)
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..90)
}

fn addresses() -> impl Strategy<Value = MultiAddress<AccountId32, ()>> {
    prop_oneof![
        any::<[u8; 32]>().prop_map(|id| MultiAddress::Id(AccountId32::new(id))),
        Just(MultiAddress::Index(())),
        bytes().prop_map(MultiAddress::Raw),
        any::<[u8; 32]>().prop_map(MultiAddress::Address32),
        any::<[u8; 20]>().prop_map(MultiAddress::Address20),
    ]
}

fn eras() -> impl Strategy<Value = Era> {
    prop_oneof![
        Just(Era::Immortal),
        (any::<u64>(), 0..20_u32, any::<u64>()).prop_map(|(period, shift, current)| { Era::mortal((period & 0xf_ffff) >> shift, current) })
    ]
}

fn digest_items() -> impl Strategy<Value = DigestItem> {
    prop_oneof![
        bytes().prop_map(DigestItem::Other),
        (any::<[u8; 4]>(), bytes()).prop_map(|(engine, data)| DigestItem::Consensus(engine, data)),
        (any::<[u8; 4]>(), bytes()).prop_map(|(engine, data)| DigestItem::Seal(engine, data)),
        (any::<[u8; 4]>(), bytes()).prop_map(|(engine, data)| DigestItem::PreRuntime(engine, data)),
        Just(DigestItem::RuntimeEnvironmentUpdated),
    ]
}

pub fn headers() -> impl Strategy<Value = block::Header> {
    (any::<[[u8; 32]; 3]>(), integers(), proptest::collection::vec(digest_items(), 0..4)).prop_map(|(hashes, number, logs)| {
        let [parent, state, extrinsics] = hashes.map(Into::into);
        block::Header::new(number as u32, extrinsics, state, parent, sp_runtime::generic::Digest { logs })
    })
}

fn fixed() -> Vec<Kind> {
    vec![
        kind(0, any::<u8>()),
        kind(1, any::<u16>()),
        kind(2, any::<u32>()),
        kind(3, any::<u64>()),
        kind(4, any::<u128>()),
        kind(5, any::<i8>()),
        kind(6, any::<i16>()),
        kind(7, any::<i32>()),
        kind(8, any::<i64>()),
        kind(9, any::<bool>()),
        kind(10, integers().prop_map(|value| Compact(value as u8))),
        kind(11, integers().prop_map(|value| Compact(value as u16))),
        kind(12, integers().prop_map(|value| Compact(value as u32))),
        kind(13, integers().prop_map(|value| Compact(value as u64))),
        kind(14, integers().prop_map(Compact)),
    ]
}

fn collections() -> Vec<Kind> {
    vec![
        kind(15, bytes()),
        kind(16, any::<String>()),
        kind(17, any::<Option<u32>>()),
        kind(18, any::<Option<bool>>().prop_map(OptionBool)),
        kind(19, any::<Result<u32, String>>()),
        kind(20, proptest::collection::vec(any::<u16>(), 0..40)),
        kind(21, proptest::collection::vec(any::<u64>(), 0..20)),
        kind(22, any::<[i32; 5]>()),
        kind(23, proptest::collection::vec(bytes(), 0..4)),
        kind(24, proptest::collection::btree_map(any::<u32>(), ".{0,8}", 0..6)),
        kind(25, proptest::collection::btree_set(any::<u32>(), 0..12)),
        kind(26, proptest::collection::vec(any::<bool>(), 0..200).prop_map(|bits| bits.into_iter().collect::<BitVec<u8, Lsb0>>())),
        kind(38, proptest::collection::vec(any::<Option<String>>(), 0..4)),
        // Entries in any order, and some of them twice.
        Kind {
            number: 24,
            reference: through::<BTreeMap<u32, String>>,
            values: proptest::collection::vec((0..6_u32, ".{0,4}"), 0..8).prop_map(|entries| entries.encode()).boxed(),
        },
        Kind {
            number: 25,
            reference: through::<BTreeSet<u32>>,
            values: proptest::collection::vec(0..20_u32, 0..20).prop_map(|elements| elements.encode()).boxed(),
        },
    ]
}

fn of_a_block() -> Vec<Kind> {
    vec![
        kind(27, any::<[u8; 20]>()),
        kind(28, any::<[u8; 32]>()),
        kind(29, any::<[u8; 64]>()),
        kind(30, any::<[u8; 32]>().prop_map(AccountId32::new)),
        kind(31, addresses()),
        kind(32, eras()),
        kind(33, headers()),
        kind(block::EXTRINSIC, block::extrinsics()),
        kind(35, block::blocks()),
        kind(36, proptest::collection::btree_map(any::<[u8; 32]>(), any::<([u32; 4], [u128; 4])>(), 0..3)),
    ]
}

/// All kinds but metadata.
pub fn all() -> Vec<Kind> {
    [fixed(), collections(), of_a_block()].into_iter().flatten().collect()
}
