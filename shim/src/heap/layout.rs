//! Layouts: where the pointers are in an object, as TinyGo's compiler says it.
//!
//! The word that comes with each allocation (TinyGo 0.41, `src/runtime/gc_precise.go`, `compiler/llvm.go` `createObjectLayout`) is one of
//! - zero: unknown, each word may be a pointer (maps, channels, defers in loops);
//! - with its lowest bit set, an element of `n` words in place: that bit, then `n` (5 bits on a 32-bit machine, 6 on a 64-bit one), then a mask
//!   with one bit a word, set where the word may be a pointer;
//! - otherwise, the address of a constant: the number of words, then as many bits, lowest first.
//!
//! An object is a whole number of elements (an array or slice repeats them); what remains of its cell is zero.

use super::address::{Address, WORD};
use crate::fault::fault;

/// Bits of the element size in a layout word that holds everything in place.
const SIZE_BITS: usize = 4 + WORD / 4;

/// The most words an element may have: larger ones don't fit any object.
const ELEMENT_WORDS_MAX: usize = (32 << 20) / WORD;

/// The most words of an object that a [`Shape`] has bits for.
pub const MASK_WORDS: usize = usize::BITS as usize - 1;

/// Where the pointers are in an object that is short: what the marker works with.
///
/// Either each word may be a pointer, then this is the object's size in bytes; or there is a bit for each word, shifted by one, and the lowest
/// bit is set. Without any bit for a word it is an object too long for either, which is looked up when it is scanned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Shape(usize);

impl Shape {
    /// Too long: look it up.
    pub const LONG: Shape = Shape(1);

    /// `bytes` bytes, at least a word and a multiple of it, of which each word may be a pointer.
    #[inline(always)]
    pub const fn dense(bytes: usize) -> Self {
        Shape(bytes)
    }

    /// At most [`MASK_WORDS`] words, with a bit for each that may be a pointer.
    #[inline(always)]
    pub const fn masked(mask: usize) -> Self {
        Shape(mask << 1 | 1)
    }

    /// Whether each word may be a pointer.
    #[inline(always)]
    pub const fn is_dense(self) -> bool {
        self.0 & 1 == 0
    }

    /// Of a dense object: the size in bytes.
    #[inline(always)]
    pub const fn bytes(self) -> usize {
        self.0
    }

    /// The mask; zero of a long object.
    #[inline(always)]
    pub const fn mask(self) -> usize {
        self.0 >> 1
    }
}

/// The layout word of an allocation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Layout(usize);

/// What the collector does with the words of an object. Blocks hold objects of one kind only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// No word is a pointer: never scanned.
    PointerFree = 0,
    /// Each word may be a pointer: scanned whole, nothing kept beside the object.
    Dense = 1,
    /// Some words may be pointers: the layout is kept in the cell's last word.
    Mixed = 2,
}

/// The number of kinds.
pub const KINDS: usize = 3;

impl Layout {
    /// Nothing is known: each word may be a pointer.
    pub const UNKNOWN: Layout = Layout(0);
    /// No pointers: an element of one word that is none.
    pub const POINTER_FREE: Layout = Layout(1 << 1 | 1);

    /// The layout with this word.
    #[inline(always)]
    pub const fn new(word: usize) -> Self {
        Layout(word)
    }

    /// The word itself.
    #[inline(always)]
    pub const fn word(self) -> usize {
        self.0
    }

    /// The kind. Where the compiler knows the word, so does it the result.
    #[inline(always)]
    pub const fn kind(self) -> Kind {
        if self.0 == 0 {
            return Kind::Dense;
        }
        if self.0 & 1 == 0 {
            return Kind::Mixed;
        }
        let mask = self.0 >> (1 + SIZE_BITS);
        if mask == 0 {
            return Kind::PointerFree;
        }
        let words = (self.0 >> 1) & ((1 << SIZE_BITS) - 1);
        if mask == (1 << words) - 1 {
            return Kind::Dense;
        }
        Kind::Mixed
    }

    /// The element of an object that has to be scanned: its size, and where its pointers are. A word that is no such layout ends the call.
    #[inline]
    pub fn element(self) -> Element {
        if self.0 & 1 == 1 {
            let words = (self.0 >> 1) & ((1 << SIZE_BITS) - 1);
            let mask = self.0 >> (1 + SIZE_BITS);
            if mask == 0 || mask >> words != 0 {
                fault("gc: corrupt layout word");
            }
            return Element { words, pointers: Pointers::Mask(mask) };
        }
        let constant = Address::new(self.0);
        if constant.is_null() || !constant.value().is_multiple_of(WORD) || !readable_constant(constant) {
            fault("gc: corrupt layout word");
        }
        // SAFETY: the compiler passes the address of a constant that starts with its number of words.
        let words = unsafe { constant.load() };
        if words == 0 || words > ELEMENT_WORDS_MAX {
            fault("gc: corrupt layout word");
        }
        Element { words, pointers: Pointers::Bitmap(constant.add(WORD)) }
    }
}

