//! The walker finds each broken invariant: a sound heap is damaged in one place at a time.

use super::{verify, Violation};
use crate::gc::{Bins, Collector};
use crate::heap::address::{Address, WORD};
use crate::heap::arena::Arena;
use crate::heap::block::{BlockMeta, Use};
use crate::heap::chunk::Chunk;
use crate::heap::layout::{Kind, Layout};
use crate::heap::size_class::SizeClass;
use std::vec::Vec;

type Heap = Collector<Arena>;

/// Two words, the first of which is a pointer.
const MIXED: Layout = Layout::new(1 | 2 << 1 | 0b01 << (1 + 4 + WORD / 4));

/// A heap in which every kind of record is in use.
struct Sound {
    heap: Heap,
    mixed: Address,
    span: Address,
    _memory: Vec<u64>,
}

fn allocate(heap: &mut Heap, bytes: usize, layout: Layout) -> Address {
    heap.allocate(bytes, layout).unwrap_or_else(|| heap.allocate_slow(bytes, layout, false).expect("room"))
}

fn sound() -> Sound {
    let mut memory = std::vec![0u64; 1 << 16];
    let start = Address::of(memory.as_mut_ptr());
    let mut arena = Arena::new();
    // SAFETY: the memory lives as long as the heap, and is used through it only.
    unsafe { arena.cover(start, start.add(memory.len() * 8)) };
    let mut heap = Collector::new(arena);
    // A cycle leaves half of the cells of some blocks in use, and these blocks in the list of their bin.
    let cells: Vec<usize> = (0..300).map(|_| allocate(&mut heap, 40, Layout::POINTER_FREE).value()).collect();
    let roots: Vec<usize> = cells.into_iter().step_by(2).collect();
    let first = Address::of(roots.as_ptr().cast_mut());
    heap.begin_cycle();
    // SAFETY: the range is `roots`.
    unsafe { heap.mark_range(first, first.add(roots.len() * WORD)) };
    heap.end_cycle();
    let mixed = allocate(&mut heap, 2 * WORD, MIXED);
    let span = allocate(&mut heap, 5000, Layout::UNKNOWN);
    allocate(&mut heap, 40_000, Layout::UNKNOWN);
    assert_eq!(verify(&heap), Ok(()));
    Sound { heap, mixed, span, _memory: memory }
}

/// The chunk that holds `address`, and the index of the block there.
fn block(heap: &Heap, address: Address) -> (Chunk, usize) {
    let index = heap.regions.find(address).expect("in the heap");
    // SAFETY: the callers pass addresses of cells and spans.
    let chunk = unsafe { Chunk::at(heap.regions.as_slice()[index].start) };
    let block = (0..chunk.recorded()).find(|block| chunk.block(block + 1) > address);
    (chunk, block.expect("a block that was taken"))
}

fn bin_of_cells() -> usize {
    Bins::index(SizeClass::holding(40), Kind::PointerFree)
}

#[track_caller]
fn assert_found(violation: Violation, damage: impl FnOnce(&mut Sound)) {
    let mut sound = sound();
    damage(&mut sound);
    assert_eq!(verify(&sound.heap), Err(violation));
}

#[test]
fn damage_to_the_regions_is_found() {
    assert_found(Violation::RegionOrder, |sound| sound.heap.regions.as_mut_slice().swap(0, 1));
    assert_found(Violation::RegionSize, |sound| {
        let region = &mut sound.heap.regions.as_mut_slice()[0];
        sound.heap.chunk_bytes -= region.bytes - 100;
        region.bytes = 100;
    });
    assert_found(Violation::RegionBytes, |sound| sound.heap.chunk_bytes += 8);
    assert_found(Violation::RegionBytes, |sound| sound.heap.object_bytes -= 8);
    assert_found(Violation::FirstFree, |sound| sound.heap.first_free = 1);
}

#[test]
fn damage_to_the_blocks_is_found() {
    assert_found(Violation::FreeBlocks, |sound| {
        let (chunk, span) = block(&sound.heap, sound.span);
        chunk.meta(span).usage = Use::Free;
    });
    assert_found(Violation::SpanRecord, |sound| {
        let (chunk, span) = block(&sound.heap, sound.span);
        chunk.meta(span + 1).span_blocks += 1;
    });
    assert_found(Violation::SpanRecord, |sound| {
        let (chunk, span) = block(&sound.heap, sound.span);
        chunk.meta(span).object_bytes += 4096;
    });
    assert_found(Violation::CellRecord, |sound| {
        let (chunk, cells) = block(&sound.heap, sound.mixed);
        chunk.meta(cells).reciprocal += 1;
    });
    assert_found(Violation::CellLayout, |sound| {
        let bytes = SizeClass::holding(3 * WORD).cell_bytes();
        // SAFETY: the last word of the cell.
        unsafe { sound.mixed.add(bytes - WORD).store(Layout::POINTER_FREE.word()) };
    });
}

#[test]
fn damage_to_the_bins_is_found() {
    assert_found(Violation::BinRun, |sound| {
        let bin = sound.heap.bins.get(Bins::index(SizeClass::holding(3 * WORD), Kind::Mixed));
        bin.limit = Address::new(bin.cursor.value() - 8);
    });
    assert_found(Violation::PartialList, |sound| {
        let first = sound.heap.bins.get(bin_of_cells()).partial;
        // SAFETY: lists hold records of blocks.
        unsafe { (*first.pointer::<BlockMeta>()).next = first };
    });
    assert_found(Violation::LostCells, |sound| sound.heap.bins.get(bin_of_cells()).partial = Address::NULL);
}

#[test]
fn damage_to_the_counts_and_remains_of_a_cycle_are_found() {
    assert_found(Violation::ObjectCount, |sound| sound.heap.counts.objects_allocated += 1);
    assert_found(Violation::ObjectCount, |sound| sound.heap.counts.bytes_freed -= 8);
    assert_found(Violation::CycleRemains, |sound| sound.heap.overflowed = true);
    assert_found(Violation::CycleRemains, |sound| {
        let (chunk, cells) = block(&sound.heap, sound.mixed);
        chunk.meta(cells).rescan = true;
    });
    for object in [|sound: &Sound| sound.mixed, |sound: &Sound| sound.span] {
        assert_found(Violation::CycleRemains, |sound| {
            let (chunk, block) = block(&sound.heap, object(sound));
            let meta = chunk.meta(block);
            meta.close(1);
            meta.mark(0);
        });
    }
}
