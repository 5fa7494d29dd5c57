//! The heap that the host lends to a runtime: Substrate's freeing bump allocator.
//!
//! Every host of a Polkadot runtime owns the runtime's heap. It starts at `__heap_base`, rounded up to 8 bytes, and is laid
//! out as a row of cells that never move, split or merge:
//!
//! ```text
//!  base      base + 8            base + 8 + 2^n
//!  | header  | payload ........ | header | payload ...        ... bump pointer | (untouched)
//! ```
//!
//! A payload is a power of two from 8 bytes to 32 MiB: its *order* is 0 to 22. The header is one little-endian `u64`:
//! a cell in use holds `1 << 32 | order`, a free cell holds the address of the next free header of its order, or
//! `u32::MAX` at the end of the list. The lists are last-in, first-out, so addresses are a function of the calls alone.
//!
//! The headers lie in the runtime's own memory, so nothing read from them is believed: besides the lists in memory, the
//! allocator keeps an account of every live allocation. The invariants, checked on each call:
//!
//! * **Bounds**: every cell lies between the heap's base and the bump pointer, 8-byte aligned.
//! * **Account**: a header says "in use" exactly when the account has its pointer, with the same order.
//! * **Poison**: after an error nothing is allocated or freed any more.

use std::collections::HashMap;

/// Bytes in front of each pointer.
pub const HEADER_BYTES: u32 = 8;

/// The largest allocation, in bytes.
pub const MAX_ALLOCATION_BYTES: u32 = 32 * 1024 * 1024;

/// Bytes in a page of WebAssembly memory.
pub const PAGE_BYTES: u64 = 65_536;

/// How many sizes of cells there are: powers of two from 8 bytes to 32 MiB.
pub const ORDERS: usize = 23;

const MIN_ALLOCATION_BYTES: u32 = 8;
const NIL: u32 = u32::MAX;
const IN_USE: u64 = 1 << 32;

/// Why the allocator refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AllocatorError {
    /// More than 32 MiB in one piece.
    #[error("requested allocation too large: {bytes} bytes, the limit is {MAX_ALLOCATION_BYTES}; allocate in smaller pieces")]
    RequestedAllocationTooLarge {
        /// The size that was asked for, in bytes.
        bytes: u32,
    },
    /// The page limit is reached.
    #[error("allocator out of space: {bytes} more bytes do not fit into {max_pages} pages; raise the heap pages or allocate less")]
    AllocatorOutOfSpace {
        /// The size of the cell that did not fit, with its header, in bytes.
        bytes: u32,
        /// The most pages that the memory may have.
        max_pages: u64,
    },
    /// A pointer was freed that no allocation returned.
    #[error("invalid pointer {pointer:#x} freed: no allocation has this address")]
    InvalidPointer {
        /// The pointer that was to be freed.
        pointer: u32,
    },
    /// A pointer was freed a second time.
    #[error("double free of {pointer:#x}: the cell is already in a free list")]
    DoubleFree {
        /// The pointer that was to be freed.
        pointer: u32,
    },
    /// The header in front of a pointer was overwritten, or a free list leads to a place that is no free cell.
    #[error("invalid header at {header:#x}: found {found:#x}; something wrote over the 8 bytes in front of an allocation")]
    InvalidHeaderPointerDetected {
        /// The header's address.
        header: u32,
        /// What was read there.
        found: u64,
    },
    /// A free list leads to a place below the heap.
    #[error("allocation below __heap_base: the cell at {pointer:#x} lies below {heap_base:#x}; a free cell's header was overwritten")]
    BelowHeapBase {
        /// The pointer that would have been returned.
        pointer: u32,
        /// Where the heap starts.
        heap_base: u32,
    },
    /// The memory is smaller than it was.
    #[error("the memory shrank from {before} to {after} bytes")]
    MemoryShrunk {
        /// Bytes of memory seen before.
        before: u64,
        /// Bytes of memory seen now.
        after: u64,
    },
    /// An earlier error has left the heap in an unknown state.
    #[error("the allocator is poisoned by an earlier error; start a fresh instance")]
    Poisoned,
}

/// The order of a cell: its payload is `8 << order` bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order(u8);

impl Order {
    /// The smallest order whose payload holds `bytes`.
    pub fn of(bytes: u32) -> Result<Self, AllocatorError> {
        if bytes > MAX_ALLOCATION_BYTES {
            return Err(AllocatorError::RequestedAllocationTooLarge { bytes });
        }
        let payload = bytes.max(MIN_ALLOCATION_BYTES).next_power_of_two();
        let order = payload.trailing_zeros() - MIN_ALLOCATION_BYTES.trailing_zeros();
        Ok(Self(order as u8))
    }

    /// The payload's size in bytes.
    pub fn payload_bytes(self) -> u32 {
        MIN_ALLOCATION_BYTES << self.0
    }

    /// The cell's size with its header, in bytes.
    pub fn cell_bytes(self) -> u32 {
        self.payload_bytes() + HEADER_BYTES
    }
}

