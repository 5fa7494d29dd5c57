//! Sums over all fields of a value, the same that `fixtures/codec/measure.go` builds.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// A value of which every field is read.
pub trait Fold {
    fn fold(&self, sum: u64) -> u64;
}

/// Adds a number to a sum in which the order counts.
pub fn mix(sum: u64, value: u64) -> u64 {
    sum.wrapping_mul(31).wrapping_add(value)
}

pub fn mix_u128(sum: u64, value: u128) -> u64 {
    mix(mix(sum, value as u64), (value >> 64) as u64)
}

/// Reads bytes whose number is a multiple of four.
pub fn fold_fixed(sum: u64, bytes: &[u8]) -> u64 {
    bytes.chunks_exact(4).fold(sum, |sum, word| mix(sum, u64::from(u32::from_le_bytes([word[0], word[1], word[2], word[3]]))))
}

/// Reads the length of a byte vector, its first byte and its last.
pub fn fold_bytes(sum: u64, bytes: &[u8]) -> u64 {
    let sum = mix(sum, bytes.len() as u64);
    match bytes {
        [] => sum,
        [first, ..] => mix(mix(sum, u64::from(*first)), u64::from(bytes[bytes.len() - 1])),
    }
}

pub fn fold_texts(sum: u64, texts: &[String]) -> u64 {
    texts.iter().fold(sum, |sum, text| fold_bytes(sum, text.as_bytes()))
}

impl Fold for Vec<u8> {
    fn fold(&self, sum: u64) -> u64 {
        fold_bytes(sum, self)
    }
}

impl Fold for Vec<u64> {
    fn fold(&self, sum: u64) -> u64 {
        self.iter().fold(sum, |sum, value| mix(sum, *value))
    }
}

impl<V: Fold> Fold for BTreeMap<[u8; 32], V> {
    fn fold(&self, sum: u64) -> u64 {
        self.iter().fold(sum, |sum, (key, value)| value.fold(fold_fixed(sum, key)))
    }
}
