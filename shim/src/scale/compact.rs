//! Compact integers: one, two, four, or one and up to sixteen bytes, by the value's size.
//!
//! The forms are read and written here in one step each, where parity-scale-codec goes byte by byte; whatever is not in one of them, and so is
//! an error, is left to parity-scale-codec itself. The tests hold both against each other.

use super::Error;
use parity_scale_codec::{Compact, Decode, Input};

/// The most bytes that a compact `u128` takes.
const COMPACT_U128_BYTES_MAX: usize = 17;

/// The lowest values of the forms of two, four, and five or more bytes.
const TWO_BYTES: u32 = 1 << 6;
const FOUR_BYTES: u32 = 1 << 14;
const LARGE: u32 = 1 << 30;

/// Reads a compact integer of up to 32 bits from the start of `input`: the value, and the bytes that it takes.
#[inline]
pub fn decode_u32(input: &[u8]) -> Result<(u32, usize), Error> {
    if let Some(word) = input.first_chunk::<4>() {
        let word = u32::from_le_bytes(*word);
        let (value, taken, least) = match word & 0b11 {
            0 => (word as u8 as u32 >> 2, 1, 0),
            1 => (word as u16 as u32 >> 2, 2, TWO_BYTES),
            2 => (word >> 2, 4, FOUR_BYTES),
            _ => (0, 0, 1),
        };
        if value >= least {
            return Ok((value, taken));
        }
    }
    decode::<u32>(input)
}

/// Reads a compact integer of up to 64 bits from the start of `input`: the value, and the bytes that it takes.
#[inline]
pub fn decode_u64(input: &[u8]) -> Result<(u64, usize), Error> {
    match decode_large(input) {
        Some(([value, 0], taken)) => Ok((value, taken)),
        _ => decode::<u64>(input),
    }
}

/// Reads a compact integer of up to 128 bits from the start of `input`: the value in two words, the lower first, and the bytes that it takes.
#[inline]
pub fn decode_u128(input: &[u8]) -> Result<([u64; 2], usize), Error> {
    match decode_large(input) {
        Some(result) => Ok(result),
        None => decode::<u128>(input).map(|(value, taken)| ([value as u64, (value >> 64) as u64], taken)),
    }
}

/// Reads a compact integer of five bytes or more, if that is what `input` starts with. 128 bits are two words all along: a module has no
/// instruction that shifts them at once. Two words that overlap are all of the bytes after the first: nothing beyond them is read, and a value
/// at the input's end needs no padding.
#[inline]
fn decode_large(input: &[u8]) -> Option<([u64; 2], usize)> {
    let first = *input.first()?;
    let count = (first >> 2) as usize + 4;
    if first & 0b11 != 0b11 || count >= COMPACT_U128_BYTES_MAX || count >= input.len() {
        return None;
    }
    let bytes = &input[1..=count];
    if count <= 8 {
        let low = u32::from_le_bytes(*bytes.first_chunk()?);
        let last = u32::from_le_bytes(*bytes.last_chunk()?);
        let value = u64::from(low) | u64::from(last) << (8 * (count - 4));
        return (last >> 24 != 0 && value >= u64::from(LARGE)).then_some(([value, 0], count + 1));
    }
    let low = u64::from_le_bytes(*bytes.first_chunk()?);
    let last = u64::from_le_bytes(*bytes.last_chunk()?);
    (last >> 56 != 0).then_some(([low, last >> (8 * (16 - count))], count + 1))
}

/// Reads a compact integer as parity-scale-codec does.
#[cold]
#[inline(never)]
fn decode<T>(input: &[u8]) -> Result<(T, usize), Error>
where
    Compact<T>: Decode,
{
    let mut rest = input;
    match Compact::<T>::decode(&mut rest) {
        Ok(Compact(value)) => Ok((value, input.len() - rest.len())),
        Err(_) => Err(if is_truncated(input) { Error::Truncated } else { Error::NotCanonical }),
    }
}

/// Writes `value` to `output`; the bytes that it takes, which are all that is written.
///
/// # Safety
/// `output` points at as many writable bytes as the compact integer takes.
#[inline]
pub unsafe fn encode_u64(value: u64, output: *mut u8) -> usize {
    if value < u64::from(LARGE) {
        // SAFETY: the caller's promise.
        return unsafe { encode_small(value as u32, output) };
    }
    let count = 8 - value.leading_zeros() as usize / 8;
    let last = (value >> (8 * (count - 4))) as u32;
    // SAFETY: the caller's promise. The two words overlap: together they are the `count` bytes, at least four, after the first.
    unsafe {
        output.write((count as u8 - 4) << 2 | 0b11);
        output.add(1).cast::<[u8; 4]>().write((value as u32).to_le_bytes());
        output.add(count - 3).cast::<[u8; 4]>().write(last.to_le_bytes());
    }
    count + 1
}

/// Writes a value of two words, the lower first, to `output`; the bytes that it takes, which are all that is written.
///
/// # Safety
/// `output` points at as many writable bytes as the compact integer takes.
#[inline]
pub unsafe fn encode_u128(low: u64, high: u64, output: *mut u8) -> usize {
    if high == 0 {
        // SAFETY: the caller's promise.
        return unsafe { encode_u64(low, output) };
    }
    let count = 16 - high.leading_zeros() as usize / 8;
    // The highest eight of the `count` bytes, which are nine at least.
    let unused = 128 - 8 * count as u32;
    let last = if unused == 0 { high } else { high << unused | low >> (64 - unused) };
    // SAFETY: the caller's promise. The two words overlap: together they are the `count` bytes after the first.
    unsafe {
        output.write((count as u8 - 4) << 2 | 0b11);
        output.add(1).cast::<[u8; 8]>().write(low.to_le_bytes());
        output.add(count - 7).cast::<[u8; 8]>().write(last.to_le_bytes());
    }
    count + 1
}

