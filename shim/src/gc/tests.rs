//! The collector's properties, one by one; `shim/model` runs whole sequences against a shadow model. The walker finds nothing wrong after any
//! cycle. The mark stack has eight entries here, so that its overflow is ordinary.

use super::{Collector, Refusal};
use crate::heap::address::{Address, WORD};
use crate::heap::layout::Layout;
use crate::heap::region::MEDIUM_MAX;
use crate::heap::source::ChunkSource;
use crate::verify::verify;
use std::alloc::Layout as SystemLayout;
use std::collections::BTreeMap;
use std::vec::Vec;

/// A source over the system's allocator, with a limit, that knows what it granted.
struct TestSource {
    granted: BTreeMap<usize, usize>,
    left_bytes: usize,
    grants: usize,
}

impl TestSource {
    fn new(limit_bytes: usize) -> Self {
        TestSource { granted: BTreeMap::new(), left_bytes: limit_bytes, grants: 0 }
    }

    fn system_layout(bytes: usize) -> SystemLayout {
        SystemLayout::from_size_align(bytes, 8).expect("a size that fits")
    }
}

impl ChunkSource for TestSource {
    fn grant(&mut self, bytes: usize) -> Option<Address> {
        self.left_bytes = self.left_bytes.checked_sub(bytes)?;
        // SAFETY: no size here is zero.
        let start = unsafe { std::alloc::alloc(Self::system_layout(bytes)) };
        // SAFETY: just allocated. Granted memory is dirty.
        unsafe { start.write_bytes(0xA5, bytes) };
        self.granted.insert(start.expose_provenance(), bytes);
        self.grants += 1;
        Some(Address::of(start))
    }

    unsafe fn give_back(&mut self, chunk: Address, bytes: usize) {
        assert_eq!(self.granted.remove(&chunk.value()), Some(bytes), "what is given back was granted, with this size, once");
        self.left_bytes += bytes;
        // SAFETY: allocated in `grant` with this layout.
        unsafe { std::alloc::dealloc(chunk.pointer(), Self::system_layout(bytes)) };
    }

    fn largest_grant(&self) -> usize {
        32 << 20
    }
}

type Heap = Collector<TestSource>;

/// How often a test does something: less often in Miri, which takes a thousand times as long.
const fn times(count: usize) -> usize {
    if cfg!(miri) {
        count / 200
    } else {
        count
    }
}

fn heap(limit_bytes: usize) -> Heap {
    Collector::new(TestSource::new(limit_bytes))
}

fn collect(heap: &mut Heap, roots: &[usize]) {
    heap.begin_cycle();
    let start = Address::of(roots.as_ptr().cast_mut());
    // SAFETY: the range is `roots`.
    unsafe { heap.mark_range(start, start.add(core::mem::size_of_val(roots))) };
    heap.end_cycle();
    assert_eq!(verify(heap), Ok(()));
}

fn allocate(heap: &mut Heap, bytes: usize, layout: Layout) -> Address {
    heap.allocate(bytes, layout).unwrap_or_else(|| heap.allocate_slow(bytes, layout, false).expect("granted"))
}

/// A layout with everything in place.
const fn in_place(words: usize, mask: usize) -> Layout {
    Layout::new(1 | words << 1 | mask << (1 + 4 + WORD / 4))
}

fn live_objects(heap: &Heap) -> u64 {
    heap.counts().objects_allocated - heap.counts().objects_freed
}

