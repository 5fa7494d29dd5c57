//! lol_alloc behind TinyGo's seam. Nothing tells it what is dead, so it never frees.

use crate::runtime::Global;
use core::alloc::{GlobalAlloc, Layout};
use lol_alloc::{AssumeSingleThreaded, FreeListAllocator};

// SAFETY: a module instance has one thread.
static ALLOCATOR: AssumeSingleThreaded<FreeListAllocator> = unsafe { AssumeSingleThreaded::new(FreeListAllocator::new()) };

/// Where the host puts a call's input.
#[no_mangle]
#[used]
static gopallet_input: Global<[u64; 8192]> = Global::new([0; 8192]);

/// Allocates an object for Go.
#[export_name = "runtime.alloc"]
extern "C" fn alloc(bytes: usize, _layout: usize, _context: usize) -> *mut u8 {
    // SAFETY: 8 is a power of two, and Go asks for less than isize::MAX bytes.
    let object = unsafe { ALLOCATOR.alloc_zeroed(Layout::from_size_align_unchecked(bytes.max(1), 8)) };
    if object.is_null() {
        core::arch::wasm32::unreachable();
    }
    object
}

/// The collector's part of the seam: there is nothing to mark.
#[no_mangle]
extern "C" fn gopallet_mark_roots(_start: usize, _end: usize) {}

/// The result stays where it is.
#[inline(always)]
pub fn end_call(result: u64) -> u64 {
    result
}
