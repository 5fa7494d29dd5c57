//! Strings: byte vectors that are UTF-8.

/// Whether parity-scale-codec would take the bytes for a string.
#[inline]
pub fn is_utf8(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parity_scale_codec::{Decode, Encode};
    use proptest::prelude::*;
    use std::string::String;
    use std::vec::Vec;

    proptest! {
        #[test]
        fn the_strings_of_the_reference_are_utf8_and_nothing_else(bytes: Vec<u8>, text: String) {
            prop_assert!(is_utf8(text.as_bytes()));
            prop_assert_eq!(is_utf8(&bytes), String::decode(&mut &bytes.encode()[..]).is_ok());
        }
    }
}