#[test]
fn objects_are_zeroed_aligned_and_disjoint() {
    let mut heap = heap(64 << 20);
    let mut ends = BTreeMap::new();
    for bytes in (0..3000).step_by(3000 / times(3000)).chain([5000, 32 << 10, (32 << 10) + 1, 100_000, times(1 << 20) + MEDIUM_MAX]) {
        for layout in [Layout::UNKNOWN, Layout::POINTER_FREE, in_place(2, 1)] {
            let object = allocate(&mut heap, bytes, layout);
            assert_eq!(object.value() % 8, 0);
            for offset in 0..bytes {
                // SAFETY: inside the object.
                assert_eq!(unsafe { object.add(offset).pointer::<u8>().read() }, 0);
            }
            // SAFETY: inside the object.
            unsafe { object.fill(0xFF, bytes) };
            if bytes > 0 {
                assert!(ends.insert(object.value(), object.value() + bytes).is_none());
            }
        }
    }
    let all: Vec<_> = ends.into_iter().collect();
    assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    assert_eq!(verify(&heap), Ok(()));
    heap.release();
    assert!(heap.source.granted.is_empty());
}

#[test]
fn an_integer_that_looks_like_a_pointer_keeps_nothing_alive_in_a_typed_object() {
    let mut heap = heap(64 << 20);
    let typed = in_place(2, 0b01);
    for (slot, survivors) in [(0, 2), (1, 1)] {
        let holder = allocate(&mut heap, 2 * WORD, typed);
        let target = allocate(&mut heap, 40, Layout::POINTER_FREE);
        // SAFETY: a slot of the holder.
        unsafe { holder.add(slot * WORD).store(target.value()) };
        collect(&mut heap, &[holder.value()]);
        assert_eq!(live_objects(&heap), survivors);
        collect(&mut heap, &[]);
        assert_eq!(live_objects(&heap), 0);
    }
    heap.release();
}

#[test]
fn pointers_into_an_object_keep_it_and_pointer_free_objects_keep_nothing() {
    let mut heap = heap(64 << 20);
    for bytes in [8, 100, 1000, 3000, 20_000, 40_000, 2 << 20] {
        let target = allocate(&mut heap, bytes, Layout::POINTER_FREE);
        collect(&mut heap, &[target.value() + bytes - 1]);
        assert_eq!(live_objects(&heap), 1, "an inner pointer keeps an object of {bytes} bytes");
        let opaque = allocate(&mut heap, bytes.max(WORD), Layout::POINTER_FREE);
        // SAFETY: the first word of the object.
        unsafe { opaque.store(target.value()) };
        collect(&mut heap, &[opaque.value()]);
        assert_eq!(live_objects(&heap), 1, "a pointer-free object keeps nothing");
        collect(&mut heap, &[]);
        assert_eq!(live_objects(&heap), 0);
    }
    heap.release();
    assert!(heap.source.granted.is_empty());
}

#[test]
fn a_list_and_a_wide_array_survive_a_stack_of_eight_entries() {
    let mut heap = heap(256 << 20);
    let mut list = 0;
    for _ in 0..times(100_000) {
        let node = allocate(&mut heap, 2 * WORD, in_place(2, 0b01));
        // SAFETY: the first word of the node.
        unsafe { node.store(list) };
        list = node.value();
    }
    let array = allocate(&mut heap, times(50_000) * WORD, in_place(1, 1));
    for index in 0..times(50_000) {
        let leaf = allocate(&mut heap, WORD, in_place(1, 1));
        let under = allocate(&mut heap, 24, Layout::POINTER_FREE);
        // SAFETY: a slot of the array, and the leaf's only word.
        unsafe {
            array.add(index * WORD).store(leaf.value());
            leaf.store(under.value());
        }
    }
    collect(&mut heap, &[array.value(), list]);
    assert_eq!(live_objects(&heap), times(200_000) as u64 + 1);
    collect(&mut heap, &[list]);
    assert_eq!(live_objects(&heap), times(100_000) as u64);
    heap.release();
}

#[test]
#[cfg_attr(miri, ignore = "takes too long; the model's tests run the same code")]
fn the_pacer_keeps_a_churning_heap_small() {
    let mut heap = heap(8 << 20);
    let mut cycles = 0;
    for _ in 0..2_000_000 {
        if heap.allocate(24, Layout::UNKNOWN).is_none() {
            match heap.allocate_slow(24, Layout::UNKNOWN, true) {
                Ok(_) => {}
                Err(Refusal::CollectFirst) => {
                    collect(&mut heap, &[]);
                    cycles += 1;
                    heap.allocate_slow(24, Layout::UNKNOWN, false).expect("granted after a cycle");
                }
                Err(refusal) => panic!("{refusal:?}"),
            }
        }
    }
    assert!(cycles >= 20, "{cycles} cycles");
    assert!(heap.source.grants <= 6, "{} grants", heap.source.grants);
    heap.release();
    assert!(heap.source.granted.is_empty());
}

