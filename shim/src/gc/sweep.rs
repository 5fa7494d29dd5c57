//! The end of a cycle: blocks without a mark are free, dead large objects go back to the source, the others' free cells wait for their bin.

use super::bins::Bins;
use super::collector::Collector;
use super::POISONING;
use crate::heap::address::{Address, POISON};
use crate::heap::block::Use;
use crate::heap::chunk::Chunk;
use crate::heap::size_class::{SizeClass, BLOCK_BYTES};
use crate::heap::source::ChunkSource;

impl<S: ChunkSource> Collector<S> {
    /// Ends the cycle: what is not marked is free.
    pub fn end_cycle(&mut self) {
        self.drain();
        self.counts.collections += 1;
        let mut live_bytes = 0;
        // From the last region to the first, so that the lists of the bins are in ascending order.
        for index in (0..self.regions.len()).rev() {
            let region = self.regions.as_slice()[index];
            if !region.is_object {
                // SAFETY: the region is one of blocks.
                live_bytes += self.sweep_chunk(unsafe { Chunk::at(region.start) });
            } else if region.marked {
                live_bytes += region.bytes;
            } else {
                self.counts.freed(1, region.bytes);
                self.object_bytes -= region.bytes;
                self.give_back_region(index);
            }
        }
        self.first_free = 0;
        self.pacer.reset(live_bytes);
        self.give_back_idle_chunks();
    }

    /// Sweeps the blocks of a chunk; the bytes that are live in it.
    fn sweep_chunk(&mut self, chunk: Chunk) -> usize {
        let mut live_bytes = 0;
        for block in (0..chunk.recorded()).rev() {
            match chunk.meta(block).usage {
                Use::Cells => live_bytes += self.sweep_cells(chunk, block),
                Use::SpanHead => live_bytes += self.sweep_span(chunk, block),
                Use::SpanTail | Use::Free => {}
            }
        }
        live_bytes
    }

    fn sweep_cells(&mut self, chunk: Chunk, block: usize) -> usize {
        let meta = chunk.meta(block);
        let cell_bytes = meta.cell_bytes as usize;
        let (marked, freed) = meta.end_cycle();
        self.counts.freed(freed, freed * cell_bytes);
        if POISONING {
            poison_cells(chunk, block);
        }
        // Taken anew: one reference to a record is held at a time.
        let meta = chunk.meta(block);
        if marked == 0 {
            chunk.release(block);
        } else if marked == meta.cells as usize {
            meta.frontier = meta.cells;
        } else {
            let index = Bins::index(SizeClass::from_index(meta.class as usize), meta.kind);
            let bin = self.bins.claim(index);
            meta.next = bin.partial;
            bin.partial = chunk.meta_address(block);
        }
        marked * cell_bytes
    }

    fn sweep_span(&mut self, chunk: Chunk, head: usize) -> usize {
        let meta = chunk.meta(head);
        let count = meta.span_blocks as usize;
        let bytes = count * BLOCK_BYTES;
        if meta.end_cycle().0 == 1 {
            meta.frontier = 1;
            return bytes;
        }
        self.counts.freed(1, bytes);
        if POISONING {
            // SAFETY: the span's blocks hold no object any more.
            unsafe { chunk.block(head).fill(POISON, bytes) };
        }
        for block in head..head + count {
            chunk.release(block);
        }
        0
    }

    /// Gives chunks without any object back, as long as the rest is enough for what is alive and as much again.
    fn give_back_idle_chunks(&mut self) {
        for index in (0..self.regions.len()).rev() {
            let region = self.regions.as_slice()[index];
            // SAFETY: the region is one of blocks where the chunk is looked at.
            let idle = !region.is_object && unsafe { Chunk::at(region.start) }.free_count() == unsafe { Chunk::at(region.start) }.blocks();
            if idle && self.chunk_bytes - region.bytes >= self.pacer.kept_bytes() {
                self.chunk_bytes -= region.bytes;
                self.give_back_region(index);
            }
        }
    }

    fn give_back_region(&mut self, index: usize) {
        let region = self.regions.remove(index);
        if POISONING {
            // SAFETY: the region holds no object any more.
            unsafe { region.start.fill(POISON, region.bytes) };
        }
        // SAFETY: the region was granted or adopted with this size, and is out of the table.
        unsafe { self.source.give_back(region.start, region.bytes) };
    }
}

/// Fills the cells that the cycle freed with the poison pattern.
fn poison_cells(chunk: Chunk, block: usize) {
    let meta = chunk.meta(block);
    let cell_bytes = meta.cell_bytes as usize;
    for cell in 0..meta.cells as usize {
        if meta.was_live(cell) && !meta.is_marked(cell) {
            let start: Address = chunk.block(block).add(cell * cell_bytes);
            // SAFETY: the cell holds no object any more.
            unsafe { start.fill(POISON, cell_bytes) };
        }
    }
}
