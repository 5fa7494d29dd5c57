//! The functions `Codec_decode` and `Codec_encode` of the fixture `codec`, over parity-scale-codec: the same kinds, the same sums.
#![no_std]

extern crate alloc;

mod block;
mod host;
mod metadata;
mod sum;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use sum::Fold;

/// What the functions take: a kind, how many times, and an encoded value.
struct Input<'a> {
    kind: u8,
    times: u32,
    encoded: &'a [u8],
}

impl<'a> Input<'a> {
    /// # Safety
    /// `address` points at `length` readable bytes.
    unsafe fn at(address: *const u8, length: usize) -> Self {
        // SAFETY: the caller's promise.
        let input = unsafe { core::slice::from_raw_parts(address, length) };
        let (head, encoded) = input.split_at(5);
        Self { kind: head[0], times: u32::from_le_bytes([head[1], head[2], head[3], head[4]]), encoded }
    }
}

/// Calls a generic function with the type that a kind stands for.
macro_rules! with_type_of_kind {
    ($function:ident, $input:expr) => {
        match $input.kind {
            15 => $function::<Vec<u8>>($input),
            21 => $function::<Vec<u64>>($input),
            33 => $function::<block::Header>($input),
            34 => $function::<block::Extrinsic>($input),
            35 => $function::<block::Block>($input),
            36 => $function::<BTreeMap<[u8; 32], block::AccountInfo>>($input),
            37 => $function::<frame_metadata::RuntimeMetadataPrefixed>($input),
            _ => panic!("no such kind"),
        }
    };
}

#[inline(never)]
fn decodes<T: Decode + Fold>(input: &Input) -> u64 {
    let mut sum = 0;
    for _ in 0..input.times {
        let mut rest = input.encoded;
        let value = T::decode(&mut rest).expect("the input is a value");
        assert!(rest.is_empty());
        sum = value.fold(sum);
    }
    sum
}

#[inline(never)]
fn encodes<T: Decode + Encode + Fold>(input: &Input) -> u64 {
    let value = T::decode(&mut &input.encoded[..]).expect("the input is a value");
    let mut buffer = Vec::with_capacity(value.encoded_size());
    let mut sum = 0;
    for _ in 0..input.times {
        buffer.clear();
        value.encode_to(&mut buffer);
        sum = buffer.fold(sum);
    }
    sum
}

/// # Safety
/// The host passes the address and length of the input.
#[no_mangle]
unsafe extern "C" fn Codec_decode(address: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let input = unsafe { &Input::at(address, length) };
    host::answer(with_type_of_kind!(decodes, input))
}

/// # Safety
/// The host passes the address and length of the input.
#[no_mangle]
unsafe extern "C" fn Codec_encode(address: *const u8, length: usize) -> u64 {
    // SAFETY: the caller's promise.
    let input = unsafe { &Input::at(address, length) };
    host::answer(with_type_of_kind!(encodes, input))
}

/// Hosts take a module for a runtime only with this function.
///
/// # Safety
/// None.
#[no_mangle]
unsafe extern "C" fn Core_version(_address: *const u8, _length: usize) -> u64 {
    0
}
