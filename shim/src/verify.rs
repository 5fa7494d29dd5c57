//! The heap walker: checks every invariant that the collector relies on. Slow; for tests and the stress mode's own tests.

use crate::gc::{Bins, Collector};
use crate::heap::address::Address;
use crate::heap::block::{BlockMeta, Use};
use crate::heap::chunk::Chunk;
use crate::heap::layout::Kind;
use crate::heap::region::MEDIUM_MAX;
use crate::heap::size_class::{SizeClass, BLOCK_BYTES, CLASSES};
use crate::heap::source::ChunkSource;

/// The invariant that does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Violation {
    /// Regions are sorted and disjoint.
    RegionOrder,
    /// Each region is larger than a granule, so that a look-up takes two steps.
    RegionSize,
    /// The region of an address is found again.
    RegionLookup,
    /// The chunk's counts and bits agree with the records of its blocks.
    FreeBlocks,
    /// The record of a block of cells agrees with its size class.
    CellRecord,
    /// A span's head and tails agree.
    SpanRecord,
    /// A bin's run lies in its block, and its cells are free.
    BinRun,
    /// The blocks in a bin's list are of its class and kind, and each has a free cell.
    PartialList,
    /// A block with free cells is known to its bin.
    LostCells,
    /// A cell of a mixed block keeps a layout that says so.
    CellLayout,
    /// The objects counted are the objects there, and so are their bytes.
    ObjectCount,
    /// The bytes of chunks and of large objects are those of the regions.
    RegionBytes,
    /// No chunk before the first one that may have a free block has one.
    FirstFree,
    /// Nothing is left of a cycle: the mark stack is empty, no object is marked, and nothing waits to be scanned again.
    CycleRemains,
}

/// Objects, and the bytes that they take.
#[derive(Clone, Copy, Default)]
struct Tally {
    objects: usize,
    bytes: usize,
}

impl Tally {
    fn add(&mut self, objects: usize, bytes: usize) {
        self.objects += objects;
        self.bytes += bytes;
    }
}

/// Checks the whole heap, between cycles.
pub fn verify<S: ChunkSource>(collector: &Collector<S>) -> Result<(), Violation> {
    ensure(collector.mark_stack.is_empty() && !collector.overflowed, Violation::CycleRemains)?;
    check_regions(collector)?;
    // Before the blocks, which are looked up in the bins' lists.
    check_bins(collector)?;
    let mut tally = Tally::default();
    for (index, region) in collector.regions.as_slice().iter().enumerate() {
        if region.is_object {
            ensure(!region.marked && !region.rescan, Violation::CycleRemains)?;
            tally.add(1, region.bytes);
            continue;
        }
        // SAFETY: the region is one of blocks.
        let chunk = unsafe { Chunk::at(region.start) };
        ensure(index >= collector.first_free || chunk.free_count() == 0, Violation::FirstFree)?;
        check_chunk(collector, chunk, region.end(), &mut tally)?;
    }
    let counts = collector.counts();
    ensure(counts.objects_allocated - counts.objects_freed == tally.objects as u64, Violation::ObjectCount)?;
    ensure(counts.bytes_allocated - counts.bytes_freed == tally.bytes as u64, Violation::ObjectCount)
}

fn ensure(holds: bool, otherwise: Violation) -> Result<(), Violation> {
    if holds {
        Ok(())
    } else {
        Err(otherwise)
    }
}

fn check_regions<S: ChunkSource>(collector: &Collector<S>) -> Result<(), Violation> {
    let regions = collector.regions.as_slice();
    let bytes = |objects: bool| regions.iter().filter(|region| region.is_object == objects).map(|region| region.bytes).sum::<usize>();
    ensure(collector.chunk_bytes == bytes(false) && collector.object_bytes == bytes(true), Violation::RegionBytes)?;
    for (index, region) in regions.iter().enumerate() {
        ensure(region.bytes > MEDIUM_MAX, Violation::RegionSize)?;
        if let Some(next) = regions.get(index + 1) {
            ensure(region.end() <= next.start, Violation::RegionOrder)?;
        }
        for address in [region.start, region.start.add(region.bytes / 2), region.start.add(region.bytes - 1)] {
            ensure(collector.regions.find(address) == Some(index), Violation::RegionLookup)?;
        }
        let next = regions.get(index + 1).filter(|next| next.start == region.end()).map(|_| index + 1);
        ensure(collector.regions.find(region.end()) == next, Violation::RegionLookup)?;
    }
    Ok(())
}

