//! The bound: the seam as the shim has it, stack slots included, with the least that an allocator can do. A cursor runs through chunks of the host;
//! nothing is freed before the end of the call. No collector can be faster than that, but by using memory again while it is in the cache.

use crate::runtime::Global;

#[link(wasm_import_module = "env")]
extern "C" {
    fn ext_allocator_malloc_version_1(bytes: u32) -> u32;
    fn ext_allocator_free_version_1(allocation: u32);
}

/// The size of a chunk: the shim's largest.
const CHUNK_BYTES: usize = 1 << 20;
/// Bytes in front of a chunk: the address of the one before.
const HEADER_BYTES: usize = 8;

struct Chunks {
    cursor: usize,
    end: usize,
    last: usize,
}

static CHUNKS: Global<Chunks> = Global::new(Chunks { cursor: 0, end: 0, last: 0 });
/// A result of at most 8 bytes, out of the reach of what is freed.
static RESULT: Global<[u8; 8]> = Global::new([0; 8]);

/// Allocates an object for Go.
#[export_name = "runtime.alloc"]
extern "C" fn alloc(bytes: usize, _layout: usize, _context: usize) -> *mut u8 {
    let rounded = bytes.wrapping_add(7) & !7;
    let chunks = CHUNKS.get();
    let object = chunks.cursor;
    if rounded > chunks.end - object || rounded < bytes {
        return refill(bytes);
    }
    chunks.cursor = object + rounded;
    zeroed(object, rounded)
}

#[inline(always)]
fn zeroed(object: usize, bytes: usize) -> *mut u8 {
    let start = core::ptr::with_exposed_provenance_mut::<u64>(object);
    // SAFETY: the words are in the chunk, and no object's.
    unsafe { start.write_bytes(0, bytes / 8) };
    start.cast()
}

#[cold]
#[inline(never)]
fn refill(bytes: usize) -> *mut u8 {
    let rounded = (bytes + 7) & !7;
    let chunk_bytes = if rounded > CHUNK_BYTES - HEADER_BYTES { rounded + HEADER_BYTES } else { CHUNK_BYTES };
    let chunks = CHUNKS.get();
    // SAFETY: the host grants what is asked for, aligned to 8, or ends the call.
    unsafe {
        let chunk = ext_allocator_malloc_version_1(chunk_bytes as u32) as usize;
        core::ptr::with_exposed_provenance_mut::<usize>(chunk).write(core::mem::replace(&mut chunks.last, chunk));
        chunks.cursor = chunk + HEADER_BYTES + rounded;
        chunks.end = chunk + chunk_bytes;
        zeroed(chunk + HEADER_BYTES, rounded)
    }
}

/// The collector's part of the seam: there is nothing to mark.
#[no_mangle]
extern "C" fn gopallet_mark_roots(_start: usize, _end: usize) {}

/// Frees the chunks. The result is copied to a place of its own.
pub fn end_call(result: u64) -> u64 {
    let (start, bytes) = (result as u32 as usize, (result >> 32) as usize);
    let kept = RESULT.get();
    // SAFETY: the result is readable, and no larger than its place: slicing checks that.
    kept[..bytes].copy_from_slice(unsafe { core::slice::from_raw_parts(core::ptr::with_exposed_provenance(start), bytes) });
    let mut chunk = core::mem::replace(CHUNKS.get(), Chunks { cursor: 0, end: 0, last: 0 }).last;
    while chunk != 0 {
        // SAFETY: the list's chunks are live, and nothing uses them any more.
        unsafe {
            let next = core::ptr::with_exposed_provenance::<usize>(chunk).read();
            ext_allocator_free_version_1(chunk as u32);
            chunk = next;
        }
    }
    (bytes as u64) << 32 | kept.as_ptr() as usize as u64
}
