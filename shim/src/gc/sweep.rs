//! The end of a cycle: blocks without a mark are free, dead large objects go back to the source, the others' free cells wait for their bin.

use super::bins::Bins;
use super::collector::Collector;
use super::POISONING;
use crate::heap::address::{Address, POISON};
use crate::heap::block::Use;
use crate::heap::chunk::{Chunk, GROUP_BLOCKS};
use crate::heap::size_class::{SizeClass, BLOCK_BYTES};
use crate::heap::source::ChunkSource;

/// Objects that survived a cycle, and the bytes that they take.
#[derive(Clone, Copy, Default)]
struct Survivors {
    objects: usize,
    bytes: usize,
}

impl Survivors {
    fn add(&mut self, objects: usize, bytes: usize) {
        self.objects += objects;
        self.bytes += bytes;
    }
}

impl<S: ChunkSource> Collector<S> {
    /// Ends the cycle: what is not marked is free.
    pub fn end_cycle(&mut self) {
        self.drain();
        let mut survivors = Survivors::default();
        // From the last region to the first, so that the lists of the bins are in ascending order.
        for index in (0..self.regions.len()).rev() {
            let region = &mut self.regions.as_mut_slice()[index];
            if !region.is_object {
                // SAFETY: the region is one of blocks.
                let chunk = unsafe { Chunk::at(region.start) };
                self.sweep_chunk(chunk, &mut survivors);
            } else if region.marked {
                region.marked = false;
                survivors.add(1, region.bytes);
            } else {
                self.object_bytes -= region.bytes;
                self.give_back_region(index);
            }
        }
        self.first_free = 0;
        self.counts.collected(survivors.objects, survivors.bytes);
        self.pacer.reset(survivors.bytes);
        self.give_back_idle_chunks();
    }

    fn sweep_chunk(&mut self, chunk: Chunk, survivors: &mut Survivors) {
        for group in (0..chunk.recorded().div_ceil(GROUP_BLOCKS)).rev() {
            // Given back all at once: most of what a cycle finds are blocks without any survivor.
            let mut freed = 0;
            let first = group * GROUP_BLOCKS;
            for block in (first..usize::min(first + GROUP_BLOCKS, chunk.recorded())).rev() {
                let meta = chunk.meta(block);
                match meta.usage {
                    Use::Cells if meta.has_marks() => self.sweep_cells(chunk, block, survivors),
                    Use::Cells => {
                        if POISONING {
                            poison_cells(chunk, block);
                        }
                        chunk.meta(block).usage = Use::Free;
                        freed |= 1 << (block - first);
                    }
                    Use::SpanHead => sweep_span(chunk, block, survivors),
                    Use::SpanTail | Use::Free => {}
                }
            }
            chunk.release_group(group, freed);
        }
    }

    /// Sweeps a block of cells with survivors.
    #[inline(never)]
    fn sweep_cells(&mut self, chunk: Chunk, block: usize, survivors: &mut Survivors) {
        if POISONING {
            poison_cells(chunk, block);
        }
        let meta = chunk.meta(block);
        let objects = meta.end_cycle();
        survivors.add(objects, objects * meta.cell_bytes as usize);
        if objects != meta.cells as usize {
            let index = Bins::index(SizeClass::from_index(meta.class as usize), meta.kind);
            let bin = self.bins.claim(index);
            meta.next = bin.partial;
            bin.partial = chunk.meta_address(block);
        }
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

#[inline(never)]
fn sweep_span(chunk: Chunk, head: usize, survivors: &mut Survivors) {
    let meta = chunk.meta(head);
    let count = meta.span_blocks as usize;
    if meta.end_cycle() == 1 {
        survivors.add(1, count * BLOCK_BYTES);
        return;
    }
    if POISONING {
        // SAFETY: the span's blocks hold no object any more.
        unsafe { chunk.block(head).fill(POISON, count * BLOCK_BYTES) };
    }
    for block in head..head + count {
        chunk.release(block);
    }
}

/// Fills the cells that the cycle frees with the poison pattern.
fn poison_cells(chunk: Chunk, block: usize) {
    let meta = chunk.meta(block);
    let cell_bytes = meta.cell_bytes as usize;
    for cell in 0..meta.cells as usize {
        if meta.is_live(cell) && !meta.is_marked(cell) {
            let start: Address = chunk.block(block).add(cell * cell_bytes);
            // SAFETY: the cell holds no object any more.
            unsafe { start.fill(POISON, cell_bytes) };
        }
    }
}
