//! Compact integers: one, two, four, or one and up to eight bytes, by the value's size.

use super::Error;
use parity_scale_codec::{Compact, CompactLen, Decode, Encode, Input};

/// The most bytes that a compact `u64` takes.
pub const COMPACT_U64_BYTES_MAX: usize = 9;

/// Reads a compact integer from the start of `input`: the value, and the bytes that it takes.
pub fn decode_u64(input: &[u8]) -> Result<(u64, usize), Error> {
    let mut rest = input;
    match Compact::<u64>::decode(&mut rest) {
        Ok(Compact(value)) => Ok((value, input.len() - rest.len())),
        Err(_) => Err(if is_truncated(input) { Error::Truncated } else { Error::NotCanonical }),
    }
}

/// Writes `value` to the start of `output`; the bytes that it takes.
pub fn encode_u64(value: u64, output: &mut [u8; COMPACT_U64_BYTES_MAX]) -> usize {
    let len = Compact::<u64>::compact_len(&value);
    Compact(value).encode_to(&mut Cursor { output, at: 0 });
    len
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

/// Bytes written one after the other. What does not fit is left out: a compact `u64` always fits.
struct Cursor<'a> {
    output: &'a mut [u8; COMPACT_U64_BYTES_MAX],
    at: usize,
}

impl parity_scale_codec::Output for Cursor<'_> {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(place) = self.output.get_mut(self.at..self.at + bytes.len()) {
            place.copy_from_slice(bytes);
            self.at += bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    fn encoded(value: u64) -> Vec<u8> {
        let mut output = [0; COMPACT_U64_BYTES_MAX];
        let len = encode_u64(value, &mut output);
        output[..len].to_vec()
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
    }

    proptest! {
        #[test]
        fn values_survive_the_way_there_and_back(value: u64, shift in 0..64u32) {
            let value = value >> shift;
            let bytes = encoded(value);
            prop_assert_eq!(&bytes, &Compact(value).encode());
            prop_assert_eq!(decode_u64(&bytes), Ok((value, bytes.len())));
        }
    }
}
