//! Allocation: the fast path, and what happens when a run of cells is used up.

use super::bins::Bins;
use super::mark::Nearby;
use super::mark_stack::MarkStack;
use super::pacer::Pacer;
use super::stats::Counts;
use crate::heap::address::{round_up, Address, WORD};
use crate::heap::block::BlockMeta;
use crate::heap::chunk::{Chunk, CHUNK_BYTES_MAX, CHUNK_BYTES_MIN};
use crate::heap::layout::{Kind, Layout};
use crate::heap::region::{Region, RegionTable, MEDIUM_MAX};
use crate::heap::size_class::{SizeClass, BLOCK_BYTES, SMALL_MAX};
use crate::heap::source::ChunkSource;

/// Why an allocation was not granted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The pacer wants a cycle first. Only where the caller said that it may collect.
    CollectFirst,
    /// No chunk source can grant an object of this size.
    TooLarge,
    /// The chunk source has no more.
    Exhausted,
}

/// A heap with its collector. All zero when empty, so that the blob's takes no space in the module.
pub struct Collector<S> {
    pub(crate) bins: Bins,
    pub(crate) regions: RegionTable,
    pub(crate) mark_stack: MarkStack,
    /// During a cycle: the chunk that the last pointer led into.
    pub(crate) nearby: Nearby,
    /// Some block or large object has to be scanned again.
    pub(crate) overflowed: bool,
    pub(crate) pacer: Pacer,
    pub(crate) counts: Counts,
    /// Bytes of all chunks.
    pub(crate) chunk_bytes: usize,
    /// Bytes of all large objects.
    pub(crate) object_bytes: usize,
    /// All chunks before this region have no free block.
    pub(crate) first_free: usize,
    pub(crate) source: S,
}

impl<S: ChunkSource> Collector<S> {
    /// An empty heap over `source`.
    pub const fn new(source: S) -> Self {
        Collector {
            bins: Bins::new(),
            regions: RegionTable::new(),
            mark_stack: MarkStack::new(),
            nearby: Nearby::NONE,
            overflowed: false,
            pacer: Pacer::new(),
            counts: Counts::new(),
            chunk_bytes: 0,
            object_bytes: 0,
            first_free: 0,
            source,
        }
    }

    /// Allocates an object of `bytes` bytes, zeroed and aligned to 8, from the run of its bin. `None`: ask [`Collector::allocate_slow`].
    #[inline(always)]
    pub fn allocate(&mut self, bytes: usize, layout: Layout) -> Option<Address> {
        let kind = layout.kind();
        let needed = if matches!(kind, Kind::Mixed) { bytes.wrapping_add(WORD) } else { bytes };
        if needed > SMALL_MAX || bytes > SMALL_MAX {
            return None;
        }
        let class = SizeClass::holding(needed);
        let cell_bytes = class.cell_bytes();
        let bin = self.bins.get(Bins::index(class, kind));
        let cell = bin.cursor;
        let next = cell.add(cell_bytes);
        if next > bin.limit {
            return None;
        }
        bin.cursor = next;
        // SAFETY: the cell lies in the bin's run, which is free memory of the heap: runs are made of free cells only.
        unsafe { write_cell(cell, cell_bytes, kind, layout) };
        Some(cell)
    }

