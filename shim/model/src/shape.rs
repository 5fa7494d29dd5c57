//! Layouts of objects, and which of their words they call pointers.

use arbitrary::Arbitrary;
use gopallet_shim::heap::address::{Address, WORD};
use gopallet_shim::heap::layout::Layout;

/// Where the pointers are in an object.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is known: each word may be one.
    Unknown,
    /// There are none.
    PointerFree,
    /// Each word is one, and the compiler says so.
    Dense,
    /// The first of two.
    FirstOfTwo,
    /// The last two of three.
    LastTwoOfThree,
    /// Three of seventy, as a constant tells.
    Sparse,
}

/// The words of a sparse element, and those that are pointers.
const SPARSE_WORDS: usize = 70;
const SPARSE_POINTERS: [usize; 3] = [0, 33, 69];

/// The constant of a sparse element, as the compiler writes it: the number of words, then a bit a word, lowest first.
static SPARSE: [usize; 1 + SPARSE_WORDS.div_ceil(WORD * 8)] = {
    let mut words = [0; 1 + SPARSE_WORDS.div_ceil(WORD * 8)];
    words[0] = SPARSE_WORDS;
    let mut index = 0;
    while index < SPARSE_POINTERS.len() {
        let bit = SPARSE_POINTERS[index];
        words[1 + bit / (WORD * 8)] |= 1 << (bit % (WORD * 8));
        index += 1;
    }
    words
};

/// A layout with everything in place (`Layout` tells the format).
const fn in_place(words: usize, mask: usize) -> Layout {
    Layout::new(1 | words << 1 | mask << (1 + 4 + WORD / 4))
}

impl Shape {
    /// The compiler's word.
    pub fn layout(self) -> Layout {
        match self {
            Shape::Unknown => Layout::UNKNOWN,
            Shape::PointerFree => Layout::POINTER_FREE,
            Shape::Dense => in_place(1, 1),
            Shape::FirstOfTwo => in_place(2, 0b01),
            Shape::LastTwoOfThree => in_place(3, 0b110),
            Shape::Sparse => Layout::new(Address::of((&raw const SPARSE).cast_mut()).value()),
        }
    }

    /// Whether `word` may be a pointer in an object of `words` words. Elements that don't fit whole have none.
    pub fn is_slot(self, word: usize, words: usize) -> bool {
        let element = |size: usize| (word % size, word / size < words / size);
        match self {
            Shape::Unknown | Shape::Dense => true,
            Shape::PointerFree => false,
            Shape::FirstOfTwo => element(2) == (0, true),
            Shape::LastTwoOfThree => matches!(element(3), (1 | 2, true)),
            Shape::Sparse => {
                let (inside, fits) = element(SPARSE_WORDS);
                fits && SPARSE_POINTERS.contains(&inside)
            }
        }
    }
}
