//! A block's record: what its cells are, which of them are in use, which are marked.
//!
//! **Which cells are in use** is known without a bit written at each allocation. Cells are handed out in runs, in address order. Between two
//! cycles, cell `i` of a block holds an object exactly when `i < frontier`, or its bit in `marks` is set (it survived the last cycle). For the
//! block that a bin allocates from, the frontier is the bin's cursor, written back before a cycle starts. When a cycle starts, both are folded
//! into `live` and the marks are cleared; when it ends, `marks` are the survivors and the frontier is zero.

use super::address::Address;
use super::layout::{Kind, Layout};
use super::size_class::{SizeClass, CELLS_MAX};

/// Words of a bitmap with one bit a cell.
const BITMAP_WORDS: usize = CELLS_MAX / 64;

/// One bit for each cell of a block.
#[derive(Clone, Copy)]
pub struct CellBits([u64; BITMAP_WORDS]);

impl CellBits {
    const EMPTY: CellBits = CellBits([0; BITMAP_WORDS]);

    /// Whether the bit of `cell` is set.
    #[inline(always)]
    pub fn get(&self, cell: usize) -> bool {
        self.0[cell / 64 % BITMAP_WORDS] >> (cell % 64) & 1 == 1
    }

    /// The first cell at or after `from` whose bit is `value`, or `end` where there is none before it.
    #[inline]
    fn first(&self, value: bool, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end {
            let word = self.0[at / 64 % BITMAP_WORDS];
            let wanted = if value { word } else { !word } >> (at % 64);
            if wanted != 0 {
                return usize::min(at + wanted.trailing_zeros() as usize, end);
            }
            at = (at / 64 + 1) * 64;
        }
        end
    }
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

/// The record of a block. It lies in the header of its chunk.
#[repr(C)]
pub struct BlockMeta {
    /// The marker's bits; between cycles, the cells that survived the last one.
    marks: CellBits,
    /// During a cycle: the cells that held an object when it began.
    live: CellBits,
    /// The next block in the list that this one is in.
    pub next: Address,
    /// Of a span: the object's layout.
    pub layout: Layout,
    /// Of a span: the number of its blocks in the head, the distance to the head in the others.
    pub span_blocks: u32,
    /// Of a span's head: the object's size in bytes, without what the last block has more.
    pub object_bytes: u32,
    /// See [`SizeClass::reciprocal`].
    pub reciprocal: u32,
    /// Cells of the block.
    pub cells: u16,
    /// Bytes of a cell.
    pub cell_bytes: u16,
    /// Cells below this one hold an object, whatever their marks.
    pub frontier: u16,
    /// What the block is used for.
    pub usage: Use,
    /// The kind of its objects.
    pub kind: Kind,
    /// The size class of its cells.
    pub class: u8,
    /// The marker ran out of space while it marked an object here: the block has to be scanned again.
    pub rescan: bool,
}

impl BlockMeta {
    /// Writes the record of a block of cells, all of them free, over whatever was there.
    ///
    /// # Safety
    /// `record` is the place of a block's record that nothing refers to.
    pub unsafe fn write_cells(record: *mut BlockMeta, class: SizeClass, kind: Kind) {
        // SAFETY: the caller's promise.
        unsafe {
            BlockMeta::write(record, Use::Cells, kind);
            (&raw mut (*record).reciprocal).write(class.reciprocal());
            (&raw mut (*record).cells).write(class.cells() as u16);
            (&raw mut (*record).cell_bytes).write(class.cell_bytes() as u16);
            (&raw mut (*record).class).write(class.index() as u8);
        }
    }

    /// Writes the record of the first block of a span of `blocks` with one object of `object_bytes` bytes.
    ///
    /// # Safety
    /// As for [`BlockMeta::write_cells`].
    pub unsafe fn write_span(record: *mut BlockMeta, blocks: usize, object_bytes: usize, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe {
            BlockMeta::write(record, Use::SpanHead, layout.kind());
            (&raw mut (*record).span_blocks).write(blocks as u32);
            (&raw mut (*record).object_bytes).write(object_bytes as u32);
            (&raw mut (*record).layout).write(layout);
            (&raw mut (*record).cells).write(1);
            (&raw mut (*record).frontier).write(1);
        }
    }

