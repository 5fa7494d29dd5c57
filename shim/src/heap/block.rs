//! A block's record: what its cells are, which of them are in use, which are marked.
//!
//! **Which cells are in use** is known without a bit written at each allocation. Cells are handed out in runs, in address order. While a bin
//! allocates from a block, the cells that it handed out lie between the run's start and its cursor; when it leaves the block, and at the latest when
//! a cycle starts, [`BlockMeta::close`] notes them in the `live` bits. During a cycle a cell is in use exactly when its bit in `live` is set. When
//! the cycle ends, the marks become the `live` bits, and no mark is left: a cycle finds none when it starts, and has nothing to prepare.

use super::address::{Address, WORD};
use super::layout::{Kind, Layout, Shape, MASK_WORDS};
use super::size_class::{SizeClass, CELLS_MAX};

/// Bits in a word of a bitmap.
const WORD_BITS: usize = 64;

/// Words of a bitmap with one bit a cell.
const BITMAP_WORDS: usize = CELLS_MAX / WORD_BITS;

/// What is known of 64 neighbouring cells. Side by side, because marking a cell needs both.
#[derive(Clone, Copy)]
#[repr(C)]
struct CellBits {
    /// The cells in use when the last cycle ended, and those that a bin left behind since.
    live: u64,
    /// The marker's bits; zero between cycles.
    marks: u64,
}

impl CellBits {
    const EMPTY: CellBits = CellBits { live: 0, marks: 0 };
}

/// What a block is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Use {
    /// Nothing: it may be taken.
    Free = 0,
    /// Cells of one size class and kind.
    Cells = 1,
    /// The first block of an object that takes whole blocks.
    SpanHead = 2,
    /// A further block of such an object.
    SpanTail = 3,
}

/// The record of a block. It lies in the header of its chunk. What marking a cell needs comes first, and the bits first of all: that saves adding their place.
#[repr(C)]
pub struct BlockMeta {
    /// See [`SizeClass::reciprocal`].
    pub reciprocal: u32,
    /// Bytes of a cell.
    pub cell_bytes: u16,
    /// What the block is used for.
    pub usage: Use,
    /// The kind of its objects.
    pub kind: Kind,
    /// Of a span: the object's layout. Of mixed cells: the one that `shape` is for.
    pub layout: Layout,
    /// Of cells: where the pointers are in an object, see [`BlockMeta::learn`].
    pub shape: Shape,
    /// One bit for each cell; words without one are unwritten, but for the first.
    bits: [CellBits; BITMAP_WORDS],
    /// Cells of the block.
    pub cells: u16,
    /// The size class of its cells.
    pub class: u8,
    /// The marker ran out of space while it marked an object here: the block has to be scanned again.
    pub rescan: bool,
    /// Of a span: the number of its blocks in the head, the distance to the head in the others.
    pub span_blocks: u32,
    /// Of a span's head: the object's size in bytes, without what the last block has more.
    pub object_bytes: u32,
    /// The next block in the list that this one is in.
    pub next: Address,
}

impl BlockMeta {
    /// Writes the record of a block of cells, all of them free, over whatever was there.
    ///
    /// # Safety
    /// `record` is the place of a block's record that nothing refers to.
    pub unsafe fn write_cells(record: *mut BlockMeta, class: SizeClass, kind: Kind) {
        // SAFETY: the caller's promise.
        unsafe {
            BlockMeta::write(record, Use::Cells, kind, class.cells());
            (&raw mut (*record).reciprocal).write(class.reciprocal());
            (&raw mut (*record).cell_bytes).write(class.cell_bytes() as u16);
            (&raw mut (*record).class).write(class.index() as u8);
            // No mixed object has this layout: the first one that is marked teaches the block its own.
            (&raw mut (*record).layout).write(Layout::POINTER_FREE);
            (&raw mut (*record).shape).write(if kind == Kind::Mixed { Shape::LONG } else { Shape::dense(class.cell_bytes()) });
        }
    }

    /// Finds out where the pointers are in an object of a mixed block that has this layout, and keeps it for the next one: mostly it has the same.
    #[cold]
    #[inline(never)]
    pub fn learn(&mut self, layout: Layout) -> Shape {
        let words = self.cell_bytes as usize / WORD - 1;
        if words > MASK_WORDS {
            return Shape::LONG;
        }
        self.shape = Shape::masked(layout.element().mask(words));
        self.layout = layout;
        self.shape
    }

    /// Writes the record of the first block of a span of `blocks` with one object of `object_bytes` bytes.
    ///
    /// # Safety
    /// As for [`BlockMeta::write_cells`].
    pub unsafe fn write_span(record: *mut BlockMeta, blocks: usize, object_bytes: usize, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe {
            BlockMeta::write(record, Use::SpanHead, layout.kind(), 1);
            (&raw mut (*record).span_blocks).write(blocks as u32);
            (&raw mut (*record).object_bytes).write(object_bytes as u32);
            (&raw mut (*record).layout).write(layout);
            (&raw mut (*record).bits[0].live).write(1);
        }
    }

