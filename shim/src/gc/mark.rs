//! Marking: from the roots to everything that they reach.

use super::collector::Collector;
use super::mark_stack::Pending;
use crate::heap::address::{Address, WORD};
use crate::heap::block::{BlockMeta, Use};
use crate::heap::chunk::{Chunk, META_BYTES};
use crate::heap::layout::{Kind, Layout};
use crate::heap::region::Region;
use crate::heap::size_class::{cell_at, BLOCK_BYTES, BLOCK_SHIFT};
use crate::heap::source::ChunkSource;

/// Bytes of a long object that are scanned at a time: the rest waits as one entry, so that the stack stays shallow.
const SLICE_BYTES: usize = 128 * WORD;

/// The blocks of a chunk, with what is needed to get from an address to a block's record. Neighbouring pointers mostly lead into the same chunk.
#[derive(Clone, Copy)]
pub(crate) struct Nearby {
    first_block: Address,
    /// Bytes of the blocks that were taken before.
    bytes: usize,
    /// The record of the first block.
    first_record: Address,
    /// Where the first region starts.
    heap_start: Address,
    /// From there to the end of the last region. Most words that are no pointers, nil above all, lie outside.
    heap_bytes: usize,
}

impl Nearby {
    /// No chunk.
    pub(crate) const NONE: Nearby =
        Nearby { first_block: Address::NULL, bytes: 0, first_record: Address::NULL, heap_start: Address::NULL, heap_bytes: 0 };

    /// No chunk of a heap with these regions, in order.
    fn none_of(regions: &[Region]) -> Self {
        match (regions.first(), regions.last()) {
            (Some(first), Some(last)) => {
                Nearby { heap_start: first.start, heap_bytes: last.end().offset_from(first.start), ..Nearby::NONE }
            }
            _ => Nearby::NONE,
        }
    }
}

impl<S: ChunkSource> Collector<S> {
    /// Starts a cycle. Between this and [`Collector::end_cycle`] only [`Collector::mark_range`] may be called.
    pub fn begin_cycle(&mut self) {
        self.close_bins();
        self.nearby = Nearby::none_of(self.regions.as_slice());
        self.regions.fill_granules();
        for region in self.regions.as_mut_slice() {
            if region.is_object {
                region.marked = false;
                region.rescan = false;
                continue;
            }
            // SAFETY: the region is one of blocks.
            let chunk = unsafe { Chunk::at(region.start) };
            for block in 0..chunk.recorded() {
                let meta = chunk.meta(block);
                if matches!(meta.usage, Use::Cells | Use::SpanHead) {
                    meta.begin_cycle();
                }
            }
        }
    }

    /// Marks everything that the words of `[start, end)` reach. Each word may be a pointer or not.
    ///
    /// # Safety
    /// A cycle was begun. The range may be read; parts of a word at either end are left out.
    pub unsafe fn mark_range(&mut self, start: Address, end: Address) {
        let mut at = Address::new(crate::heap::address::round_up(start.value(), WORD));
        while at < end && end.offset_from(at) >= WORD {
            // SAFETY: the word is aligned and inside the caller's range.
            let word = unsafe { at.load() };
            self.mark_word(word);
            self.drain();
            at = at.add(WORD);
        }
    }

    /// Marks the object that `word` points into, if it does and the object is not marked yet.
    #[inline(always)]
    fn mark_word(&mut self, word: usize) {
        let mut offset = word.wrapping_sub(self.nearby.first_block.value());
        if offset >= self.nearby.bytes {
            let outside = word.wrapping_sub(self.nearby.heap_start.value()) >= self.nearby.heap_bytes;
            if outside || !self.approach(Address::new(word)) {
                return;
            }
            offset = word.wrapping_sub(self.nearby.first_block.value());
            if offset >= self.nearby.bytes {
                return;
            }
        }
        let record = self.nearby.first_record.add((offset >> BLOCK_SHIFT) * META_BYTES);
        // SAFETY: the offset is that of a block which was taken before, so its record is written; one record is held at a time.
        let meta = unsafe { &mut *record.pointer::<BlockMeta>() };
        if meta.usage != Use::Cells {
            self.mark_span(word, offset);
            return;
        }
        let in_block = offset & (BLOCK_BYTES - 1);
        let cell = cell_at(in_block, meta.reciprocal);
        // A word in the slack after the last cell finds no live one.
        if !meta.mark(cell) || meta.kind == Kind::PointerFree {
            return;
        }
        let start = Address::new(word - (in_block - cell * meta.cell_bytes as usize));
        self.push(cell_range(meta, start), meta);
    }

    /// Makes the chunk that holds `address` the nearby one. `false` where there is none; a large object there is marked.
    fn approach(&mut self, address: Address) -> bool {
        let Some(index) = self.regions.find(address) else {
            return false;
        };
        let region = &self.regions.as_slice()[index];
        if region.is_object {
            self.mark_region(index);
            return false;
        }
        // SAFETY: the region is one of blocks.
        let chunk = unsafe { Chunk::at(region.start) };
        self.nearby.first_block = chunk.block(0);
        self.nearby.bytes = chunk.recorded() << BLOCK_SHIFT;
        self.nearby.first_record = chunk.meta_address(0);
        true
    }

    /// Marks the object whose span holds the block at `offset` of the nearby chunk, if one does.
    fn mark_span(&mut self, word: usize, offset: usize) {
        let mut block = offset >> BLOCK_SHIFT;
        let record = |block: usize| self.nearby.first_record.add(block * META_BYTES).pointer::<BlockMeta>();
        // SAFETY: as in `mark_word`; a tail's distance leads to the head's record.
        let head = unsafe {
            match (*record(block)).usage {
                Use::SpanTail => block -= (*record(block)).span_blocks as usize,
                Use::SpanHead => {}
                Use::Free | Use::Cells => return,
            }
            &mut *record(block)
        };
        if head.mark(0) && head.kind != Kind::PointerFree {
            let start = Address::new(word - (offset - (block << BLOCK_SHIFT)));
            self.push(span_range(head, start), head);
        }
    }