    /// Writes the record of a further block of a span, `distance` blocks after the first.
    ///
    /// # Safety
    /// As for [`BlockMeta::write_cells`].
    pub unsafe fn write_span_tail(record: *mut BlockMeta, distance: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            BlockMeta::write(record, Use::SpanTail, Kind::PointerFree);
            (&raw mut (*record).span_blocks).write(distance as u32);
        }
    }

    /// Writes what all records have in common, field by field: to write all of a record costs more than a small call's allocations together. The
    /// bits of `live` are written when a cycle starts, the other fields by those for whose blocks they mean something.
    ///
    /// # Safety
    /// As for [`BlockMeta::write_cells`].
    unsafe fn write(record: *mut BlockMeta, usage: Use, kind: Kind) {
        // SAFETY: the caller's promise.
        unsafe {
            (&raw mut (*record).marks).write(CellBits::EMPTY);
            (&raw mut (*record).next).write(Address::NULL);
            (&raw mut (*record).frontier).write(0);
            (&raw mut (*record).usage).write(usage);
            (&raw mut (*record).kind).write(kind);
            (&raw mut (*record).rescan).write(false);
        }
    }

    /// The next run of free cells at or after `from`: `(first, end)`, empty when there is none.
    pub fn free_run(&self, from: usize) -> (usize, usize) {
        let cells = self.cells as usize;
        let first = self.marks.first(false, from, cells);
        (first, self.marks.first(true, first, cells))
    }

    /// Whether cell `cell` holds an object, between cycles.
    pub fn in_use(&self, cell: usize) -> bool {
        cell < self.frontier as usize || self.marks.get(cell)
    }

    /// Words of the bitmaps that the block's cells have bits in: a cycle that finds little alive spends its time on these.
    #[inline(always)]
    fn bitmap_words(&self) -> usize {
        usize::min((self.cells as usize).div_ceil(64), BITMAP_WORDS)
    }

    /// Starts a cycle: what is in use becomes `live`, and no mark is left.
    pub fn begin_cycle(&mut self) {
        let frontier = self.frontier as usize;
        for word in 0..self.bitmap_words() {
            let bits = frontier.saturating_sub(word * 64);
            let below = if bits < 64 { (1 << bits) - 1 } else { u64::MAX };
            self.live.0[word] = self.marks.0[word] | below;
            self.marks.0[word] = 0;
        }
        self.rescan = false;
    }

    /// During a cycle: marks the object in `cell`. `false` when there is none, or it was marked before.
    #[inline(always)]
    pub fn mark(&mut self, cell: usize) -> bool {
        let word = cell / 64 % BITMAP_WORDS;
        let bit = 1 << (cell % 64);
        let marks = self.marks.0[word];
        if self.live.0[word] & !marks & bit == 0 {
            return false;
        }
        self.marks.0[word] = marks | bit;
        true
    }

    /// Whether the object in `cell` is marked.
    pub fn is_marked(&self, cell: usize) -> bool {
        self.marks.get(cell)
    }

    /// Whether `cell` held an object when the cycle began.
    pub fn was_live(&self, cell: usize) -> bool {
        self.live.get(cell)
    }

    /// Ends a cycle: the marked objects are what is in use. How many they are, and how many objects were not marked.
    pub fn end_cycle(&mut self) -> (usize, usize) {
        self.frontier = 0;
        let (mut marked, mut live) = (0, 0);
        for word in 0..self.bitmap_words() {
            marked += self.marks.0[word].count_ones() as usize;
            live += self.live.0[word].count_ones() as usize;
        }
        (marked, live - marked)
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
        meta.frontier = 256;
        meta.begin_cycle();
        for cell in [0, 1, 63, 64, 200, 255] {
            assert!(meta.mark(cell));
            assert!(!meta.mark(cell));
        }
        assert_eq!(meta.end_cycle(), (6, 250));
        assert_eq!(meta.free_run(0), (2, 63));
        assert_eq!(meta.free_run(63), (65, 200));
        assert_eq!(meta.free_run(200), (201, 255));
        assert_eq!(meta.free_run(255), (256, 256));
    }

    #[test]
    fn only_what_was_in_use_can_be_marked() {
        let mut meta = block(3);
        meta.frontier = 10;
        meta.begin_cycle();
        assert!(meta.mark(9));
        assert!(!meta.mark(10));
        assert_eq!(meta.end_cycle(), (1, 9));
        assert!(meta.in_use(9) && !meta.in_use(8) && !meta.in_use(10));
    }
}
