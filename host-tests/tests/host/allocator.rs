//! The allocator: exact addresses, headers as they lie in memory, and each refusal.

use host_tests::allocator::{Allocation, AllocatorError, FreeingBumpAllocator, Order, MAX_ALLOCATION_BYTES, PAGE_BYTES};

/// A heap with a memory that grows as a runtime's does.
struct Heap {
    allocator: FreeingBumpAllocator,
    memory: Vec<u8>,
}

impl Heap {
    fn new(heap_base: u32, pages: u64, max_pages: u64) -> Self {
        let memory = vec![0; (pages * PAGE_BYTES) as usize];
        Self { allocator: FreeingBumpAllocator::new(heap_base, max_pages), memory }
    }

    fn malloc(&mut self, bytes: u32) -> Result<u32, AllocatorError> {
        match self.allocator.allocate(&mut self.memory, bytes)? {
            Allocation::At(pointer) => Ok(pointer),
            Allocation::NeedsPages(pages) => {
                self.memory.resize(self.memory.len() + (pages * PAGE_BYTES) as usize, 0);
                match self.allocator.allocate(&mut self.memory, bytes)? {
                    Allocation::At(pointer) => Ok(pointer),
                    Allocation::NeedsPages(more) => panic!("{more} pages more after {pages}"),
                }
            }
        }
    }

    fn free(&mut self, pointer: u32) -> Result<(), AllocatorError> {
        self.allocator.free(&mut self.memory, pointer)
    }

    fn header(&self, pointer: u32) -> u64 {
        let at = pointer as usize - 8;
        u64::from_le_bytes(self.memory[at..at + 8].try_into().expect("eight bytes"))
    }

    fn overwrite_header(&mut self, pointer: u32, value: u64) {
        let at = pointer as usize - 8;
        self.memory[at..at + 8].copy_from_slice(&value.to_le_bytes());
    }
}

#[test]
fn should_start_at_the_heap_base_rounded_up() {
    // given a base that is no multiple of 8
    let mut heap = Heap::new(13, 1, 1);
    // when
    let pointer = heap.malloc(1);
    // then: 16 for the base, 8 for the header
    assert_eq!(pointer, Ok(24));
    assert_eq!(heap.allocator.heap_base(), 16);
}

#[test]
fn should_put_cells_one_after_the_other() {
    let mut heap = Heap::new(0, 1, 1);
    // 8 bytes at least, then powers of two, each behind a header of 8
    let pointers: Vec<_> = [0, 1, 8, 9, 16, 17, 100].map(|bytes| heap.malloc(bytes)).into();
    assert_eq!(pointers, [8, 24, 40, 56, 80, 104, 144].map(Ok));
    assert_eq!(heap.allocator.peak_heap_bytes(), 144 + 128);
    assert_eq!(heap.allocator.live_count(), 7);
}

#[test]
fn should_reuse_the_cell_that_was_freed_last() {
    // given three cells of one order and one of another, all freed
    let mut heap = Heap::new(0, 1, 1);
    let pointers = [8, 8, 8, 16].map(|bytes| heap.malloc(bytes).expect("room"));
    pointers.iter().for_each(|&pointer| heap.free(pointer).expect("live"));
    // when the same are asked for again
    let again = [5, 6, 7, 10].map(|bytes| heap.malloc(bytes).expect("room"));
    // then they come in reverse, each from the list of its order, and the heap has not grown
    assert_eq!(again, [pointers[2], pointers[1], pointers[0], pointers[3]]);
    assert_eq!(heap.allocator.peak_heap_bytes(), 3 * 16 + 24);
}

#[test]
fn should_not_serve_one_order_from_the_cells_of_another() {
    let mut heap = Heap::new(0, 1, 1);
    let large = heap.malloc(64).expect("room");
    heap.free(large).expect("live");
    assert_eq!(heap.malloc(8), Ok(large + 64 + 8));
}