/// What [`FreeingBumpAllocator::allocate`] answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allocation {
    /// The pointer to the payload.
    At(u32),
    /// Nothing has changed yet: grow the memory by this many pages, then ask again.
    NeedsPages(u64),
}

/// A live allocation, as the account holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveAllocation {
    /// The pointer to the payload.
    pub address: u32,
    /// The size that was asked for, in bytes.
    pub bytes: u32,
    /// Counts all allocations of the heap: tells apart two that had the same address one after the other.
    pub serial: u64,
    order: Order,
}

/// The allocator's state outside the memory it manages.
#[derive(Debug)]
pub struct FreeingBumpAllocator {
    heap_base: u32,
    bump: u32,
    free_lists: [u32; ORDERS],
    live: HashMap<u32, LiveAllocation>,
    serial: u64,
    live_bytes: u64,
    peak_live_bytes: u64,
    memory_bytes: u64,
    max_pages: u64,
    poisoned: bool,
}

impl FreeingBumpAllocator {
    /// A heap from `__heap_base` on, in a memory of at most `max_pages` pages of 64 KiB.
    pub fn new(heap_base: u32, max_pages: u64) -> Self {
        let heap_base = heap_base.checked_next_multiple_of(8).unwrap_or(NIL - 7);
        Self {
            heap_base,
            bump: heap_base,
            free_lists: [NIL; ORDERS],
            live: HashMap::new(),
            serial: 0,
            live_bytes: 0,
            peak_live_bytes: 0,
            memory_bytes: 0,
            max_pages,
            poisoned: false,
        }
    }

    /// Takes a cell for `bytes` bytes, and writes its header.
    pub fn allocate(&mut self, memory: &mut [u8], bytes: u32) -> Result<Allocation, AllocatorError> {
        self.guarded(memory, |heap, memory| heap.take_cell(memory, bytes))
    }

    /// Gives the cell of `pointer` back to the free list of its order.
    pub fn free(&mut self, memory: &mut [u8], pointer: u32) -> Result<(), AllocatorError> {
        self.guarded(memory, |heap, memory| heap.return_cell(memory, pointer))
    }

    /// Where the heap starts: `__heap_base` rounded up to 8 bytes.
    pub fn heap_base(&self) -> u32 {
        self.heap_base
    }

    /// Bytes of the heap that were ever used, headers included: from the heap's base to the bump pointer.
    pub fn peak_heap_bytes(&self) -> u64 {
        u64::from(self.bump - self.heap_base)
    }

    /// Bytes of the live cells, headers included.
    pub fn live_bytes(&self) -> u64 {
        self.live_bytes
    }

    /// The most that [`live_bytes`](Self::live_bytes) has been since the last [`reset_peak`](Self::reset_peak).
    pub fn peak_live_bytes(&self) -> u64 {
        self.peak_live_bytes
    }

    /// Starts a new measurement of [`peak_live_bytes`](Self::peak_live_bytes).
    pub fn reset_peak(&mut self) {
        self.peak_live_bytes = self.live_bytes;
    }

    /// The live allocation that starts at `address`.
    pub fn live_at(&self, address: u32) -> Option<LiveAllocation> {
        self.live.get(&address).copied()
    }

    /// How many allocations are live.
    pub fn live_count(&self) -> u64 {
        self.live.len() as u64
    }

    /// All live allocations, by address.
    pub fn live_allocations(&self) -> Vec<LiveAllocation> {
        let mut all: Vec<_> = self.live.values().copied().collect();
        all.sort_by_key(|allocation| allocation.address);
        all
    }

    /// Runs one step of the allocator: refuses when poisoned, poisons on an error.
    fn guarded<R>(
        &mut self,
        memory: &mut [u8],
        step: impl FnOnce(&mut Self, &mut [u8]) -> Result<R, AllocatorError>,
    ) -> Result<R, AllocatorError> {
        if self.poisoned {
            return Err(AllocatorError::Poisoned);
        }
        let outcome = self.observe_memory(memory).and_then(|()| step(self, memory));
        self.poisoned = outcome.is_err();
        outcome
    }

    fn observe_memory(&mut self, memory: &[u8]) -> Result<(), AllocatorError> {
        let (before, after) = (self.memory_bytes, memory.len() as u64);
        if after < before {
            return Err(AllocatorError::MemoryShrunk { before, after });
        }
        self.memory_bytes = after;
        Ok(())
    }