#[test]
fn refusals_are_typed_and_change_nothing() {
    let mut heap = heap(200 << 10);
    for bytes in [usize::MAX, usize::MAX - 3, 1 << 31, (32 << 20) + 1] {
        assert_eq!(heap.allocate(bytes, Layout::UNKNOWN), None);
        assert_eq!(heap.allocate_slow(bytes, Layout::UNKNOWN, false), Err(Refusal::TooLarge));
        assert_eq!(heap.allocate_slow(bytes, in_place(2, 1), false), Err(Refusal::TooLarge));
    }
    let mut objects = 0;
    while heap.allocate(100, Layout::UNKNOWN).map_or_else(|| heap.allocate_slow(100, Layout::UNKNOWN, false), Ok).is_ok() {
        objects += 1;
    }
    assert!(objects > 1000);
    assert_eq!(live_objects(&heap), objects);
    assert_eq!(verify(&heap), Ok(()));
    collect(&mut heap, &[]);
    assert!(heap.allocate_slow(100, Layout::UNKNOWN, false).is_ok());
    heap.release();
    assert!(heap.source.granted.is_empty());
}

#[test]
#[should_panic(expected = "gc: corrupt layout word")]
fn a_layout_word_overwritten_in_its_cell_is_found() {
    let mut heap = heap(1 << 20);
    let object = allocate(&mut heap, 3 * WORD, in_place(3, 0b001));
    // SAFETY: the cell's last word.
    unsafe { object.add(3 * WORD).store(0) };
    heap.begin_cycle();
    let roots = [object.value()];
    let start = Address::of(roots.as_ptr().cast_mut());
    // SAFETY: the range is `roots`.
    unsafe { heap.mark_range(start, start.add(WORD)) };
}

#[test]
fn a_large_buffer_is_adopted_without_a_copy_and_a_detached_one_survives() {
    let mut heap = heap(8 << 20);
    let small = heap.grant(100).expect("granted");
    // SAFETY: granted above, and given back below.
    assert!(!unsafe { heap.adopt(small, 100) });
    // SAFETY: granted above with this size; the heap did not take it.
    unsafe { heap.source.give_back(small, 100) };
    let bytes = MEDIUM_MAX + 8;
    let [kept, dropped] = [(); 2].map(|()| heap.grant(bytes).expect("granted"));
    for buffer in [kept, dropped] {
        // SAFETY: granted above, and the heap's from here on.
        assert!(unsafe { heap.adopt(buffer, bytes) });
    }
    collect(&mut heap, &[kept.value() + 5]);
    assert_eq!(heap.source.granted.len(), 1);
    assert!(!heap.detach(kept.add(8)));
    assert!(heap.detach(kept));
    heap.release();
    assert_eq!(heap.source.granted.len(), 1);
    // SAFETY: detached: the test's to give back.
    unsafe { heap.source.give_back(kept, bytes) };
}

#[test]
fn the_same_steps_give_the_same_counts() {
    let run = || {
        let mut heap = heap(64 << 20);
        let mut roots = std::vec![0usize; 64];
        for step in 0..times(200_000) {
            let bytes = step * 7919 % 600;
            if heap.allocate(bytes, Layout::UNKNOWN).is_none() {
                match heap.allocate_slow(bytes, Layout::UNKNOWN, true) {
                    Ok(object) => roots[step % 64] = object.value(),
                    Err(_) => collect(&mut heap, &roots),
                }
            }
        }
        let counts = heap.counts();
        heap.release();
        counts
    };
    assert_eq!(run(), run());
}