    #[inline(always)]
    fn push(&mut self, pending: Pending, meta: &mut BlockMeta) {
        if !self.mark_stack.push(pending) {
            meta.rescan = true;
            self.overflowed = true;
        }
    }

    fn mark_region(&mut self, index: usize) {
        let region = &mut self.regions.as_mut_slice()[index];
        if region.marked {
            return;
        }
        region.marked = true;
        if region.layout.kind() == Kind::PointerFree {
            return;
        }
        if !self.mark_stack.push(object_range(region)) {
            region.rescan = true;
            self.overflowed = true;
        }
    }

    /// Scans what waits on the stack, and what did not fit it, until nothing is left.
    pub(crate) fn drain(&mut self) {
        loop {
            while let Some(pending) = self.mark_stack.pop() {
                self.scan(pending);
            }
            if !self.overflowed {
                return;
            }
            self.overflowed = false;
            self.rescan();
        }
    }

    /// Marks what the words of an object reach; of a long one, a slice, leaving the rest on the stack.
    #[inline(always)]
    fn scan(&mut self, pending: Pending) {
        let Pending { start, bytes, layout } = pending;
        if layout == Layout::UNKNOWN {
            let now = usize::min(bytes, SLICE_BYTES);
            self.leave_rest(start, bytes, now, layout);
            let end = start.add(now);
            let mut at = start;
            while at < end {
                // SAFETY: the word lies in an object that was live when the cycle began.
                let word = unsafe { at.load() };
                self.mark_word(word);
                at = at.add(WORD);
            }
            return;
        }
        let element = layout.element();
        let element_bytes = element.words * WORD;
        let slice_bytes = if bytes <= SLICE_BYTES { bytes } else { usize::max(SLICE_BYTES / element_bytes, 1) * element_bytes };
        let now = usize::min(bytes, slice_bytes);
        self.leave_rest(start, bytes, now, layout);
        // SAFETY: the range lies in an object that was live when the cycle began.
        unsafe {
            element.pointers(start, now, |at| {
                let word = at.load();
                self.mark_word(word);
            });
        }
    }

    /// Puts what is after the first `now` bytes back on the stack. The entry that was just taken from it left room.
    #[inline(always)]
    fn leave_rest(&mut self, start: Address, bytes: usize, now: usize, layout: Layout) {
        if bytes > now {
            let kept = self.mark_stack.push(Pending { start: start.add(now), bytes: bytes - now, layout });
            debug_assert!(kept);
        }
    }

    /// Scans every marked object of the blocks and regions that were noted when the stack was full.
    #[cold]
    fn rescan(&mut self) {
        for index in 0..self.regions.len() {
            let region = &mut self.regions.as_mut_slice()[index];
            if region.is_object {
                if core::mem::take(&mut region.rescan) {
                    let pending = object_range(region);
                    self.scan_whole(pending);
                }
                continue;
            }
            // SAFETY: the region is one of blocks.
            let chunk = unsafe { Chunk::at(region.start) };
            for block in 0..chunk.recorded() {
                if core::mem::take(&mut chunk.meta(block).rescan) {
                    self.rescan_block(chunk, block);
                }
            }
        }
    }

    fn rescan_block(&mut self, chunk: Chunk, block: usize) {
        let start = chunk.block(block);
        if chunk.meta(block).usage == Use::SpanHead {
            let pending = span_range(chunk.meta(block), start);
            self.scan_whole(pending);
            return;
        }
        for cell in 0..chunk.meta(block).cells as usize {
            let meta = chunk.meta(block);
            if meta.is_marked(cell) {
                let pending = cell_range(meta, start.add(cell * meta.cell_bytes as usize));
                self.scan_whole(pending);
            }
        }
    }

    /// Scans one object and everything that waits on the stack. What overflows again is noted again.
    fn scan_whole(&mut self, pending: Pending) {
        debug_assert!(self.mark_stack.is_empty());
        self.scan(pending);
        while let Some(pending) = self.mark_stack.pop() {
            self.scan(pending);
        }
    }
}

/// The words of the object in a cell.
#[inline(always)]
fn cell_range(meta: &BlockMeta, start: Address) -> Pending {
    let cell_bytes = meta.cell_bytes as usize;
    if meta.kind == Kind::Mixed {
        let bytes = cell_bytes - WORD;
        // SAFETY: a cell in use in a block of this kind has its layout in the last word.
        let layout = Layout::new(unsafe { start.add(bytes).load() });
        if layout.kind() != Kind::Mixed {
            crate::fault::fault("gc: corrupt layout word");
        }
        return Pending { start, bytes, layout };
    }
    Pending { start, bytes: cell_bytes, layout: Layout::UNKNOWN }
}

/// The words of the object in a span.
fn span_range(meta: &BlockMeta, start: Address) -> Pending {
    Pending { start, bytes: meta.object_bytes as usize, layout: scanned(meta.layout) }
}

/// The words of a large object.
fn object_range(region: &Region) -> Pending {
    Pending { start: region.start, bytes: region.bytes, layout: scanned(region.layout) }
}

/// The layout to scan with: where each word may be a pointer, the one that says just that.
fn scanned(layout: Layout) -> Layout {
    match layout.kind() {
        Kind::Dense => Layout::UNKNOWN,
        _ => layout,
    }
}