#[test]
fn should_write_headers_as_substrate_does() {
    let mut heap = Heap::new(0, 1, 1);
    let (a, b) = (heap.malloc(8).expect("room"), heap.malloc(8).expect("room"));
    let c = heap.malloc(1000).expect("room");
    // in use: bit 32, and the order
    assert_eq!([heap.header(a), heap.header(b), heap.header(c)], [1 << 32, 1 << 32, 1 << 32 | 7]);
    heap.free(a).expect("live");
    heap.free(b).expect("live");
    // free: the header that follows in the list, or u32::MAX
    assert_eq!(heap.header(a), u64::from(u32::MAX));
    assert_eq!(heap.header(b), u64::from(a - 8));
}

#[test]
fn should_leave_freed_cells_dirty() {
    let mut heap = Heap::new(0, 1, 1);
    let pointer = heap.malloc(8).expect("room");
    heap.memory[pointer as usize] = 0xAB;
    heap.free(pointer).expect("live");
    let again = heap.malloc(8).expect("room");
    assert_eq!(heap.memory[again as usize], 0xAB);
}

#[test]
fn should_know_23_orders() {
    assert_eq!(Order::of(0).map(Order::payload_bytes), Ok(8));
    assert_eq!(Order::of(MAX_ALLOCATION_BYTES).map(Order::payload_bytes), Ok(32 << 20));
    for order in 0..23 {
        let bytes = 8_u32 << order;
        assert_eq!(Order::of(bytes).map(Order::payload_bytes), Ok(bytes));
        assert_eq!(Order::of(bytes).map(Order::cell_bytes), Ok(bytes + 8));
    }
}

#[test]
fn should_refuse_more_than_32_mib() {
    let mut heap = Heap::new(0, 1, 65_536);
    let bytes = MAX_ALLOCATION_BYTES + 1;
    assert_eq!(heap.malloc(bytes), Err(AllocatorError::RequestedAllocationTooLarge { bytes }));
}

#[test]
fn should_double_the_memory_up_to_the_limit() {
    // given 2 pages in use of at most 7
    let mut heap = Heap::new(0, 2, 7);
    heap.malloc(65_536).expect("room");
    // when the third page is needed, then the memory doubles; then the limit is all there is
    heap.malloc(65_536).expect("room");
    assert_eq!(heap.memory.len() as u64, 4 * PAGE_BYTES);
    heap.malloc(131_072).expect("room");
    assert_eq!(heap.memory.len() as u64, 7 * PAGE_BYTES);
}

#[test]
fn should_grow_by_more_than_double_where_that_is_needed() {
    let mut heap = Heap::new(0, 1, 100);
    heap.malloc(1 << 20).expect("room");
    assert_eq!(heap.memory.len() as u64, 17 * PAGE_BYTES);
}

#[test]
fn should_refuse_what_exceeds_the_page_limit() {
    let mut heap = Heap::new(0, 1, 2);
    assert_eq!(heap.malloc(131_072), Err(AllocatorError::AllocatorOutOfSpace { bytes: 131_080, max_pages: 2 }));
}

#[test]
fn should_refuse_the_end_of_a_32_bit_memory() {
    // given a heap whose base is the last 16 bytes of 4 GiB: the cell would end at 2^32
    let mut allocator = FreeingBumpAllocator::new(u32::MAX - 15, 65_536);
    // when, with no memory so far, then all pages are asked for and none is left
    assert_eq!(allocator.allocate(&mut [], 8), Ok(Allocation::NeedsPages(65_536)));
    let refused = allocator.allocate(&mut [], 16);
    assert_eq!(refused, Err(AllocatorError::AllocatorOutOfSpace { bytes: 24, max_pages: 65_536 }));
}

#[test]
fn should_refuse_a_double_free() {
    let mut heap = Heap::new(0, 1, 1);
    let (a, b) = (heap.malloc(8).expect("room"), heap.malloc(8).expect("room"));
    heap.free(a).expect("live");
    heap.free(b).expect("live");
    assert_eq!(heap.free(a), Err(AllocatorError::DoubleFree { pointer: a }));
}

#[test]
fn should_refuse_to_free_what_was_never_allocated() {
    for pointer in [0, 7, 9, 12, 1000, 65_536, u32::MAX] {
        let mut heap = Heap::new(0, 1, 1);
        heap.malloc(8).expect("room");
        assert_eq!(heap.free(pointer), Err(AllocatorError::InvalidPointer { pointer }));
    }
}

