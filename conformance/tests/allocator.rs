//! The allocator of the test host against polkadot-sdk's own: random sequences of allocations and frees give the same addresses, the same
//! growth of the memory, the same bytes in it, and the same errors.

use host_tests::allocator::{Allocation, AllocatorError, FreeingBumpAllocator, MAX_ALLOCATION_BYTES, PAGE_BYTES};
use sc_allocator::{Error, FreeingBumpHeapAllocator, Memory};
use sp_wasm_interface::Pointer;

/// Numbers that only depend on the seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Mostly small sizes, some large ones, every order, and now and then more than is allowed.
    fn size(&mut self) -> u32 {
        match self.below(64) {
            0 => MAX_ALLOCATION_BYTES - self.below(3) as u32 + 1,
            1..=3 => self.below(u64::from(MAX_ALLOCATION_BYTES)) as u32,
            4..=15 => 1 << self.below(20),
            _ => self.below(300) as u32,
        }
    }
}

/// A memory of pages, as sc-allocator wants it.
struct Pages {
    bytes: Vec<u8>,
    max_pages: u32,
}

impl Pages {
    fn new(pages: usize, max_pages: u32) -> Self {
        Self { bytes: vec![0; pages * PAGE_BYTES as usize], max_pages }
    }

    fn grow_by(&mut self, pages: u64) {
        self.bytes.resize(self.bytes.len() + (pages * PAGE_BYTES) as usize, 0);
    }
}

impl Memory for Pages {
    fn with_access_mut<R>(&mut self, run: impl FnOnce(&mut [u8]) -> R) -> R {
        run(&mut self.bytes)
    }

    fn with_access<R>(&self, run: impl FnOnce(&[u8]) -> R) -> R {
        run(&self.bytes)
    }

    fn grow(&mut self, additional: u32) -> Result<(), ()> {
        if self.pages() + additional > self.max_pages {
            return Err(());
        }
        self.grow_by(additional.into());
        Ok(())
    }

    fn pages(&self) -> u32 {
        (self.bytes.len() as u64 / PAGE_BYTES) as u32
    }

    fn max_pages(&self) -> Option<u32> {
        Some(self.max_pages)
    }
}

/// What the errors of both have in common.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    TooLarge,
    OutOfSpace,
    Shrunk,
    Other,
}

fn ours(error: AllocatorError) -> Refusal {
    match error {
        AllocatorError::RequestedAllocationTooLarge { .. } => Refusal::TooLarge,
        AllocatorError::AllocatorOutOfSpace { .. } => Refusal::OutOfSpace,
        AllocatorError::MemoryShrunk { .. } => Refusal::Shrunk,
        _ => Refusal::Other,
    }
}

fn theirs(error: Error) -> Refusal {
    match error {
        Error::RequestedAllocationTooLarge => Refusal::TooLarge,
        Error::AllocatorOutOfSpace => Refusal::OutOfSpace,
        Error::MemoryShrinked => Refusal::Shrunk,
        Error::Other(_) => Refusal::Other,
    }
}

/// Both allocators, each over a memory of its own.
struct Pair {
    ours: (FreeingBumpAllocator, Pages),
    theirs: (FreeingBumpHeapAllocator, Pages),
}

impl Pair {
    fn new(heap_base: u32, pages: usize, max_pages: u32) -> Self {
        Self {
            ours: (FreeingBumpAllocator::new(heap_base, max_pages.into()), Pages::new(pages, max_pages)),
            theirs: (FreeingBumpHeapAllocator::new(heap_base), Pages::new(pages, max_pages)),
        }
    }

    /// Allocates with both, and gives what both agree on.
    fn allocate(&mut self, bytes: u32) -> Result<u32, Refusal> {
        let (allocator, memory) = &mut self.ours;
        let found = loop {
            match allocator.allocate(&mut memory.bytes, bytes) {
                Ok(Allocation::At(pointer)) => break Ok(pointer),
                Ok(Allocation::NeedsPages(pages)) => memory.grow_by(pages),
                Err(error) => break Err(ours(error)),
            }
        };
        let (allocator, memory) = &mut self.theirs;
        let expected = allocator.allocate(memory, bytes).map(u32::from).map_err(theirs);
        assert_eq!(found, expected, "allocation of {bytes} bytes");
        assert_eq!(self.ours.1.pages(), self.theirs.1.pages(), "growth by an allocation of {bytes} bytes");
        found
    }

