//! What every chunk source and every manual allocator has to do, on each of the system's allocators; and the collector on each of them.

use gopallet_native::allocator::{Kind, ALIGNMENT};
use gopallet_native::manual::{Manual, Refusal};
use gopallet_native::source::SystemSource;
use gopallet_shim::gc::{Collector, Refusal as HeapRefusal};
use gopallet_shim::heap::address::{Address, WORD};
use gopallet_shim::heap::layout::Layout;
use gopallet_shim::heap::source::ChunkSource;
use gopallet_shim::verify::verify;
use std::ptr::NonNull;

const MEBIBYTE: usize = 1 << 20;

/// The kinds that are built in.
fn kinds() -> Vec<Kind> {
    let kinds: Vec<_> = Kind::ALL.into_iter().filter(|kind| kind.allocator().is_some()).collect();
    assert_eq!(kinds.len(), if cfg!(feature = "jemalloc") { 3 } else { 2 });
    kinds
}

fn source(kind: Kind, limit_bytes: usize) -> SystemSource {
    SystemSource::new(kind, limit_bytes).expect("built in")
}

#[test]
fn grants_are_aligned_writable_and_disjoint() {
    for kind in kinds() {
        let mut source = source(kind, 64 * MEBIBYTE);
        let sizes = (0..200).chain([4096, 65_536, 65_537, MEBIBYTE, 5 * MEBIBYTE]);
        let grants: Vec<_> = sizes.map(|bytes| (source.grant(bytes).expect("below the limit"), bytes)).collect();
        assert_eq!(source.grants(), grants.len());
        assert_eq!(source.granted_bytes(), grants.iter().map(|(_, bytes)| bytes).sum::<usize>());
        for (number, (start, bytes)) in grants.iter().enumerate() {
            assert_eq!(start.value() % ALIGNMENT, 0, "{kind:?}");
            // SAFETY: granted with this size.
            unsafe { start.fill(number as u8, *bytes) };
        }
        for (number, (start, bytes)) in grants.into_iter().enumerate() {
            for offset in 0..bytes {
                // SAFETY: granted and filled above.
                assert_eq!(unsafe { start.add(offset).pointer::<u8>().read() }, number as u8, "{kind:?}, {bytes} bytes");
            }
            // SAFETY: granted above, given back once.
            unsafe { source.give_back(start, bytes) };
        }
        assert_eq!((source.grants(), source.granted_bytes()), (0, 0), "{kind:?}");
    }
}

#[test]
fn memory_given_back_can_be_granted_again_forever() {
    for kind in kinds() {
        // 16 GiB in all: more than the machine would stand if any of it stayed.
        let mut source = source(kind, MEBIBYTE);
        for _ in 0..16 << 10 {
            let grant = source.grant(MEBIBYTE).expect("all was given back");
            // SAFETY: granted above.
            unsafe {
                grant.fill(1, WORD);
                source.give_back(grant, MEBIBYTE);
            }
        }
        assert_eq!(source.grants(), 0);
    }
}

#[test]
fn limits_and_absurd_sizes_are_refused_and_change_nothing() {
    for kind in kinds() {
        let mut limited = source(kind, 1000);
        assert_eq!(limited.largest_grant(), 1000);
        assert_eq!(limited.grant(1001), None);
        let half = limited.grant(600).expect("below the limit");
        assert_eq!(limited.grant(401), None);
        assert_eq!((limited.grants(), limited.granted_bytes()), (1, 600));
        // SAFETY: granted above.
        unsafe { limited.give_back(half, 600) };
        // The system's own refusal.
        let mut unlimited = source(kind, usize::MAX);
        for bytes in [usize::MAX, usize::MAX - 15, isize::MAX as usize, 1 << 60] {
            assert_eq!(unlimited.grant(bytes), None, "{kind:?}, {bytes} bytes");
        }
        assert_eq!((unlimited.grants(), unlimited.granted_bytes()), (0, 0));
    }
}

/// A list, each node of which points at the one before and keeps its number, and garbage of all sizes between them.
#[test]
fn the_collector_runs_on_each() {
    // Two words, the first of which is a pointer.
    let layout = Layout::new(1 | 2 << 1 | 0b01 << (1 + 4 + WORD / 4));
    let mut counts = Vec::new();
    for kind in kinds() {
        let mut heap = Collector::new(source(kind, 64 * MEBIBYTE));
        let mut list = [0usize];
        for number in 0..20_000 {
            let node = allocate(&mut heap, 2 * WORD, layout, &list);
            // SAFETY: the words of the node.
            unsafe {
                node.store(list[0]);
                node.add(WORD).store(number);
            }
            list[0] = node.value();
            allocate(&mut heap, number * 37 % 3000, Layout::UNKNOWN, &list);
            if number % 500 == 0 {
                allocate(&mut heap, 40_000 + number, Layout::POINTER_FREE, &list);
            }
        }
        let mut at = Address::new(list[0]);
        for number in (0..20_000).rev() {
            // SAFETY: a node of the list, alive.
            let (next, value) = unsafe { (at.load(), at.add(WORD).load()) };
            assert_eq!(value, number);
            at = Address::new(next);
        }
        assert!(at.is_null());
        collect(&mut heap, &list);
        let end = heap.counts();
        assert!(end.collections >= 10, "{} cycles", end.collections);
        assert_eq!(end.objects_allocated - end.objects_freed, 20_000);
        // How many cycles there were depends on the addresses too.
        counts.push((end.objects_allocated, end.bytes_allocated));
        heap.release();
        assert_eq!(heap.counts().bytes_granted, 0, "{kind:?}");
        assert_eq!(verify(&heap), Ok(()));
    }
    assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "the source makes no difference: {counts:?}");
}

