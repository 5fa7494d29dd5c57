//! One allocation of the host for each object. A word in front of each object links it to the one before, and the end of the call frees them all.

use crate::runtime::Global;

#[link(wasm_import_module = "env")]
extern "C" {
    fn ext_allocator_malloc_version_1(bytes: u32) -> u32;
    fn ext_allocator_free_version_1(allocation: u32);
}

/// Bytes in front of an object: the link, and what keeps the object aligned to 8.
const HEADER_BYTES: usize = 8;

/// The allocation made last.
static LAST: Global<u32> = Global::new(0);
/// A result of at most 8 bytes, out of the reach of what is freed.
static RESULT: Global<[u8; 8]> = Global::new([0; 8]);

/// Allocates an object for Go.
#[export_name = "runtime.alloc"]
extern "C" fn alloc(bytes: usize, _layout: usize, _context: usize) -> *mut u8 {
    // SAFETY: the host grants what is asked for, aligned to 8, or ends the call.
    unsafe {
        let allocation = ext_allocator_malloc_version_1((bytes + HEADER_BYTES) as u32);
        let start = core::ptr::with_exposed_provenance_mut::<u8>(allocation as usize);
        start.cast::<u32>().write(core::mem::replace(LAST.get(), allocation));
        let object = start.add(HEADER_BYTES);
        object.write_bytes(0, bytes);
        object
    }
}

/// The collector's part of the seam: there is nothing to mark.
#[no_mangle]
extern "C" fn gopallet_mark_roots(_start: usize, _end: usize) {}

/// Frees everything but the result, which is copied to a place of its own.
pub fn end_call(result: u64) -> u64 {
    let (start, bytes) = (result as u32 as usize, (result >> 32) as usize);
    let kept = RESULT.get();
    // SAFETY: the result is readable, and no larger than its place: slicing checks that.
    kept[..bytes].copy_from_slice(unsafe { core::slice::from_raw_parts(core::ptr::with_exposed_provenance(start), bytes) });
    let mut allocation = core::mem::take(LAST.get());
    while allocation != 0 {
        // SAFETY: the list's allocations are live, and nothing uses them any more.
        unsafe {
            let next = core::ptr::with_exposed_provenance::<u32>(allocation as usize).read();
            ext_allocator_free_version_1(allocation);
            allocation = next;
        }
    }
    (bytes as u64) << 32 | kept.as_ptr() as usize as u64
}
