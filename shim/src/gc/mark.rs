//! Marking: from the roots to everything that they reach.

use super::collector::Collector;
use super::mark_stack::Pending;
use crate::heap::address::{Address, WORD};
use crate::heap::block::{BlockMeta, Use};
use crate::heap::chunk::{Chunk, META_BYTES};
use crate::heap::layout::{Kind, Layout, Shape};
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

/// Where an object ends, and where its pointers are.
struct Extent {
    end: Address,
    layout: Layout,
}

impl<S: ChunkSource> Collector<S> {
    /// Starts a cycle. Between this and [`Collector::end_cycle`] only [`Collector::mark_range`] may be called.
    pub fn begin_cycle(&mut self) {
        self.close_bins();
        self.nearby = Nearby::none_of(self.regions.as_slice());
        self.regions.fill_granules();
    }

    /// Marks everything that the words of `[start, end)` reach. Each word may be a pointer or not.
    ///
    /// # Safety
    /// A cycle was begun. The range may be read; parts of a word at either end are left out.
    pub unsafe fn mark_range(&mut self, start: Address, end: Address) {
        let mut at = Address::new(crate::heap::address::round_up(start.value(), WORD));
        while at < end && end.offset_from(at) >= WORD {
            // SAFETY: the word is aligned and inside the caller's range.
            self.mark_and_push(unsafe { at.load() });
            if !self.mark_stack.is_empty() {
                self.drain();
            }
            at = at.add(WORD);
        }
    }

    /// Marks the object that `word` points into, if it does and the object is not marked yet. The result is the object if it is in a cell and has
    /// to be scanned; one elsewhere is on the stack already.
    #[inline(always)]
    fn mark_word(&mut self, word: usize, nearby: &mut Nearby) -> Option<Pending> {
        let mut offset = word.wrapping_sub(nearby.first_block.value());
        if offset >= nearby.bytes {
            if word.wrapping_sub(nearby.heap_start.value()) >= nearby.heap_bytes {
                return None;
            }
            let chunk = self.approach(Address::new(word))?;
            nearby.first_block = chunk.block(0);
            nearby.bytes = chunk.recorded() << BLOCK_SHIFT;
            nearby.first_record = chunk.meta_address(0);
            offset = word.wrapping_sub(nearby.first_block.value());
            if offset >= nearby.bytes {
                return None;
            }
        }
        let record = nearby.first_record.add((offset >> BLOCK_SHIFT) * META_BYTES);
        // SAFETY: the offset is that of a block which was taken before, so its record is written; one record is held at a time.
        let meta = unsafe { &mut *record.pointer::<BlockMeta>() };
        if meta.usage != Use::Cells {
            self.mark_span(word, offset, record);
            return None;
        }
        let in_block = offset & (BLOCK_BYTES - 1);
        let cell = cell_at(in_block, meta.reciprocal);
        // A word in the slack after the last cell finds no live one.
        if !meta.mark(cell) || meta.kind == Kind::PointerFree {
            return None;
        }
        let start = Address::new(word - (in_block - cell * meta.cell_bytes as usize));
        let mut shape = meta.shape;
        if meta.kind == Kind::Mixed {
            // SAFETY: a cell in use in a block of this kind has its layout in the last word.
            let layout = Layout::new(unsafe { start.add(meta.cell_bytes as usize - WORD).load() });
            if layout != meta.layout {
                shape = meta.learn(layout);
            }
        }
        Some(Pending { start, shape })
    }

    /// The chunk that holds `address`. `None` where there is none; a large object there is marked.
    #[inline(never)]
    fn approach(&mut self, address: Address) -> Option<Chunk> {
        let index = self.regions.find(address)?;
        let region = &mut self.regions.as_mut_slice()[index];
        if !region.is_object {
            // SAFETY: the region is one of blocks.
            return Some(unsafe { Chunk::at(region.start) });
        }
        if !region.marked {
            region.marked = true;
            if region.layout.kind() != Kind::PointerFree {
                let start = region.start;
                self.push(Pending::long(start));
            }
        }
        None
    }

