//! `ext_hashing_*`: each gives the address of the hash.

use sp_crypto_hashing as hashing;

use crate::context::{Context, HostResult};

fn hash<const N: usize>(context: &mut Context<'_, '_>, data: u64, function: fn(&[u8]) -> [u8; N]) -> HostResult<u32> {
    let hash = function(context.memory().read(data)?);
    context.give_array(&hash)
}

pub(super) fn blake2_128(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::blake2_128)
}

pub(super) fn blake2_256(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::blake2_256)
}

pub(super) fn keccak_256(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::keccak_256)
}

pub(super) fn sha2_256(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::sha2_256)
}

pub(super) fn twox_64(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::twox_64)
}

pub(super) fn twox_128(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::twox_128)
}

pub(super) fn twox_256(context: &mut Context<'_, '_>, data: u64) -> HostResult<u32> {
    hash(context, data, hashing::twox_256)
}
