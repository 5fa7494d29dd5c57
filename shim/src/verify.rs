//! The heap walker: checks every invariant that the collector relies on. Slow; for tests and the stress mode's own tests.

use crate::gc::{Bins, Collector};
use crate::heap::address::Address;
use crate::heap::block::{BlockMeta, Use};
use crate::heap::chunk::Chunk;
use crate::heap::layout::Kind;
use crate::heap::region::MEDIUM_MAX;
use crate::heap::size_class::SizeClass;
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
    /// The objects counted are the objects there.
    ObjectCount,
}

/// Checks the whole heap, between cycles.
pub fn verify<S: ChunkSource>(collector: &Collector<S>) -> Result<(), Violation> {
    check_regions(collector)?;
    let mut objects = 0;
    for region in collector.regions.as_slice() {
        if region.is_object {
            objects += 1;
            continue;
        }
        // SAFETY: the region is one of blocks.
        objects += check_chunk(collector, unsafe { Chunk::at(region.start) })?;
    }
    check_bins(collector)?;
    let counts = collector.counts();
    ensure(counts.objects_allocated - counts.objects_freed == objects as u64, Violation::ObjectCount)
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
    for (index, region) in regions.iter().enumerate() {
        ensure(region.bytes > MEDIUM_MAX, Violation::RegionSize)?;
        if let Some(next) = regions.get(index + 1) {
            ensure(region.end() <= next.start, Violation::RegionOrder)?;
        }
        for address in [region.start, region.start.add(region.bytes / 2), region.start.add(region.bytes - 1)] {
            ensure(collector.regions.find(address) == Some(index), Violation::RegionLookup)?;
        }
    }
    Ok(())
}

/// The number of objects in the chunk's blocks.
fn check_chunk<S: ChunkSource>(collector: &Collector<S>, chunk: Chunk) -> Result<usize, Violation> {
    let mut objects = 0;
    let mut free = chunk.blocks() - chunk.recorded();
    let mut index = 0;
    while index < chunk.recorded() {
        let meta = chunk.meta(index);
        ensure((meta.usage == Use::Free) == chunk.is_released(index), Violation::FreeBlocks)?;
        match meta.usage {
            Use::Free => free += 1,
            Use::Cells => objects += check_cells(collector, chunk, index)?,
            Use::SpanHead => {
                let blocks = meta.span_blocks as usize;
                ensure(blocks > 0 && index + blocks <= chunk.recorded() && meta.in_use(0), Violation::SpanRecord)?;
                for distance in 1..blocks {
                    let tail = chunk.meta(index + distance);
                    ensure(tail.usage == Use::SpanTail && tail.span_blocks as usize == distance, Violation::SpanRecord)?;
                }
                objects += 1;
                index += blocks - 1;
            }
            Use::SpanTail => return Err(Violation::SpanRecord),
        }
        index += 1;
    }
    ensure(free == chunk.free_count(), Violation::FreeBlocks)?;
    Ok(objects)
}

/// The number of objects in a block of cells.
fn check_cells<S: ChunkSource>(collector: &Collector<S>, chunk: Chunk, block: usize) -> Result<usize, Violation> {
    let meta = chunk.meta(block);
    let class = SizeClass::from_index(meta.class as usize);
    ensure(meta.cells as usize == class.cells() && meta.cell_bytes as usize == class.cell_bytes(), Violation::CellRecord)?;
    ensure(meta.frontier <= meta.cells, Violation::CellRecord)?;
    let bin_index = Bins::index(class, meta.kind);
    let current = collector.bins.used().find(|(index, bin)| *index == bin_index && bin.block == chunk.meta_address(block));
    let frontier = match current {
        Some((_, bin)) => bin.cursor.offset_from(chunk.block(block)) / class.cell_bytes(),
        None => meta.frontier as usize,
    };
    let mut objects = 0;
    for cell in 0..class.cells() {
        if cell >= frontier && !meta.in_use(cell) {
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
    Ok(objects)
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
                ensure(!meta.in_use(cell), Violation::BinRun)?;
            }
        }
        let mut at = bin.partial;
        while !at.is_null() {
            // SAFETY: lists hold records of blocks.
            let meta = unsafe { &*at.pointer::<BlockMeta>() };
            let class = SizeClass::from_index(meta.class as usize);
            let (first, end) = meta.free_run(0);
            ensure(meta.usage == Use::Cells && Bins::index(class, meta.kind) == index && first < end, Violation::PartialList)?;
            at = meta.next;
        }
    }
    Ok(())
}