    fn take_cell(&mut self, memory: &mut [u8], bytes: u32) -> Result<Allocation, AllocatorError> {
        let order = Order::of(bytes)?;
        let head = self.free_lists[usize::from(order.0)];
        let header = if head == NIL {
            let end = u64::from(self.bump) + u64::from(order.cell_bytes());
            if end > memory.len() as u64 {
                return self.growth(end, order).map(Allocation::NeedsPages);
            }
            let header = self.bump;
            // The memory has at most 2^32 bytes: an end of exactly that has no u32, and cannot be passed by a pointer.
            self.bump = u32::try_from(end).map_err(|_| self.out_of_space(order))?;
            header
        } else {
            self.free_lists[usize::from(order.0)] = self.next_free(memory, head, order)?;
            head
        };
        write_header(memory, header, IN_USE | u64::from(order.0))?;
        let address = header + HEADER_BYTES;
        self.serial += 1;
        self.live.insert(address, LiveAllocation { address, bytes, serial: self.serial, order });
        self.live_bytes += u64::from(order.cell_bytes());
        self.peak_live_bytes = self.peak_live_bytes.max(self.live_bytes);
        Ok(Allocation::At(address))
    }

    /// Checks that `header` is a free cell of this heap, and reads which free cell follows it.
    fn next_free(&self, memory: &[u8], header: u32, order: Order) -> Result<u32, AllocatorError> {
        let invalid = |found| AllocatorError::InvalidHeaderPointerDetected { header, found };
        if header < self.heap_base {
            let pointer = header.saturating_add(HEADER_BYTES);
            return Err(AllocatorError::BelowHeapBase { pointer, heap_base: self.heap_base });
        }
        let end = u64::from(header) + u64::from(order.cell_bytes());
        if !header.is_multiple_of(8) || end > u64::from(self.bump) || end > memory.len() as u64 {
            return Err(invalid(u64::from(header)));
        }
        let found = read_header(memory, header)?;
        if found & IN_USE != 0 || self.live.contains_key(&(header + HEADER_BYTES)) {
            return Err(invalid(found));
        }
        Ok(found as u32)
    }

    fn return_cell(&mut self, memory: &mut [u8], pointer: u32) -> Result<(), AllocatorError> {
        let invalid = AllocatorError::InvalidPointer { pointer };
        let header = pointer.checked_sub(HEADER_BYTES).ok_or(invalid)?;
        let Some(allocation) = self.live.get(&pointer).copied() else {
            let in_heap = header >= self.heap_base && header < self.bump && header % 8 == 0;
            let looks_free = in_heap && read_header(memory, header)? & IN_USE == 0;
            return Err(if looks_free && self.is_free(memory, header) { AllocatorError::DoubleFree { pointer } } else { invalid });
        };
        let order = allocation.order;
        let found = read_header(memory, header)?;
        if found != IN_USE | u64::from(order.0) {
            return Err(AllocatorError::InvalidHeaderPointerDetected { header, found });
        }
        self.live.remove(&pointer);
        self.live_bytes -= u64::from(order.cell_bytes());
        let head = std::mem::replace(&mut self.free_lists[usize::from(order.0)], header);
        write_header(memory, header, u64::from(head))
    }

    /// Whether some free list holds `header`. Walks the lists, so it is for the error path alone; a list that was made into
    /// a ring ends the walk when it has seen more cells than the heap can hold.
    fn is_free(&self, memory: &[u8], header: u32) -> bool {
        let most = u64::from(self.bump - self.heap_base) / u64::from(HEADER_BYTES + MIN_ALLOCATION_BYTES);
        self.free_lists.iter().any(|&head| {
            let mut cell = head;
            for _ in 0..most {
                if cell == NIL || cell == header {
                    break;
                }
                match read_header(memory, cell) {
                    Ok(found) if found & IN_USE == 0 => cell = found as u32,
                    _ => return false,
                }
            }
            cell == header
        })
    }

    /// The pages to add so that the memory reaches `end`: doubles the memory where the limit allows it.
    fn growth(&self, end: u64, order: Order) -> Result<u64, AllocatorError> {
        let pages = self.memory_bytes / PAGE_BYTES;
        let required = end.div_ceil(PAGE_BYTES);
        if required > self.max_pages {
            return Err(self.out_of_space(order));
        }
        Ok((pages * 2).min(self.max_pages).max(required) - pages)
    }

    fn out_of_space(&self, order: Order) -> AllocatorError {
        AllocatorError::AllocatorOutOfSpace { bytes: order.cell_bytes(), max_pages: self.max_pages }
    }
}

fn header_bytes(memory: &mut [u8], header: u32) -> Option<&mut [u8; 8]> {
    memory.get_mut(header as usize..)?.first_chunk_mut()
}

fn read_header(memory: &[u8], header: u32) -> Result<u64, AllocatorError> {
    let bytes = memory.get(header as usize..).and_then(|tail| tail.first_chunk());
    bytes.map(|bytes| u64::from_le_bytes(*bytes)).ok_or(AllocatorError::InvalidHeaderPointerDetected { header, found: u64::from(header) })
}

fn write_header(memory: &mut [u8], header: u32, value: u64) -> Result<(), AllocatorError> {
    let bytes = header_bytes(memory, header).ok_or(AllocatorError::InvalidHeaderPointerDetected { header, found: u64::from(header) })?;
    *bytes = value.to_le_bytes();
    Ok(())
}
