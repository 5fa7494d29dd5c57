//! The C library's allocator.

use super::{Allocator, ALIGNMENT};
use core::ptr::NonNull;

/// `malloc`, `calloc`, `realloc` and `free`.
pub struct Malloc;

// C promises the alignment of `max_align_t`.
const _: () = assert!(align_of::<libc::max_align_t>() >= ALIGNMENT);

// SAFETY: what C promises of its allocator.
unsafe impl Allocator for Malloc {
    fn allocate(&self, bytes: usize) -> Option<NonNull<u8>> {
        // SAFETY: any size may be asked for.
        NonNull::new(unsafe { libc::malloc(bytes) }.cast())
    }

    fn allocate_zeroed(&self, bytes: usize) -> Option<NonNull<u8>> {
        // SAFETY: as above.
        NonNull::new(unsafe { libc::calloc(1, bytes) }.cast())
    }

    unsafe fn reallocate(&self, memory: NonNull<u8>, bytes: usize) -> Option<NonNull<u8>> {
        // SAFETY: the caller's promise. On failure `realloc` leaves the memory alone.
        NonNull::new(unsafe { libc::realloc(memory.as_ptr().cast(), bytes) }.cast())
    }

    unsafe fn release(&self, memory: NonNull<u8>) {
        // SAFETY: the caller's promise.
        unsafe { libc::free(memory.as_ptr().cast()) }
    }
}