    /// Allocates when the run of the bin is used up, or the object takes whole blocks or a region.
    ///
    /// With `may_collect`, [`Refusal::CollectFirst`] asks for a cycle before fresh memory is taken. Call again without it afterwards.
    pub fn allocate_slow(&mut self, bytes: usize, layout: Layout, may_collect: bool) -> Result<Address, Refusal> {
        if bytes > self.source.largest_grant() {
            return Err(Refusal::TooLarge);
        }
        let kind = layout.kind();
        let needed = if kind == Kind::Mixed { bytes + WORD } else { bytes };
        if needed <= SMALL_MAX {
            let class = SizeClass::holding(needed);
            let index = Bins::index(class, kind);
            self.refill(index, class, kind, may_collect)?;
            return self.allocate(bytes, layout).ok_or(Refusal::Exhausted);
        }
        let bytes = round_up(bytes, WORD);
        let (object, taken) = if bytes <= MEDIUM_MAX {
            self.allocate_span(bytes, layout, may_collect)?
        } else {
            self.allocate_region(bytes, layout, may_collect)?
        };
        self.pacer.note(taken);
        self.counts.allocated(1, taken);
        // SAFETY: the object's memory was free until now and is at least this long.
        unsafe { object.fill(0, bytes) };
        Ok(object)
    }

    /// Makes a large buffer that a host function returned an object of the heap, without a copy. Its words are no pointers.
    /// `false`: it is not larger than [`MEDIUM_MAX`], or there is no memory to note it; the buffer is the caller's as before.
    ///
    /// # Safety
    /// `buffer` is a live allocation of `bytes` bytes that the chunk source can take back; nothing else gives it back.
    pub unsafe fn adopt(&mut self, buffer: Address, bytes: usize) -> bool {
        if bytes <= MEDIUM_MAX || !self.regions.insert(Region::object(buffer, bytes, Layout::POINTER_FREE), &mut self.source) {
            return false;
        }
        self.object_bytes += bytes;
        self.pacer.note(bytes);
        self.counts.allocated(1, bytes);
        true
    }

    /// Takes a large object out of the heap, if `start` is where one starts: it survives [`Collector::release`] and is the caller's.
    pub fn detach(&mut self, start: Address) -> bool {
        match self.regions.find(start) {
            Some(index) if self.regions.as_slice()[index].is_object && self.regions.as_slice()[index].start == start => {
                self.object_bytes -= self.regions.remove(index).bytes;
                self.first_free = 0;
                true
            }
            _ => false,
        }
    }

    /// Takes `bytes` bytes straight from the chunk source: memory that the heap never touches again.
    pub fn grant(&mut self, bytes: usize) -> Option<Address> {
        self.source.grant(bytes)
    }

    /// Forgets a cycle that was begun and will not be ended, so that [`Collector::release`] can follow.
    pub fn abandon_cycle(&mut self) {
        self.mark_stack.clear();
        self.overflowed = false;
    }

    /// Gives everything back to the chunk source, in descending order of addresses, and starts anew.
    pub fn release(&mut self) {
        while !self.regions.is_empty() {
            let region = self.regions.remove(self.regions.len() - 1);
            // SAFETY: the region was granted or adopted with this size, and is out of the table.
            unsafe { self.source.give_back(region.start, region.bytes) };
        }
        self.regions.release(&mut self.source);
        // Clears the bins in use only; a call that allocated nothing pays for none of this.
        self.bins.clear();
        self.pacer = Pacer::new();
        self.counts = Counts::new();
        self.chunk_bytes = 0;
        self.object_bytes = 0;
        self.first_free = 0;
    }

    /// What was counted so far, the runs in use included.
    pub fn counts(&self) -> Counts {
        let mut counts = self.counts;
        for (index, bin) in self.bins.used() {
            let bytes = bin.cursor.offset_from(bin.run_start);
            counts.allocated(bytes / Bins::class_of(index).cell_bytes(), bytes);
        }
        counts.bytes_granted = (self.regions.as_slice().iter().map(|region| region.bytes).sum::<usize>() + self.regions.own_bytes()) as u64;
        counts
    }