fn allocate(heap: &mut Collector<SystemSource>, bytes: usize, layout: Layout, roots: &[usize]) -> Address {
    let slow = |heap: &mut Collector<SystemSource>| match heap.allocate_slow(bytes, layout, true) {
        Err(HeapRefusal::CollectFirst) => {
            collect(heap, roots);
            heap.allocate_slow(bytes, layout, false)
        }
        result => result,
    };
    heap.allocate(bytes, layout).unwrap_or_else(|| slow(heap).expect("below the limit"))
}

fn collect(heap: &mut Collector<SystemSource>, roots: &[usize]) {
    let start = Address::of(roots.as_ptr().cast_mut());
    heap.begin_cycle();
    // SAFETY: the range is `roots`.
    unsafe { heap.mark_range(start, start.add(size_of_val(roots))) };
    heap.end_cycle();
    assert_eq!(verify(heap), Ok(()));
}

#[test]
fn manual_memory_is_zeroed_moved_and_counted() {
    for kind in kinds() {
        let manual = Manual::new(kind, 10 * MEBIBYTE as u64, true).expect("built in");
        for bytes in [0, 1, 17, 4096, 100_000] {
            let memory = manual.allocate(bytes, true).expect("below the limit");
            // SAFETY: allocated with this size; zeroed.
            let content = unsafe { std::slice::from_raw_parts_mut(memory.as_ptr(), bytes) };
            assert!(content.iter().all(|byte| *byte == 0), "{kind:?}");
            content.fill(7);
            let larger = bytes * 3 + 50;
            // SAFETY: the allocation is live, of this size.
            let moved = unsafe { manual.reallocate(memory, bytes, larger) }.expect("below the limit");
            assert_eq!(moved.addr().get() % ALIGNMENT, 0);
            // SAFETY: what both sizes have in common was kept.
            assert!(unsafe { std::slice::from_raw_parts(moved.as_ptr(), bytes) }.iter().all(|byte| *byte == 7));
            assert_eq!(manual.counts().live_bytes, larger as u64);
            // SAFETY: as above.
            let shrunk = unsafe { manual.reallocate(moved, larger, 1) }.expect("smaller");
            // SAFETY: as above.
            assert_eq!(unsafe { manual.release(shrunk, 1) }, Ok(()));
        }
        let counts = manual.counts();
        assert_eq!((counts.allocations, counts.releases, counts.live_bytes), (5, 5, 0));
        assert!(counts.peak_bytes >= 300_050);
    }
}

#[test]
fn wrong_addresses_and_sizes_are_found_when_checked() {
    for kind in kinds() {
        let manual = Manual::new(kind, 100, true).expect("built in");
        let other = Manual::new(kind, 100, true).expect("built in");
        let memory = manual.allocate(50, false).expect("below the limit");
        let foreign = other.allocate(50, false).expect("below the limit");
        let inner = NonNull::new(memory.as_ptr().wrapping_add(16)).expect("not null");
        let before = manual.counts();
        assert_eq!(manual.allocate(51, false), Err(Refusal::Exhausted));
        assert_eq!(manual.allocate(usize::MAX, true), Err(Refusal::Exhausted));
        // SAFETY: checked: each of these is refused before anything is touched.
        unsafe {
            assert_eq!(manual.release(foreign, 50), Err(Refusal::NotLive));
            assert_eq!(manual.release(inner, 34), Err(Refusal::NotLive));
            assert_eq!(manual.release(memory, 49), Err(Refusal::WrongSize));
            assert_eq!(manual.reallocate(foreign, 50, 60), Err(Refusal::NotLive));
            assert_eq!(manual.reallocate(memory, 50, 101), Err(Refusal::Exhausted));
        }
        assert_eq!((manual.counts().live_bytes, manual.counts().releases), (before.live_bytes, before.releases));
        // SAFETY: live, and of these sizes; the second release is refused.
        unsafe {
            assert_eq!(manual.release(memory, 50), Ok(()));
            assert_eq!(manual.release(memory, 50), Err(Refusal::NotLive));
            assert_eq!(other.release(foreign, 50), Ok(()));
        }
    }
}

#[test]
fn many_threads_share_one_allocator() {
    for kind in kinds() {
        for checked in [false, true] {
            let manual = Manual::new(kind, 4 * MEBIBYTE as u64, checked).expect("built in");
            std::thread::scope(|scope| {
                for thread in 0..4usize {
                    let manual = &manual;
                    scope.spawn(move || {
                        for round in 0..500 {
                            let bytes = (thread * 977 + round * 131) % 5000 + 1;
                            let memory = manual.allocate(bytes, false).expect("below the limit");
                            // SAFETY: allocated with this size; live and of this size.
                            unsafe {
                                memory.write_bytes(thread as u8, bytes);
                                assert_eq!(memory.add(bytes - 1).read(), thread as u8);
                                assert_eq!(manual.release(memory, bytes), Ok(()));
                            }
                        }
                    });
                }
            });
            let counts = manual.counts();
            assert_eq!((counts.allocations, counts.releases, counts.live_bytes), (2000, 2000, 0));
        }
    }
}
