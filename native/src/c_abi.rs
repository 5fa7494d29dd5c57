//! [`Manual`] for other languages. `include/gopallet_native.h` is the mirror of this file, and documents it.

use crate::allocator::Kind;
use crate::manual::{Counts, Manual, Refusal};
use core::ffi::c_void;
use core::ptr::{self, NonNull};

#[no_mangle]
extern "C" fn gopallet_manual_open(kind: u32, limit_bytes: u64, checked: bool) -> *mut Manual {
    let manual = Kind::from_number(kind).and_then(|kind| Manual::new(kind, limit_bytes, checked));
    manual.map_or(ptr::null_mut(), |manual| Box::into_raw(Box::new(manual)))
}

/// # Safety
/// `manual` is open, no other thread uses it, and nothing does afterwards.
#[no_mangle]
unsafe extern "C" fn gopallet_manual_close(manual: *mut Manual) -> u64 {
    // SAFETY: the caller's promise.
    let counts = unsafe { &*manual }.counts();
    let live = counts.allocations - counts.releases;
    if live == 0 {
        // SAFETY: made by `gopallet_manual_open`; the caller's promise.
        drop(unsafe { Box::from_raw(manual) });
    }
    live
}

/// # Safety
/// `manual` is open.
#[no_mangle]
unsafe extern "C" fn gopallet_manual_allocate(manual: *const Manual, bytes: usize, zeroed: bool) -> *mut c_void {
    // SAFETY: the caller's promise.
    let memory = unsafe { &*manual }.allocate(bytes, zeroed);
    memory.map_or(ptr::null_mut(), |memory| memory.as_ptr().cast())
}

/// # Safety
/// `manual` is open; `memory` is as for [`Manual::reallocate`]; `moved` points at a pointer.
#[no_mangle]
unsafe extern "C" fn gopallet_manual_reallocate(
    manual: *const Manual,
    memory: *mut c_void,
    before: usize,
    bytes: usize,
    moved: *mut *mut c_void,
) -> i32 {
    let Some(memory) = NonNull::new(memory.cast()) else { return Refusal::NotLive as i32 };
    // SAFETY: the caller's promise.
    match unsafe { (*manual).reallocate(memory, before, bytes) } {
        Ok(place) => {
            // SAFETY: the caller's promise.
            unsafe { moved.write(place.as_ptr().cast()) };
            0
        }
        Err(refusal) => refusal as i32,
    }
}

/// # Safety
/// `manual` is open; `memory` is as for [`Manual::release`].
#[no_mangle]
unsafe extern "C" fn gopallet_manual_release(manual: *const Manual, memory: *mut c_void, bytes: usize) -> i32 {
    let Some(memory) = NonNull::new(memory.cast()) else { return Refusal::NotLive as i32 };
    // SAFETY: the caller's promise.
    match unsafe { (*manual).release(memory, bytes) } {
        Ok(()) => 0,
        Err(refusal) => refusal as i32,
    }
}

/// # Safety
/// `manual` is open; `counts` points at four 64-bit words.
#[no_mangle]
unsafe extern "C" fn gopallet_manual_counts(manual: *const Manual, counts: *mut Counts) {
    // SAFETY: the caller's promise.
    unsafe { counts.write((*manual).counts()) }
}