    /// Frees with both, and gives what both agree on.
    fn free(&mut self, pointer: u32) -> Result<(), Refusal> {
        let (allocator, memory) = &mut self.ours;
        let found = allocator.free(&mut memory.bytes, pointer).map_err(ours);
        let (allocator, memory) = &mut self.theirs;
        let expected = allocator.deallocate(memory, Pointer::new(pointer)).map_err(theirs);
        assert_eq!(found, expected, "free of {pointer:#x}");
        found
    }

    /// Writes the same into an allocation of both.
    fn fill(&mut self, pointer: u32, bytes: u32, value: u8) {
        for memory in [&mut self.ours.1, &mut self.theirs.1] {
            memory.bytes[pointer as usize..][..bytes as usize].fill(value);
        }
    }

    fn compare(&self) {
        assert!(self.ours.1.bytes == self.theirs.1.bytes, "the memories differ");
        let stats = self.theirs.0.stats();
        assert_eq!(self.ours.0.live_bytes(), u64::from(stats.bytes_allocated));
        assert_eq!(self.ours.0.peak_live_bytes(), u64::from(stats.bytes_allocated_peak));
        assert_eq!(self.ours.0.peak_heap_bytes(), u64::from(stats.address_space_used));
    }
}

#[test]
fn random_sequences_give_the_same_addresses_and_errors() {
    let mut refusals = 0;
    for seed in 0..200 {
        let mut numbers = Numbers(seed);
        let heap_base = numbers.below(3 * PAGE_BYTES) as u32;
        let mut pair = Pair::new(heap_base, 1 + numbers.below(20) as usize, 20 + numbers.below(600) as u32);
        let mut live: Vec<u32> = Vec::new();
        for _ in 0..2000 {
            let step = if live.is_empty() || numbers.below(100) < 55 {
                let bytes = numbers.size();
                pair.allocate(bytes).map(|pointer| {
                    // Never what an occupied cell's header looks like: a pointer into an allocation must be refused by both.
                    pair.fill(pointer, bytes.min(64), 0xEE);
                    live.push(pointer);
                })
            } else {
                let pointer = live.swap_remove(numbers.below(live.len() as u64) as usize);
                pair.free(pointer)
            };
            if step.is_err() {
                refusals += 1;
                break;
            }
        }
        pair.compare();
    }
    assert!(refusals > 20, "{refusals} of the sequences end in an error");
}

#[test]
fn an_error_is_the_last_thing_that_both_do() {
    let mut pair = Pair::new(1000, 17, 40);
    let pointer = pair.allocate(100).expect("there is room");
    assert_eq!(pair.allocate(MAX_ALLOCATION_BYTES + 1), Err(Refusal::TooLarge));
    assert_eq!(pair.allocate(1), Err(Refusal::Other));
    assert_eq!(pair.free(pointer), Err(Refusal::Other));
}

#[test]
fn wrong_pointers_are_refused_by_both() {
    for offset in [0_u32, 4, 8, 16, 64, 1 << 20, u32::MAX] {
        let mut pair = Pair::new(1000, 17, 40);
        let pointer = pair.allocate(100).expect("there is room");
        pair.fill(pointer, 100, 0xEE);
        pair.free(pointer).expect("is live");
        // for 0 this is a double free
        assert_eq!(pair.free(pointer.wrapping_add(offset)), Err(Refusal::Other), "{offset}");
    }
    for pointer in [0, 1, 7, 8, 1000] {
        assert_eq!(Pair::new(1000, 17, 40).free(pointer), Err(Refusal::Other), "{pointer}");
    }
}

#[test]
fn the_last_page_is_used_to_its_end() {
    // two pages hold one cell of 65,536 bytes with its header, and as many of 8 bytes as fit behind it
    let mut pair = Pair::new(0, 1, 2);
    pair.allocate(65_536).expect("fits");
    for _ in 0..(2 * PAGE_BYTES - 65_544) / 16 {
        pair.allocate(8).expect("fits");
    }
    pair.compare();
    assert_eq!(pair.allocate(8), Err(Refusal::OutOfSpace));
}

#[test]
fn a_memory_that_shrinks_is_refused_by_both() {
    let mut pair = Pair::new(0, 4, 10);
    pair.allocate(8).expect("fits");
    for memory in [&mut pair.ours.1, &mut pair.theirs.1] {
        memory.bytes.truncate(PAGE_BYTES as usize);
    }
    assert_eq!(pair.allocate(8), Err(Refusal::Shrunk));
}