    /// Gives bin `index` a new run.
    fn refill(&mut self, index: usize, class: SizeClass, kind: Kind, may_collect: bool) -> Result<(), Refusal> {
        let bin = self.bins.claim(index);
        if !bin.block.is_null() {
            self.retire_run(index);
            let bin = self.bins.get(index);
            let used_up = bin.cursor.offset_from(bin.block_start) / class.cell_bytes();
            if self.start_run(index, used_up) {
                return Ok(());
            }
            self.close_block(index);
        }
        loop {
            let block = self.bins.get(index).partial;
            if block.is_null() {
                break;
            }
            let block_start = self.block_of(block);
            let bin = self.bins.get(index);
            // SAFETY: the list holds records of blocks of this bin.
            let meta = unsafe { &mut *block.pointer::<BlockMeta>() };
            bin.partial = meta.next;
            meta.next = Address::NULL;
            bin.block = block;
            bin.block_start = block_start;
            if self.start_run(index, 0) {
                return Ok(());
            }
            self.close_block(index);
        }
        let (chunk, block) = self.take_blocks(1, may_collect)?;
        // SAFETY: the block was just taken; no reference to its record is held.
        unsafe { BlockMeta::write_cells(chunk.record(block), class, kind) };
        let bin = self.bins.get(index);
        bin.block = chunk.meta_address(block);
        bin.block_start = chunk.block(block);
        bin.run_start = bin.block_start;
        bin.cursor = bin.block_start;
        let bytes = class.cells() * class.cell_bytes();
        bin.limit = bin.block_start.add(bytes);
        self.pacer.note(bytes);
        Ok(())
    }

    /// Counts the objects of the bin's run as allocated, and empties the run.
    fn retire_run(&mut self, index: usize) {
        let bin = self.bins.get(index);
        let bytes = bin.cursor.offset_from(bin.run_start);
        bin.run_start = bin.cursor;
        bin.limit = bin.cursor;
        if bytes != 0 {
            self.counts.allocated(bytes / Bins::class_of(index).cell_bytes(), bytes);
        }
    }

    /// Notes in the record of the bin's block how far the bin has come. The bin has no block afterwards.
    fn close_block(&mut self, index: usize) {
        let bin = self.bins.get(index);
        if bin.block.is_null() {
            return;
        }
        let cells = bin.cursor.offset_from(bin.block_start) / Bins::class_of(index).cell_bytes();
        // SAFETY: invariant of bins: `block` is null or the record of the block that the run lies in.
        unsafe { (*bin.block.pointer::<BlockMeta>()).close(cells) };
        bin.block = Address::NULL;
    }

    /// Closes the blocks of all bins, and empties the bins.
    pub(crate) fn close_bins(&mut self) {
        let mut used = self.bins.used_mask();
        while used != 0 {
            let index = used.trailing_zeros() as usize;
            used &= used - 1;
            self.retire_run(index);
            self.close_block(index);
        }
        self.bins.clear();
    }

    /// Gives the bin the next run of free cells in its block, from cell `from` on. When there is none, the cursor is at the block's end.
    fn start_run(&mut self, index: usize, from: usize) -> bool {
        let bin = self.bins.get(index);
        // SAFETY: as in `close_block`.
        let meta = unsafe { &*bin.block.pointer::<BlockMeta>() };
        let (first, end) = meta.free_run(from);
        let cell_bytes = meta.cell_bytes as usize;
        bin.cursor = bin.block_start.add(first * cell_bytes);
        bin.run_start = bin.cursor;
        bin.limit = bin.block_start.add(end * cell_bytes);
        let bytes = (end - first) * cell_bytes;
        self.pacer.note(bytes);
        bytes != 0
    }

    /// The address of the block with this record.
    fn block_of(&self, meta: Address) -> Address {
        match self.regions.find(meta) {
            // SAFETY: records lie in chunks only.
            Some(index) => unsafe { Chunk::at(self.regions.as_slice()[index].start) }.block_of_meta(meta),
            None => crate::fault::fault("gc: a block's record is outside every chunk"),
        }
    }