/// Constants of the blob are below the heap; natively any address could be one.
#[inline(always)]
fn readable_constant(constant: Address) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        constant < super::address::heap_base()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        !constant.is_null()
    }
}

/// The element that an object repeats.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Its size in words, at least 1.
    pub words: usize,
    pointers: Pointers,
}

#[derive(Clone, Copy, Debug)]
enum Pointers {
    /// Bit `i` stands for word `i`; words beyond the mask are no pointers.
    Mask(usize),
    /// The address of the bits, eight words a byte.
    Bitmap(Address),
}

impl Element {
    /// The mask of the pointers in an object of `words` words, at most [`MASK_WORDS`]. An element that doesn't fit whole is none.
    pub fn mask(self, words: usize) -> usize {
        debug_assert!(words <= MASK_WORDS);
        let mut mask = 0;
        // SAFETY: no word is read, only its place is asked for.
        unsafe { self.pointers(Address::NULL, words * WORD, |at| mask |= 1 << (at.value() / WORD)) };
        mask
    }

    /// Calls `visit` with the address of each word of `[start, start + bytes)` that may be a pointer. An element that doesn't fit whole is none.
    ///
    /// # Safety
    /// `start` is word-aligned and the range may be read.
    #[inline(always)]
    pub unsafe fn pointers(self, start: Address, bytes: usize, mut visit: impl FnMut(Address)) {
        let element_bytes = self.words * WORD;
        let mut at = start;
        let mut left = bytes;
        while left >= element_bytes {
            for byte in 0..self.words.div_ceil(8) {
                let mut mask = match self.pointers {
                    Pointers::Mask(mask) => mask >> (8 * byte) & 0xFF,
                    // SAFETY: the constant has a bit for each word of the element.
                    Pointers::Bitmap(bits) => unsafe { usize::from(bits.add(byte).pointer::<u8>().read()) },
                };
                while mask != 0 {
                    visit(at.add((8 * byte + mask.trailing_zeros() as usize) * WORD));
                    mask &= mask - 1;
                }
            }
            at = at.add(element_bytes);
            left -= element_bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    fn in_place(words: usize, mask: usize) -> Layout {
        Layout::new(1 | words << 1 | mask << (1 + SIZE_BITS))
    }

    fn visited(layout: Layout, words: usize) -> Vec<usize> {
        let memory = std::vec![0usize; words];
        let start = Address::of(memory.as_ptr().cast_mut());
        let mut seen = Vec::new();
        // SAFETY: the range is `memory`.
        unsafe { layout.element().pointers(start, words * WORD, |at| seen.push(at.offset_from(start) / WORD)) };
        seen
    }

    #[test]
    fn kinds_follow_the_mask() {
        assert_eq!(Layout::UNKNOWN.kind(), Kind::Dense);
        assert_eq!(Layout::POINTER_FREE.kind(), Kind::PointerFree);
        assert_eq!(in_place(1, 1).kind(), Kind::Dense);
        assert_eq!(in_place(2, 0b11).kind(), Kind::Dense);
        assert_eq!(in_place(2, 0b01).kind(), Kind::Mixed);
        assert_eq!(in_place(3, 0b011).kind(), Kind::Mixed);
        assert_eq!(in_place(26, (1 << 26) - 1).kind(), Kind::Dense);
        assert_eq!(Layout::new(0x1000).kind(), Kind::Mixed);
    }

    #[test]
    fn elements_repeat_and_a_partial_one_is_skipped() {
        assert_eq!(visited(in_place(2, 0b01), 7), [0, 2, 4]);
        assert_eq!(visited(in_place(3, 0b101), 6), [0, 2, 3, 5]);
        assert_eq!(visited(in_place(8, 0b1000_0001), 7), [] as [usize; 0]);
    }

    #[test]
    fn a_bitmap_is_read_from_its_constant() {
        let constant: [usize; 3] = [40, 0, 0];
        let mut bytes = constant;
        let bits = bytes[1..].as_mut_ptr().cast::<u8>();
        // SAFETY: two words hold at least eight bytes.
        unsafe {
            bits.write(0b0000_0001);
            bits.add(4).write(0b1000_0000);
        }
        let layout = Layout::new(Address::of(bytes.as_mut_ptr()).value());
        assert_eq!(layout.kind(), Kind::Mixed);
        assert_eq!(visited(layout, 80), [0, 39, 40, 79]);
    }

    #[test]
    #[should_panic(expected = "gc: corrupt layout word")]
    fn a_mask_wider_than_its_element_is_refused() {
        in_place(2, 0b111).element();
    }

    #[test]
    #[should_panic(expected = "gc: corrupt layout word")]
    fn an_element_of_no_words_is_refused() {
        in_place(0, 1).element();
    }

    #[test]
    #[should_panic(expected = "gc: corrupt layout word")]
    fn a_misaligned_constant_is_refused() {
        Layout::new(0x1002).element();
    }
}