/// Writes a value below [`LARGE`].
///
/// # Safety
/// As for [`encode_u64`].
#[inline]
unsafe fn encode_small(value: u32, output: *mut u8) -> usize {
    // SAFETY: the caller's promise; each form writes what it takes.
    unsafe {
        if value < TWO_BYTES {
            output.write((value << 2) as u8);
            1
        } else if value < FOUR_BYTES {
            output.cast::<[u8; 2]>().write(((value << 2) as u16 | 1).to_le_bytes());
            2
        } else {
            output.cast::<[u8; 4]>().write((value << 2 | 2).to_le_bytes());
            4
        }
    }
}

/// Whether the mode in the first byte asks for more bytes than there are.
fn is_truncated(mut input: &[u8]) -> bool {
    let Ok(first) = input.read_byte() else {
        return true;
    };
    let wanted = match first & 0b11 {
        0 => 0,
        1 => 1,
        2 => 3,
        _ => (first >> 2) as usize + 4,
    };
    input.len() < wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use parity_scale_codec::Encode;
    use proptest::prelude::*;
    use std::vec::Vec;

    /// What `encode` writes, after a look at the bytes around it.
    fn written(encode: impl Fn(*mut u8) -> usize) -> Vec<u8> {
        let mut output = [0xee; COMPACT_U128_BYTES_MAX + 2];
        let len = encode(output[1..].as_mut_ptr());
        assert!(output[0] == 0xee && output[len + 1..].iter().all(|byte| *byte == 0xee), "{output:02x?}");
        output[1..=len].to_vec()
    }

    fn encoded(value: u64) -> Vec<u8> {
        // SAFETY: there is room for every compact integer.
        written(|output| unsafe { encode_u64(value, output) })
    }

    #[test]
    fn the_borders_of_the_modes() {
        for (value, bytes) in [
            (0, &[0x00][..]),
            (63, &[0xfc]),
            (64, &[0x01, 0x01]),
            (16383, &[0xfd, 0xff]),
            (16384, &[0x02, 0x00, 0x01, 0x00]),
            ((1 << 30) - 1, &[0xfe, 0xff, 0xff, 0xff]),
            (1 << 30, &[0x03, 0x00, 0x00, 0x00, 0x40]),
            (u64::MAX, &[0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ] {
            assert_eq!(encoded(value), bytes);
            assert_eq!(decode_u64(bytes), Ok((value, bytes.len())));
        }
    }

    #[test]
    fn every_truncation_and_every_longer_form_is_refused() {
        for value in [0, 64, 16384, 1 << 30, u64::MAX] {
            let bytes = encoded(value);
            for len in 0..bytes.len() {
                assert_eq!(decode_u64(&bytes[..len]), Err(Error::Truncated));
            }
        }
        for bytes in [&[0x01, 0x00][..], &[0x02, 0x00, 0x00, 0x00], &[0x03, 0xff, 0xff, 0xff, 0x3f], &[0x17, 0, 0, 0, 0, 0, 0, 0, 0, 1]] {
            assert_eq!(decode_u64(bytes), Err(Error::NotCanonical));
        }
        assert_eq!(decode_u128(&[0x37; 18]), Err(Error::NotCanonical));
        assert_eq!(decode_u128(&[0x37; 17]), Err(Error::Truncated));
    }

    /// What parity-scale-codec makes of the bytes.
    fn reference<T>(input: &[u8]) -> Option<(T, usize)>
    where
        Compact<T>: Decode,
    {
        let mut rest = input;
        let value = Compact::<T>::decode(&mut rest).ok()?;
        Some((value.0, input.len() - rest.len()))
    }

    fn is_what_the_reference_reads(bytes: &[u8]) {
        assert_eq!(decode_u32(bytes).ok(), reference::<u32>(bytes), "{bytes:02x?}");
        assert_eq!(decode_u64(bytes).ok(), reference::<u64>(bytes), "{bytes:02x?}");
        let wide = decode_u128(bytes).ok().map(|([low, high], taken)| (u128::from(high) << 64 | u128::from(low), taken));
        assert_eq!(wide, reference::<u128>(bytes), "{bytes:02x?}");
    }

    #[test]
    fn every_form_with_little_in_it() {
        for first in 0..=u8::MAX {
            for filler in [0, 1, 0x3f, 0x40, 0xff] {
                for length in 0..20 {
                    let mut bytes = std::vec![filler; length];
                    for at in 0..length {
                        bytes[0] = first;
                        is_what_the_reference_reads(&bytes);
                        bytes[at] = 0;
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn values_are_encoded_as_by_the_reference(value: u128, shift in 0..128u32) {
            let value = value >> shift;
            // SAFETY: there is room for every compact integer.
            let mut output = written(|output| unsafe { encode_u128(value as u64, (value >> 64) as u64, output) });
            prop_assert_eq!(&output, &Compact(value).encode());
            if let Ok(narrow) = u64::try_from(value) {
                prop_assert_eq!(&encoded(narrow), &output);
            }
            for end in 0..=output.len() {
                is_what_the_reference_reads(&output[..end]);
            }
            output.resize(COMPACT_U128_BYTES_MAX + 1, 0);
            is_what_the_reference_reads(&output);
        }

        #[test]
        fn any_bytes_are_what_the_reference_reads(bytes: Vec<u8>) {
            is_what_the_reference_reads(&bytes);
        }
    }
}
