//! The mutable globals of the linked module: what can hold a Go pointer outside heap and stack, and what a call must not leave changed.
//!
//! A host may keep one instance for all calls. The rule for package-level variables is that **each call finds them as the module was loaded**:
//! the package initialisers run at the start of each call, and after it every mutable global is set back. Constants need neither, and the
//! optimiser makes a constant of each variable that nothing writes; so the ranges are a few words, and the rule costs a few instructions.
//!
//! Which globals are mutable is known after the link only. The link step finds them in the linker's map and writes them here, the initial bytes of
//! those that don't start as zero included. The shim's own state is not among them: it holds no Go pointer, and looks after itself.

use crate::heap::address::{Address, WORD};

/// Words of the table. The larger one is for programs with the tables of Unicode, which no runtime should have.
const TABLE_WORDS: usize = if cfg!(feature = "large-globals") { 32 << 10 } else { 1024 };

/// What the first word is until the link step has filled the table.
const UNFILLED: u32 = 0x6c67_7067;

/// The table. `[zero ranges, copy ranges, (start, end)..., initial words of the copy ranges...]`, all ranges word-aligned, ends exclusive.
#[no_mangle]
#[used]
static gopallet_globals: [u32; TABLE_WORDS] = {
    let mut table = [0; TABLE_WORDS];
    table[0] = UNFILLED;
    table
};

extern "C" {
    /// The linker's: data starts here, the stack is below.
    static __global_base: u8;
}

/// Where data starts; below is the stack.
pub fn data_base() -> Address {
    Address::of((&raw const __global_base).cast_mut())
}

/// Word `index` of the table. The link step writes it behind the compiler's back, so the compiler must not know its content.
fn word(index: usize) -> usize {
    let place = (&raw const gopallet_globals).cast::<u32>().wrapping_add(index);
    // SAFETY: the link step keeps all indices in use below `TABLE_WORDS`.
    unsafe { place.read_volatile() as usize }
}

/// Range `index`, of the zero ranges and then the copy ranges.
fn range(index: usize) -> (Address, Address) {
    (Address::new(word(2 + 2 * index)), Address::new(word(3 + 2 * index)))
}

/// Calls `visit` with each range of mutable globals.
pub fn for_each(mut visit: impl FnMut(Address, Address)) {
    for index in 0..word(0) + word(1) {
        let (start, end) = range(index);
        visit(start, end);
    }
}

/// Whether a mutable global is at `address`.
pub fn is_mutable(address: Address) -> bool {
    let mut found = false;
    for_each(|start, end| found |= start <= address && address < end);
    found
}

/// Sets all mutable globals back to what they are in a fresh instance.
pub fn reset() {
    let zero_ranges = word(0);
    let copy_ranges = word(1);
    for index in 0..zero_ranges {
        let (mut at, end) = range(index);
        while at < end {
            // SAFETY: the word is one of Go's and TinyGo's globals, which nothing uses between two calls. Volatile, because a call of `memset`
            // costs more than the few words of a range.
            unsafe { at.pointer::<usize>().write_volatile(0) };
            at = at.add(WORD);
        }
    }
    let mut image = 2 + 2 * (zero_ranges + copy_ranges);
    for index in zero_ranges..zero_ranges + copy_ranges {
        let (mut at, end) = range(index);
        while at < end {
            // SAFETY: as above.
            unsafe { at.store(word(image)) };
            at = at.add(WORD);
            image += 1;
        }
    }
}
