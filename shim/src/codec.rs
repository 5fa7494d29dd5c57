//! The codec's functions that Go calls: in a runtime, where they are inlined into Go, and through cgo in Go programs outside of one. Their mirrors are
//! `go-runtime/seam/abi.go` and `go-runtime/seam/codec_native.go`; a test compares them.
//!
//! Integers of 128 bits cross as two words of 64, the lower first: Go aligns them to eight bytes, Rust to sixteen.

use crate::scale::{compact, octets, text};

/// Reads the byte at `address`.
///
/// # Safety
/// `address` points at a readable byte.
#[no_mangle]
pub unsafe extern "C" fn gopallet_load_u8(address: *const u8) -> u32 {
    // SAFETY: the caller's promise.
    u32::from(unsafe { address.read() })
}

/// Reads two bytes at `address`, lowest first.
///
/// # Safety
/// `address` points at two readable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_load_u16(address: *const u8) -> u32 {
    // SAFETY: the caller's promise.
    u32::from(u16::from_le_bytes(unsafe { address.cast::<[u8; 2]>().read() }))
}

/// Reads four bytes at `address`, lowest first.
///
/// # Safety
/// `address` points at four readable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_load_u32(address: *const u8) -> u32 {
    // SAFETY: the caller's promise.
    u32::from_le_bytes(unsafe { address.cast::<[u8; 4]>().read() })
}

/// Reads eight bytes at `address`, lowest first.
///
/// # Safety
/// `address` points at eight readable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_load_u64(address: *const u8) -> u64 {
    // SAFETY: the caller's promise.
    u64::from_le_bytes(unsafe { address.cast::<[u8; 8]>().read() })
}

/// Writes the lowest byte of `value` to `address`.
///
/// # Safety
/// `address` points at a writable byte.
#[no_mangle]
pub unsafe extern "C" fn gopallet_store_u8(address: *mut u8, value: u32) {
    // SAFETY: the caller's promise.
    unsafe { address.write(value as u8) }
}

/// Writes the two lowest bytes of `value` to `address`, lowest first.
///
/// # Safety
/// `address` points at two writable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_store_u16(address: *mut u8, value: u32) {
    // SAFETY: the caller's promise.
    unsafe { address.cast::<[u8; 2]>().write((value as u16).to_le_bytes()) }
}

/// Writes `value` to `address`, lowest byte first.
///
/// # Safety
/// `address` points at four writable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_store_u32(address: *mut u8, value: u32) {
    // SAFETY: the caller's promise.
    unsafe { address.cast::<[u8; 4]>().write(value.to_le_bytes()) }
}

/// Writes `value` to `address`, lowest byte first.
///
/// # Safety
/// `address` points at eight writable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_store_u64(address: *mut u8, value: u64) {
    // SAFETY: the caller's promise.
    unsafe { address.cast::<[u8; 8]>().write(value.to_le_bytes()) }
}

/// Copies bytes from a buffer that is decoded.
///
/// # Safety
/// `input` points at `bytes` readable bytes and `output` at as many writable ones elsewhere.
#[no_mangle]
pub unsafe extern "C" fn gopallet_read(output: *mut u8, input: *const u8, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe { octets::copy(output, input, bytes) }
}

/// Copies bytes to a buffer that is encoded to.
///
/// # Safety
/// `input` points at `bytes` readable bytes and `output` at as many writable ones elsewhere.
#[no_mangle]
pub unsafe extern "C" fn gopallet_write(output: *mut u8, input: *const u8, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe { octets::copy(output, input, bytes) }
}

/// Reads a compact integer of up to 32 bits from `input`: the bytes that it takes in the upper half, or the negative number of the error, and the
/// value in the lower.
///
/// # Safety
/// `input` points at `bytes` readable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_compact_decode_u32(input: *const u8, bytes: usize) -> u64 {
    // SAFETY: the caller's promise.
    match compact::decode_u32(unsafe { slice(input, bytes) }) {
        Ok((decoded, taken)) => (taken as u64) << 32 | u64::from(decoded),
        Err(error) => (error as i32 as u64) << 32,
    }
}

/// Reads a compact integer of up to 64 bits from `input` into `value`: the bytes that it takes, or the negative number of the error.
///
/// # Safety
/// `input` points at `bytes` readable bytes, `value` at a 64-bit word.
#[no_mangle]
pub unsafe extern "C" fn gopallet_compact_decode_u64(input: *const u8, bytes: usize, value: *mut u64) -> i32 {
    // SAFETY: the caller's promise.
    match compact::decode_u64(unsafe { slice(input, bytes) }) {
        Ok((decoded, taken)) => {
            // SAFETY: the caller's promise.
            unsafe { value.write(decoded) };
            taken as i32
        }
        Err(error) => error as i32,
    }
}

/// Reads a compact integer of up to 128 bits from `input` into `value`: the bytes that it takes, or the negative number of the error.
///
/// # Safety
/// `input` points at `bytes` readable bytes, `value` at two 64-bit words.
#[no_mangle]
pub unsafe extern "C" fn gopallet_compact_decode_u128(input: *const u8, bytes: usize, value: *mut u64) -> i32 {
    // SAFETY: the caller's promise.
    match compact::decode_u128(unsafe { slice(input, bytes) }) {
        Ok((decoded, taken)) => {
            // SAFETY: the caller's promise.
            unsafe { value.cast::<[u64; 2]>().write(decoded) };
            taken as i32
        }
        Err(error) => error as i32,
    }
}

/// Writes `value` as a compact integer to `output`: the bytes that it takes.
///
/// # Safety
/// `output` points at as many writable bytes as the compact integer takes: at most nine.
#[no_mangle]
pub unsafe extern "C" fn gopallet_compact_encode_u64(value: u64, output: *mut u8) -> usize {
    // SAFETY: the caller's promise.
    unsafe { compact::encode_u64(value, output) }
}

/// Writes a value of 128 bits as a compact integer to `output`: the bytes that it takes.
///
/// # Safety
/// `output` points at as many writable bytes as the compact integer takes: at most seventeen.
#[no_mangle]
pub unsafe extern "C" fn gopallet_compact_encode_u128(low: u64, high: u64, output: *mut u8) -> usize {
    // SAFETY: the caller's promise.
    unsafe { compact::encode_u128(low, high, output) }
}

/// Whether the bytes are UTF-8: 1 or 0.
///
/// # Safety
/// `input` points at `bytes` readable bytes.
#[no_mangle]
pub unsafe extern "C" fn gopallet_text_check(input: *const u8, bytes: usize) -> u32 {
    // SAFETY: the caller's promise.
    u32::from(text::is_utf8(unsafe { slice(input, bytes) }))
}

/// The bytes of a Go slice, whose address may be null where it is empty.
///
/// # Safety
/// `input` points at `bytes` readable bytes, which nobody changes while the slice is in use.
#[inline(always)]
unsafe fn slice<'a>(input: *const u8, bytes: usize) -> &'a [u8] {
    if bytes == 0 {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { core::slice::from_raw_parts(input, bytes) }
}