    /// Marks the object whose span holds the block with this record, if one does. `word` points into it, `offset` bytes after the chunk's first block.
    #[inline(never)]
    fn mark_span(&mut self, word: usize, offset: usize, record: Address) {
        let mut record = record;
        let mut in_object = offset & (BLOCK_BYTES - 1);
        // SAFETY: as in `mark_word`; a tail's distance leads to the head's record.
        let head = unsafe {
            match (*record.pointer::<BlockMeta>()).usage {
                Use::SpanTail => {
                    let distance = (*record.pointer::<BlockMeta>()).span_blocks as usize;
                    record = Address::new(record.value() - distance * META_BYTES);
                    in_object += distance << BLOCK_SHIFT;
                }
                Use::SpanHead => {}
                Use::Free | Use::Cells => return,
            }
            &mut *record.pointer::<BlockMeta>()
        };
        if head.mark(0) && head.kind != Kind::PointerFree {
            self.push(Pending::long(Address::new(word - in_object)));
        }
    }

    /// Puts `pending` on the stack. Without room there, its object is noted.
    #[inline(always)]
    fn push(&mut self, pending: Pending) {
        if !self.mark_stack.push(pending) {
            self.note_overflow(pending.start);
        }
    }

    /// Notes that the object at `start` has to be scanned.
    #[cold]
    #[inline(never)]
    fn note_overflow(&mut self, start: Address) {
        self.overflowed = true;
        let region = self.region_of(start);
        if region.is_object {
            region.rescan = true;
            return;
        }
        // SAFETY: the region is one of blocks.
        let chunk = unsafe { Chunk::at(region.start) };
        chunk.meta(start.offset_from(chunk.block(0)) >> BLOCK_SHIFT).rescan = true;
    }

    /// Scans what waits on the stack, and what did not fit it, until nothing is left.
    pub(crate) fn drain(&mut self) {
        loop {
            self.empty_stack();
            if !self.overflowed {
                return;
            }
            self.overflowed = false;
            self.rescan();
        }
    }