    /// Writes the record of a further block of a span, `distance` blocks after the first.
    ///
    /// # Safety
    /// As for [`BlockMeta::write_cells`].
    pub unsafe fn write_span_tail(record: *mut BlockMeta, distance: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            BlockMeta::write(record, Use::SpanTail, Kind::PointerFree, 0);
            (&raw mut (*record).span_blocks).write(distance as u32);
        }
    }

    /// Writes what all records have in common, field by field: to write all of a record costs more than a small call's allocations together. The
    /// other fields are written by those for whose blocks they mean something.
    ///
    /// # Safety
    /// As for [`BlockMeta::write_cells`].
    unsafe fn write(record: *mut BlockMeta, usage: Use, kind: Kind, cells: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            (&raw mut (*record).next).write(Address::NULL);
            (&raw mut (*record).usage).write(usage);
            (&raw mut (*record).kind).write(kind);
            (&raw mut (*record).rescan).write(false);
            (&raw mut (*record).cells).write(cells as u16);
            (&raw mut (*record).bits[0]).write(CellBits::EMPTY);
            if cells > WORD_BITS {
                for word in 1..BITMAP_WORDS {
                    (&raw mut (*record).bits[word]).write(CellBits::EMPTY);
                }
            }
        }
    }

    /// The next run of free cells at or after `from`: `(first, end)`, empty when there is none.
    pub fn free_run(&self, from: usize) -> (usize, usize) {
        let first = self.first(false, from);
        (first, self.first(true, first))
    }

    /// The first cell at or after `from` whose bit in `live` is `value`, or the number of cells where there is none.
    #[inline]
    fn first(&self, value: bool, from: usize) -> usize {
        let end = self.cells as usize;
        let mut at = from;
        while at < end {
            let live = self.bits[at / WORD_BITS % BITMAP_WORDS].live;
            let wanted = if value { live } else { !live } >> (at % WORD_BITS);
            if wanted != 0 {
                return usize::min(at + wanted.trailing_zeros() as usize, end);
            }
            at = (at / WORD_BITS + 1) * WORD_BITS;
        }
        end
    }

    /// The words of bits that are written.
    #[inline(always)]
    fn written(&mut self) -> &mut [CellBits] {
        let words = if self.cells as usize <= WORD_BITS { 1 } else { BITMAP_WORDS };
        &mut self.bits[..words]
    }

    /// Notes that every cell below `end` holds an object: the bin that the block was with has come so far.
    pub fn close(&mut self, end: usize) {
        let mut left = end;
        for bits in self.written() {
            if left < WORD_BITS {
                bits.live |= (1 << left) - 1;
                return;
            }
            bits.live = u64::MAX;
            left -= WORD_BITS;
        }
    }

    /// Whether cell `cell` was in use when the last cycle ended, or a bin left it behind since.
    pub fn is_live(&self, cell: usize) -> bool {
        self.bits[cell / WORD_BITS % BITMAP_WORDS].live >> (cell % WORD_BITS) & 1 == 1
    }

    /// During a cycle: marks the object in `cell`. `false` when there is none, or it was marked before.
    #[inline(always)]
    pub fn mark(&mut self, cell: usize) -> bool {
        let bits = &mut self.bits[cell / WORD_BITS % BITMAP_WORDS];
        let bit = 1 << (cell % WORD_BITS);
        let marks = bits.marks;
        if bits.live & !marks & bit == 0 {
            return false;
        }
        bits.marks = marks | bit;
        true
    }

    /// During a cycle: whether the object in `cell` is marked.
    pub fn is_marked(&self, cell: usize) -> bool {
        self.bits[cell / WORD_BITS % BITMAP_WORDS].marks >> (cell % WORD_BITS) & 1 == 1
    }

    /// Whether any object is marked. Most blocks have none, and that is what a cycle that finds little alive spends its time on.
    #[inline(always)]
    pub fn has_marks(&self) -> bool {
        let [first, second, third, fourth] = &self.bits;
        if self.cells as usize <= WORD_BITS {
            return first.marks != 0;
        }
        first.marks | second.marks | third.marks | fourth.marks != 0
    }

    /// Ends a cycle: the marked objects are what is in use, and no mark is left. How many they are.
    #[inline]
    pub fn end_cycle(&mut self) -> usize {
        let mut objects = 0;
        for bits in self.written() {
            objects += bits.marks.count_ones() as usize;
            *bits = CellBits { live: bits.marks, marks: 0 };
        }
        objects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(class: usize) -> BlockMeta {
        let mut meta = core::mem::MaybeUninit::zeroed();
        // SAFETY: the place is this function's own; zeros are a record, of which `write_cells` writes the rest.
        unsafe {
            BlockMeta::write_cells(meta.as_mut_ptr(), SizeClass::from_index(class), Kind::Dense);
            meta.assume_init()
        }
    }

    #[test]
    fn runs_of_free_cells_lie_between_marked_ones() {
        let mut meta = block(0);
        assert_eq!(meta.free_run(0), (0, 256));
        meta.close(256);
        for cell in [0, 1, 63, 64, 200, 255] {
            assert!(meta.mark(cell));
            assert!(!meta.mark(cell));
        }
        assert_eq!(meta.end_cycle(), 6);
        assert!(!meta.has_marks());
        assert_eq!(meta.free_run(0), (2, 63));
        assert_eq!(meta.free_run(63), (65, 200));
        assert_eq!(meta.free_run(200), (201, 255));
        assert_eq!(meta.free_run(255), (256, 256));
    }

    #[test]
    fn only_what_was_in_use_can_be_marked() {
        let mut meta = block(3);
        meta.close(10);
        assert!(meta.mark(9));
        assert!(!meta.mark(10));
        assert_eq!(meta.end_cycle(), 1);
        assert!(meta.is_live(9) && !meta.is_live(8) && !meta.is_live(10));
    }
}