    /// Takes `count` neighbouring blocks from a chunk that has them, or from a new chunk.
    fn take_blocks(&mut self, count: usize, may_collect: bool) -> Result<(Chunk, usize), Refusal> {
        let mut full_so_far = true;
        for index in self.first_free..self.regions.len() {
            let region = self.regions.as_slice()[index];
            if region.is_object {
                continue;
            }
            // SAFETY: the region is one of blocks.
            let chunk = unsafe { Chunk::at(region.start) };
            if let Some(block) = chunk.take(count) {
                return Ok((chunk, block));
            }
            full_so_far &= chunk.free_count() == 0;
            if full_so_far {
                self.first_free = index + 1;
            }
        }
        let chunk = self.new_chunk(may_collect)?;
        let block = chunk.take(count).ok_or(Refusal::Exhausted)?;
        Ok((chunk, block))
    }

    /// Asks the source for a chunk: as large as all chunks so far, between the limits.
    fn new_chunk(&mut self, may_collect: bool) -> Result<Chunk, Refusal> {
        let bytes = self.chunk_bytes.next_power_of_two().clamp(CHUNK_BYTES_MIN, CHUNK_BYTES_MAX);
        self.collect_first(bytes, may_collect)?;
        let start = self.source.grant(bytes).ok_or(Refusal::Exhausted)?;
        // SAFETY: the memory was just granted with this size.
        let chunk = unsafe { Chunk::format(start, bytes) };
        self.note_region(Region::blocks(start, bytes))?;
        self.chunk_bytes += bytes;
        Ok(chunk)
    }

    /// Refuses to have `bytes` more granted where a cycle is due before that.
    fn collect_first(&self, bytes: usize, may_collect: bool) -> Result<(), Refusal> {
        if may_collect && self.pacer.due(self.chunk_bytes + self.object_bytes + bytes) {
            return Err(Refusal::CollectFirst);
        }
        Ok(())
    }

    /// An object that takes whole blocks: its address and the bytes that it takes.
    fn allocate_span(&mut self, bytes: usize, layout: Layout, may_collect: bool) -> Result<(Address, usize), Refusal> {
        let count = bytes.div_ceil(BLOCK_BYTES);
        let (chunk, first) = self.take_blocks(count, may_collect)?;
        // SAFETY: the blocks were just taken; no references to their records are held.
        unsafe {
            BlockMeta::write_span(chunk.record(first), count, bytes, layout);
            for distance in 1..count {
                BlockMeta::write_span_tail(chunk.record(first + distance), distance);
            }
        }
        Ok((chunk.block(first), count * BLOCK_BYTES))
    }

    /// An object that is a region of its own: its address and the bytes that it takes.
    fn allocate_region(&mut self, bytes: usize, layout: Layout, may_collect: bool) -> Result<(Address, usize), Refusal> {
        self.collect_first(bytes, may_collect)?;
        let start = self.source.grant(bytes).ok_or(Refusal::Exhausted)?;
        self.note_region(Region::object(start, bytes, layout))?;
        self.object_bytes += bytes;
        Ok((start, bytes))
    }

    /// Puts a region that was just granted into the table.
    fn note_region(&mut self, region: Region) -> Result<(), Refusal> {
        self.first_free = 0;
        if self.regions.insert(region, &mut self.source) {
            return Ok(());
        }
        // SAFETY: the region was just granted, and is not in the table.
        unsafe { self.source.give_back(region.start, region.bytes) };
        Err(Refusal::Exhausted)
    }
}

/// Makes a free cell an object: zeroed, with its layout in the last word if its block keeps layouts.
///
/// # Safety
/// The cell is free memory of the heap, of `cell_bytes` bytes.
#[inline(always)]
unsafe fn write_cell(cell: Address, cell_bytes: usize, kind: Kind, layout: Layout) {
    // SAFETY: the caller's promise; the last word lies in the cell.
    unsafe {
        if matches!(kind, Kind::Mixed) {
            cell.fill(0, cell_bytes - WORD);
            cell.add(cell_bytes - WORD).store(layout.word());
        } else {
            cell.fill(0, cell_bytes);
        }
    }
}