    /// Scans what waits on the stack.
    #[inline(never)]
    fn empty_stack(&mut self) {
        // Held here, where the loop has it at hand.
        let mut nearby = self.nearby;
        'next: while let Some(mut object) = self.mark_stack.pop() {
            loop {
                if object.shape.is_dense() {
                    let end = object.start.add(object.shape.bytes());
                    let mut at = object.start;
                    while at < end {
                        // SAFETY: the word lies in an object that was live when the cycle began.
                        let word = unsafe { at.load() };
                        if let Some(found) = self.mark_word(word, &mut nearby) {
                            self.push(found);
                        }
                        at = at.add(WORD);
                    }
                    continue 'next;
                }
                let mut mask = object.shape.mask();
                if mask == 0 {
                    object = self.scan_long(object.start);
                    if object.start.is_null() {
                        continue 'next;
                    }
                    continue;
                }
                if mask.is_power_of_two() {
                    // SAFETY: the mask has bits for words of the object only, which was live when the cycle began.
                    let word = unsafe { object.start.add(mask.trailing_zeros() as usize * WORD).load() };
                    // Chains of objects with one pointer each are followed without the stack.
                    match self.mark_word(word, &mut nearby) {
                        Some(found) => object = found,
                        None => continue 'next,
                    }
                    continue;
                }
                while mask != 0 {
                    let at = object.start.add(mask.trailing_zeros() as usize * WORD);
                    mask &= mask - 1;
                    // SAFETY: as above.
                    let word = unsafe { at.load() };
                    if let Some(found) = self.mark_word(word, &mut nearby) {
                        self.push(found);
                    }
                }
                continue 'next;
            }
        }
        self.nearby = nearby;
    }

    /// Takes the next slice of an object that is too long to be scanned at once, from `from` on, and leaves the rest on the stack. Where each word
    /// may be a pointer, the slice is the result; otherwise it is scanned here, and the result is nothing.
    #[inline(never)]
    fn scan_long(&mut self, from: Address) -> Pending {
        let Extent { end, layout } = self.extent(from);
        let left = end.offset_from(from);
        let element = if layout.kind() == Kind::Dense { None } else { Some(layout.element()) };
        let element_bytes = element.map_or(WORD, |element| element.words * WORD);
        let now = usize::min(left, usize::max(SLICE_BYTES / element_bytes, 1) * element_bytes);
        if now < left && !self.mark_stack.push(Pending::long(from.add(now))) {
            // Nothing of it was scanned: from the second slice on, it was on the stack itself and left room there.
            self.note_overflow(from);
            return Pending::NONE;
        }
        let Some(element) = element else {
            return Pending { start: from, shape: Shape::dense(now) };
        };
        let mut nearby = self.nearby;
        // SAFETY: the words lie in an object that was live when the cycle began.
        unsafe {
            element.pointers(from, now, |at| {
                if let Some(found) = self.mark_word(at.load(), &mut nearby) {
                    self.push(found);
                }
            });
        }
        self.nearby = nearby;
        Pending::NONE
    }

    /// Where the object ends that `address` lies in, and its layout.
    fn extent(&mut self, address: Address) -> Extent {
        let region = self.region_of(address);
        if region.is_object {
            return Extent { end: region.end(), layout: region.layout };
        }
        // SAFETY: the region is one of blocks.
        let chunk = unsafe { Chunk::at(region.start) };
        let offset = address.offset_from(chunk.block(0));
        let mut block = offset >> BLOCK_SHIFT;
        let meta = chunk.meta(block);
        if meta.usage == Use::Cells {
            let cell = cell_at(offset & (BLOCK_BYTES - 1), meta.reciprocal);
            let end = chunk.block(block).add((cell + 1) * meta.cell_bytes as usize);
            if meta.kind == Kind::Dense {
                return Extent { end, layout: Layout::UNKNOWN };
            }
            let end = Address::new(end.value() - WORD);
            // SAFETY: as in `mark_word`.
            let layout = Layout::new(unsafe { end.load() });
            if layout == Layout::UNKNOWN {
                crate::fault::fault("gc: corrupt layout word");
            }
            return Extent { end, layout };
        }
        if meta.usage == Use::SpanTail {
            block -= meta.span_blocks as usize;
        }
        let head = chunk.meta(block);
        Extent { end: chunk.block(block).add(head.object_bytes as usize), layout: head.layout }
    }

    /// The region that holds a marked object.
    fn region_of(&mut self, object: Address) -> &mut Region {
        match self.regions.find(object) {
            Some(index) => &mut self.regions.as_mut_slice()[index],
            None => crate::fault::fault("gc: a marked object is outside every region"),
        }
    }

    /// Marks what `word` reaches and puts it on the stack.
    #[inline(never)]
    fn mark_and_push(&mut self, word: usize) {
        let mut nearby = self.nearby;
        if let Some(found) = self.mark_word(word, &mut nearby) {
            self.push(found);
        }
        self.nearby = nearby;
    }

    /// Scans every marked object of the blocks and regions that were noted when the stack was full.
    #[cold]
    fn rescan(&mut self) {
        for index in 0..self.regions.len() {
            let region = &mut self.regions.as_mut_slice()[index];
            if region.is_object {
                if core::mem::take(&mut region.rescan) {
                    let start = region.start;
                    self.scan_whole(Pending::long(start));
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
            self.scan_whole(Pending::long(start));
            return;
        }
        for cell in 0..chunk.meta(block).cells as usize {
            let meta = chunk.meta(block);
            if meta.is_marked(cell) {
                // Without its mask: that is looked up.
                let pending = Pending::long(start.add(cell * meta.cell_bytes as usize));
                self.scan_whole(pending);
            }
        }
    }

    /// Scans one object and everything that waits on the stack. What overflows again is noted again.
    fn scan_whole(&mut self, pending: Pending) {
        debug_assert!(self.mark_stack.is_empty());
        self.push(pending);
        self.empty_stack();
    }
}