/// Checks the blocks of a chunk that ends at `end`, and adds its objects to the tally.
fn check_chunk<S: ChunkSource>(collector: &Collector<S>, chunk: Chunk, end: Address, tally: &mut Tally) -> Result<(), Violation> {
    ensure(chunk.recorded() <= chunk.blocks() && chunk.block(chunk.blocks()) <= end, Violation::FreeBlocks)?;
    let mut free = chunk.blocks() - chunk.recorded();
    let mut index = 0;
    while index < chunk.recorded() {
        let meta = chunk.meta(index);
        ensure((meta.usage == Use::Free) == chunk.is_released(index), Violation::FreeBlocks)?;
        ensure(!meta.rescan, Violation::CycleRemains)?;
        match meta.usage {
            Use::Free => free += 1,
            Use::Cells => tally_cells(collector, chunk, index, tally)?,
            Use::SpanHead => {
                let blocks = meta.span_blocks as usize;
                ensure(!meta.has_marks(), Violation::CycleRemains)?;
                ensure(blocks > 0 && index + blocks <= chunk.recorded() && meta.is_live(0), Violation::SpanRecord)?;
                ensure((meta.object_bytes as usize).div_ceil(BLOCK_BYTES) == blocks, Violation::SpanRecord)?;
                ensure(meta.kind == meta.layout.kind(), Violation::SpanRecord)?;
                for distance in 1..blocks {
                    let tail = chunk.meta(index + distance);
                    ensure(tail.usage == Use::SpanTail && tail.span_blocks as usize == distance, Violation::SpanRecord)?;
                }
                tally.add(1, blocks * BLOCK_BYTES);
                index += blocks - 1;
            }
            Use::SpanTail => return Err(Violation::SpanRecord),
        }
        index += 1;
    }
    ensure(free == chunk.free_count(), Violation::FreeBlocks)
}

/// Checks a block of cells, and adds its objects to the tally.
fn tally_cells<S: ChunkSource>(collector: &Collector<S>, chunk: Chunk, block: usize, tally: &mut Tally) -> Result<(), Violation> {
    let meta = chunk.meta(block);
    ensure((meta.class as usize) < CLASSES, Violation::CellRecord)?;
    let class = SizeClass::from_index(meta.class as usize);
    ensure(meta.cells as usize == class.cells() && meta.cell_bytes as usize == class.cell_bytes(), Violation::CellRecord)?;
    ensure(meta.reciprocal == class.reciprocal(), Violation::CellRecord)?;
    ensure(!meta.has_marks(), Violation::CycleRemains)?;
    let bin_index = Bins::index(class, meta.kind);
    let current = collector.bins.used().find(|(index, bin)| *index == bin_index && bin.block == chunk.meta_address(block));
    let handed_out = match current {
        Some((_, bin)) => bin.cursor.offset_from(chunk.block(block)) / class.cell_bytes(),
        None => 0,
    };
    let mut objects = 0;
    for cell in 0..class.cells() {
        if cell >= handed_out && !meta.is_live(cell) {
            continue;
        }
        objects += 1;
        if meta.kind == Kind::Mixed {
            let last_word = chunk.block(block).add((cell + 1) * class.cell_bytes() - crate::heap::address::WORD);
            // SAFETY: the word is the last one of a cell in use.
            let layout = crate::heap::layout::Layout::new(unsafe { last_word.load() });
            ensure(layout.kind() == Kind::Mixed, Violation::CellLayout)?;
        }
    }
    let known = objects == class.cells() || current.is_some() || is_listed(collector, bin_index, chunk.meta_address(block));
    ensure(known, Violation::LostCells)?;
    tally.add(objects, objects * class.cell_bytes());
    Ok(())
}

fn is_listed<S: ChunkSource>(collector: &Collector<S>, bin_index: usize, meta: Address) -> bool {
    let Some((_, bin)) = collector.bins.used().find(|(index, _)| *index == bin_index) else {
        return false;
    };
    let mut at = bin.partial;
    while !at.is_null() {
        if at == meta {
            return true;
        }
        // SAFETY: lists hold records of blocks.
        at = unsafe { (*at.pointer::<BlockMeta>()).next };
    }
    false
}

fn check_bins<S: ChunkSource>(collector: &Collector<S>) -> Result<(), Violation> {
    for (index, bin) in collector.bins.used() {
        ensure(bin.run_start <= bin.cursor && bin.cursor <= bin.limit, Violation::BinRun)?;
        if !bin.block.is_null() {
            // SAFETY: `block` is the record of the block that the run lies in.
            let meta = unsafe { &*bin.block.pointer::<BlockMeta>() };
            let cell_bytes = Bins::class_of(index).cell_bytes();
            let first = bin.cursor.offset_from(bin.block_start) / cell_bytes;
            let end = bin.limit.offset_from(bin.block_start) / cell_bytes;
            ensure(end <= meta.cells as usize, Violation::BinRun)?;
            for cell in first..end {
                ensure(!meta.is_live(cell), Violation::BinRun)?;
            }
        }
        let mut at = bin.partial;
        while !at.is_null() {
            // SAFETY: lists hold records of blocks.
            let meta = unsafe { &*at.pointer::<BlockMeta>() };
            let class = SizeClass::from_index(meta.class as usize);
            let (first, end) = meta.free_run(0);
            ensure(meta.usage == Use::Cells && Bins::index(class, meta.kind) == index && first < end, Violation::PartialList)?;
            // Ascending, so that it ends, and that the lowest cells are used first.
            ensure(meta.next.is_null() || meta.next > at, Violation::PartialList)?;
            at = meta.next;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
