//! jemalloc, under names of its own, so that it does not replace the C library's allocator.

use super::{Allocator, ALIGNMENT};
use core::ffi::c_int;
use core::ptr::NonNull;
use tikv_jemalloc_sys as jemalloc;

/// jemalloc's non-standard functions, which take the alignment.
pub struct Jemalloc;

/// jemalloc aligns small sizes to 8 only, so it is always told (`MALLOCX_LG_ALIGN`).
const ALIGNED: c_int = ALIGNMENT.trailing_zeros() as c_int;

/// The largest size that may be asked for; above it the functions' behaviour is undefined.
const BYTES_MAX: usize = isize::MAX as usize >> 2;

fn allocate(bytes: usize, flags: c_int) -> Option<NonNull<u8>> {
    if bytes > BYTES_MAX {
        return None;
    }
    // SAFETY: the size is neither 0, by the trait, nor above the limit.
    NonNull::new(unsafe { jemalloc::mallocx(bytes, flags) }.cast())
}

// SAFETY: what jemalloc promises.
unsafe impl Allocator for Jemalloc {
    fn allocate(&self, bytes: usize) -> Option<NonNull<u8>> {
        allocate(bytes, ALIGNED)
    }

    fn allocate_zeroed(&self, bytes: usize) -> Option<NonNull<u8>> {
        allocate(bytes, ALIGNED | jemalloc::MALLOCX_ZERO)
    }

    unsafe fn reallocate(&self, memory: NonNull<u8>, bytes: usize) -> Option<NonNull<u8>> {
        if bytes > BYTES_MAX {
            return None;
        }
        // SAFETY: the caller's promise, and the size as in `allocate`. On failure the memory is left alone.
        NonNull::new(unsafe { jemalloc::rallocx(memory.as_ptr().cast(), bytes, ALIGNED) }.cast())
    }

    unsafe fn release(&self, memory: NonNull<u8>) {
        // SAFETY: the caller's promise.
        unsafe { jemalloc::dallocx(memory.as_ptr().cast(), ALIGNED) }
    }
}
