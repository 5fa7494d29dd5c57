//! What Go prints, in pieces that a host takes: each valid UTF-8.
//!
//! TinyGo hands over what it has of a line after 120 bytes, wherever that is. A character that is cut in two there would make both pieces invalid, and
//! hosts drop a message that is. So the first bytes of an unfinished character wait for the rest.

/// The most bytes that TinyGo hands over at once.
const PIECE_BYTES_MAX: usize = 120;

/// The most bytes that an unfinished character can have.
const UNFINISHED_BYTES_MAX: usize = 3;

/// The bytes of a character whose rest is still to come. One word, which is set back after each call.
#[repr(C, align(4))]
pub struct Unfinished {
    bytes: [u8; UNFINISHED_BYTES_MAX],
    len: u8,
}

impl Unfinished {
    /// No such bytes.
    pub const fn none() -> Self {
        Unfinished { bytes: [0; UNFINISHED_BYTES_MAX], len: 0 }
    }

    /// Passes what was left from before and `piece` to `log`, but for a character at the end that is unfinished. What ends a line is passed as it is,
    /// even if it is empty.
    pub fn pass(&mut self, piece: &[u8], ends_line: bool, mut log: impl FnMut(&[u8])) {
        let mut joined = [0; UNFINISHED_BYTES_MAX + PIECE_BYTES_MAX];
        let left = core::mem::take(&mut self.len) as usize;
        let text = match joined.get_mut(..left + piece.len()) {
            Some(text) if left > 0 => {
                text[..left].copy_from_slice(&self.bytes[..left]);
                text[left..].copy_from_slice(piece);
                &*text
            }
            _ => piece,
        };
        let (whole, rest) = text.split_at(if ends_line { text.len() } else { whole_bytes(text) });
        self.bytes[..rest.len()].copy_from_slice(rest);
        self.len = rest.len() as u8;
        if ends_line || !whole.is_empty() {
            log(whole);
        }
    }
}

/// How many bytes of `text` come before a character at its end that is unfinished; all of them where none is.
fn whole_bytes(text: &[u8]) -> usize {
    for back in 1..=usize::min(UNFINISHED_BYTES_MAX, text.len()) {
        let start = text.len() - back;
        let bytes = match text[start] {
            0x80..=0xBF => continue,
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF7 => 4,
            _ => 1,
        };
        return if bytes > back { start } else { text.len() };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::String;
    use std::vec::Vec;

    #[test]
    fn each_piece_is_valid_and_nothing_is_lost() {
        let text = "añ€𝄞".repeat(60);
        for piece_bytes in [1, 2, 3, 5, 119, 120] {
            let mut unfinished = Unfinished::none();
            let mut logged = String::new();
            for piece in text.as_bytes().chunks(piece_bytes) {
                unfinished.pass(piece, false, |bytes| logged.push_str(core::str::from_utf8(bytes).expect("valid")));
            }
            assert_eq!(logged, text);
            let mut lines = 0;
            unfinished.pass(&[], true, |line| lines += usize::from(line.is_empty()));
            assert_eq!(lines, 1);
        }
    }

    #[test]
    fn what_is_no_text_passes_as_it_is() {
        for bytes in [&[0x80, 0x80, 0x80, 0x80][..], &[0xFF], &[0xC3, 0x28]] {
            let mut logged = Vec::new();
            Unfinished::none().pass(bytes, false, |bytes| logged.extend_from_slice(bytes));
            assert_eq!(logged, bytes);
        }
    }
}
