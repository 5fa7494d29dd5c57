//! The functions that Go code may call, one signature a line, but for the codec's, which are in [`crate::codec`]; `go-runtime/seam/abi.go` is their
//! mirror, and a test compares the two.
//!
//! Pointers are Go's own. None is kept after the function returns, none is used after a collection.

use crate::gc::Counts;
use crate::heap::address::Address;
use crate::heap::region::MEDIUM_MAX;
use crate::{host, tinygo};

/// Marks what the stack reaches up to `end`, its top; `runtime.markStack` calls it during a cycle, with its own place as `start`.
#[no_mangle]
extern "C" fn gopallet_mark_roots(_start: usize, end: usize) {
    tinygo::mark_stack(Address::new(end));
}

/// Runs a cycle: `runtime.GC`.
#[no_mangle]
extern "C" fn gopallet_collect() {
    tinygo::collect(tinygo::go_stack());
}

/// Writes the collector's counts of this call to `counts`.
///
/// # Safety
/// `counts` points at six 64-bit words.
#[no_mangle]
unsafe extern "C" fn gopallet_counts(counts: *mut Counts) {
    // SAFETY: the caller's promise.
    unsafe { counts.write(tinygo::counts()) }
}

/// Makes a buffer that a host function returned a Go object, whose address it gives: the buffer itself if it is larger than 32 KiB, and a copy
/// otherwise, which costs less than to keep it. The buffer is the collector's from then on. Null, and nothing to free, for a buffer at 0.
///
/// # Safety
/// `buffer` is 0 or a live allocation of the host of at least `bytes` bytes, which nobody else frees.
#[no_mangle]
unsafe extern "C" fn gopallet_adopt(buffer: usize, bytes: usize) -> *mut u8 {
    let start = Address::new(buffer);
    if start.is_null() {
        return core::ptr::null_mut();
    }
    // SAFETY: the caller's promise.
    if bytes > MEDIUM_MAX && unsafe { tinygo::collector().adopt(start, bytes) } {
        tinygo::note_heap_use();
        return start.pointer();
    }
    // The buffer is no Go object, so a collection in between changes nothing for us.
    let object = tinygo::alloc_pointer_free(bytes);
    // SAFETY: the object is new and has room; the buffer is not used any more.
    unsafe {
        object.copy_from_nonoverlapping(start.pointer(), bytes);
        host::free(start);
    }
    object
}

/// Copies a buffer that a host function returned to `output` and frees it: for answers of a known, small size, which need no Go object.
///
/// # Safety
/// `buffer` is a live allocation of the host of at least `bytes` bytes, which nobody else frees; `output` points at `bytes` writable bytes
/// outside of it.
#[no_mangle]
unsafe extern "C" fn gopallet_take(buffer: usize, bytes: usize, output: *mut u8) {
    let start = Address::new(buffer);
    // SAFETY: the caller's promise; the buffer is not used any more.
    unsafe {
        output.copy_from_nonoverlapping(start.pointer(), bytes);
        host::free(start);
    }
}

/// Ends the call with the text as an error in the host's log.
///
/// # Safety
/// `text` points at `bytes` readable bytes.
#[no_mangle]
unsafe extern "C" fn gopallet_abort(text: *const u8, bytes: usize) -> ! {
    // SAFETY: the caller's promise.
    host::log_error(unsafe { core::slice::from_raw_parts(text, bytes) });
    core::arch::wasm32::unreachable()
}
