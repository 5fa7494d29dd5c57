//! Pages from the kernel, one mapping an allocation.
//!
//! The kernel wants to know a mapping's size when it is taken back, so the first [`ALIGNMENT`] bytes keep it. Each allocation costs a system call
//! and at least a page: this is for few and large ones.

use super::{Allocator, ALIGNMENT};
use core::ptr::{self, NonNull};

/// `mmap` and `munmap`.
pub struct Mmap;

/// Bytes in front of the memory: the mapping's size, padded.
const HEADER_BYTES: usize = ALIGNMENT;

/// The mapping that `memory` lies in: its start and its size.
///
/// # Safety
/// `memory` was handed out here and not released.
unsafe fn mapping(memory: NonNull<u8>) -> (NonNull<u8>, usize) {
    // SAFETY: the header is in front of what is handed out; mappings are aligned to pages, so the header is to words.
    unsafe {
        let start = memory.sub(HEADER_BYTES);
        (start, start.cast::<usize>().read())
    }
}

/// Notes the mapping's size in it; what is behind the header is handed out.
///
/// # Safety
/// `start` is a mapping of `bytes` bytes that nothing uses yet, longer than the header.
unsafe fn hand_out(start: *mut u8, bytes: usize) -> Option<NonNull<u8>> {
    // SAFETY: the caller's promise.
    unsafe {
        start.cast::<usize>().write(bytes);
        NonNull::new(start.add(HEADER_BYTES))
    }
}

// SAFETY: the kernel's mappings are disjoint, writable, and page-aligned, and so what is behind the header is aligned to the header's size.
unsafe impl Allocator for Mmap {
    fn allocate(&self, bytes: usize) -> Option<NonNull<u8>> {
        let mapped = bytes.checked_add(HEADER_BYTES)?;
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping, anywhere, of no file.
        let start = unsafe { libc::mmap(ptr::null_mut(), mapped, access, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0) };
        if start == libc::MAP_FAILED {
            return None;
        }
        // SAFETY: mapped above.
        unsafe { hand_out(start.cast(), mapped) }
    }

    /// Fresh pages are zero.
    fn allocate_zeroed(&self, bytes: usize) -> Option<NonNull<u8>> {
        self.allocate(bytes)
    }

    #[cfg(target_os = "linux")]
    unsafe fn reallocate(&self, memory: NonNull<u8>, bytes: usize) -> Option<NonNull<u8>> {
        let mapped = bytes.checked_add(HEADER_BYTES)?;
        // SAFETY: the caller's promise.
        let (start, before) = unsafe { mapping(memory) };
        // SAFETY: a mapping of this size; on failure it stays as it is.
        let start = unsafe { libc::mremap(start.as_ptr().cast(), before, mapped, libc::MREMAP_MAYMOVE) };
        if start == libc::MAP_FAILED {
            return None;
        }
        // SAFETY: the mapping as it is now; its content, the header included, moved with it.
        unsafe { hand_out(start.cast(), mapped) }
    }

    #[cfg(not(target_os = "linux"))]
    unsafe fn reallocate(&self, memory: NonNull<u8>, bytes: usize) -> Option<NonNull<u8>> {
        let target = self.allocate(bytes)?;
        // SAFETY: the caller's promise; both are as long as what is copied, and disjoint.
        unsafe {
            let before = mapping(memory).1 - HEADER_BYTES;
            target.copy_from_nonoverlapping(memory, before.min(bytes));
            self.release(memory);
        }
        Some(target)
    }

    unsafe fn release(&self, memory: NonNull<u8>) {
        // SAFETY: the caller's promise; the header tells what was mapped.
        let unmapped = unsafe {
            let (start, bytes) = mapping(memory);
            libc::munmap(start.as_ptr().cast(), bytes)
        };
        debug_assert_eq!(unmapped, 0);
    }
}
