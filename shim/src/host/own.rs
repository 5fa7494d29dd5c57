//! The heap of a module that has its own, for hosts that have no allocator: an arena over the end of the module's memory.
//!
//! RFC-145 ("Remove the host-side runtime memory allocator") leaves the heap to the runtime: the host allocates nothing in the runtime's memory. It
//! passes the length of the input, which the runtime has written to memory of its own by `ext_input_read`, and reads the result from where the
//! runtime says. What follows from it here:
//!
//! - **Memory.** The module imports its memory with as many pages as the builder was told, so that hosts provide them before the first call.
//!   The heap is `__heap_base..__heap_end` (the linker's names); memory never grows, so exhaustion is the same on every host, at the same allocation.
//!   Pages that are never touched cost a host nothing but addresses.
//! - **Calls.** Each call begins with an empty arena. Nothing is remembered of the call before, not even where it ended or trapped.
//! - **Results.** What is handed over stays where it is until the next call begins. The host reads it before that, and frees nothing.
//! - **Adoption.** The host returns no buffers of its own. A buffer that the shim allocated with [`malloc`] for the host to fill is adopted like
//!   one that a host allocated: it becomes an object of the collector, which gives it back to the arena.

use super::read_input;
use crate::fault::fault;
use crate::heap::address::{heap_base, Address};
use crate::heap::arena::Arena;
use crate::heap::source::ChunkSource;
use core::cell::UnsafeCell;

extern "C" {
    /// The linker's: where the memory ends that the module imports.
    static __heap_end: u8;
}

/// The arena. One of the mutable globals that are set back after each call: without memory, as it is in a fresh instance.
struct Heap(UnsafeCell<Arena>);

// SAFETY: a module instance has one thread.
unsafe impl Sync for Heap {}

static HEAP: Heap = Heap(UnsafeCell::new(Arena::new()));

fn arena() -> &'static mut Arena {
    // SAFETY: one thread; the functions here take the reference anew for each step, and no step calls another.
    unsafe { &mut *HEAP.0.get() }
}

/// Allocates `bytes` bytes of any content. Ends the call where there is no memory for them.
pub fn malloc(bytes: usize) -> Address {
    arena().grant(bytes).unwrap_or_else(|| fault("heap: out of memory: build the runtime with more pages of heap"))
}

/// Allocates for the collector; `None` where there is no memory.
pub fn grant(bytes: usize) -> Option<Address> {
    arena().grant(bytes)
}

/// Gives an allocation back. Nothing happens to one of a call that was forgotten.
///
/// # Safety
/// `allocation` is a live allocation of this heap that nothing uses any more.
pub unsafe fn free(allocation: Address) {
    if arena().largest_grant() != 0 {
        // SAFETY: the caller's promise.
        unsafe { arena().release(allocation) }
    }
}

/// Makes the heap ready for a call: all of it free.
pub fn begin_call() {
    // SAFETY: the range is the memory behind the data; nothing of the module is there, and the result of the call before was read.
    unsafe { arena().cover(heap_base(), Address::of((&raw const __heap_end).cast_mut())) }
}

/// Forgets what a call that trapped left allocated. It may have trapped in the arena itself, so nothing there is believed.
pub fn forget_call() {
    *arena() = Arena::new();
}

/// The call's input, of `bytes` bytes, which the host writes to an allocation made here.
pub fn take_input(_address: u32, bytes: usize) -> Address {
    let buffer = malloc(bytes);
    // SAFETY: allocated above with this size.
    unsafe { read_input(buffer, bytes) };
    buffer
}

/// Gives the input back.
pub fn release_input(input: Address) {
    // SAFETY: from `take_input`, at the end of the call.
    unsafe { free(input) }
}