#[test]
fn should_refuse_to_free_a_cell_whose_header_was_overwritten() {
    let mut heap = Heap::new(0, 1, 1);
    let pointer = heap.malloc(8).expect("room");
    let found = 1 << 32 | 3;
    heap.overwrite_header(pointer, found);
    assert_eq!(heap.free(pointer), Err(AllocatorError::InvalidHeaderPointerDetected { header: pointer - 8, found }));
}

#[test]
fn should_refuse_a_free_list_that_leads_astray() {
    // given two free cells, the first of which points: past the heap, to a place that is no header, to the cell in use behind it
    for (link, detected) in [(4096, 4096), (3, 3), (32, 1 << 32)] {
        let mut heap = Heap::new(0, 1, 1);
        let pointers = [8, 8, 8].map(|bytes| heap.malloc(bytes).expect("room"));
        heap.free(pointers[0]).expect("live");
        heap.free(pointers[1]).expect("live");
        heap.overwrite_header(pointers[1], link);
        // when both are taken again
        assert_eq!(heap.malloc(8), Ok(pointers[1]));
        // then the second is refused
        let header = link as u32;
        assert_eq!(heap.malloc(8), Err(AllocatorError::InvalidHeaderPointerDetected { header, found: detected }));
    }
}

#[test]
fn should_refuse_a_free_list_that_leads_below_the_heap() {
    let mut heap = Heap::new(1024, 1, 1);
    let pointer = heap.malloc(8).expect("room");
    heap.free(pointer).expect("live");
    heap.overwrite_header(pointer, 16);
    assert_eq!(heap.malloc(8), Ok(pointer));
    assert_eq!(heap.malloc(8), Err(AllocatorError::BelowHeapBase { pointer: 24, heap_base: 1024 }));
}

#[test]
fn should_be_poisoned_by_an_error() {
    let mut heap = Heap::new(0, 1, 1);
    let pointer = heap.malloc(8).expect("room");
    heap.free(0).expect_err("no such pointer");
    assert_eq!(heap.malloc(8), Err(AllocatorError::Poisoned));
    assert_eq!(heap.free(pointer), Err(AllocatorError::Poisoned));
}

#[test]
fn should_notice_a_memory_that_shrank() {
    let mut heap = Heap::new(0, 2, 2);
    heap.malloc(8).expect("room");
    heap.memory.truncate(65_536);
    assert_eq!(heap.malloc(8), Err(AllocatorError::MemoryShrunk { before: 131_072, after: 65_536 }));
}

#[test]
fn should_account_for_live_bytes() {
    let mut heap = Heap::new(0, 1, 1);
    let a = heap.malloc(8).expect("room");
    let b = heap.malloc(100).expect("room");
    heap.free(a).expect("live");
    assert_eq!(heap.allocator.live_bytes(), 136);
    assert_eq!(heap.allocator.peak_live_bytes(), 152);
    heap.allocator.reset_peak();
    assert_eq!(heap.allocator.peak_live_bytes(), 136);
    let live: Vec<_> = heap.allocator.live_allocations();
    assert_eq!(live.iter().map(|live| (live.address, live.bytes)).collect::<Vec<_>>(), [(b, 100)]);
}

#[test]
fn should_give_every_live_cell_a_place_of_its_own() {
    // given a long sequence of allocations and frees that is the same on every run
    let mut heap = Heap::new(40, 1, 64);
    let mut live: Vec<(u32, u32)> = Vec::new();
    let mut state = 0x2545_F491_u32;
    for _ in 0..20_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let choice = state >> 8;
        if choice.is_multiple_of(3) && !live.is_empty() {
            let (pointer, _) = live.swap_remove(choice as usize % live.len());
            heap.free(pointer).expect("live");
        } else if live.len() < 500 {
            let bytes = choice % 2000;
            live.push((heap.malloc(bytes).expect("room"), bytes));
        }
    }
    // then no two of those that are left overlap, and none lies below the heap
    live.sort_unstable();
    assert!(live.windows(2).all(|pair| pair[0].0 + pair[0].1.max(1) <= pair[1].0 - 8));
    assert!(live.iter().all(|&(pointer, _)| pointer >= 48 && pointer % 8 == 0));
    assert_eq!(heap.allocator.live_count(), live.len() as u64);
}
