//! The host's functions that the shim calls itself, and the two allocators over its heap: chunks for the collector, and the shim's own.
//!
//! No other file of the shim names an `ext_` function. The heap is one of two, whose functions are the same:
//! - [`lent`]: the host's allocator, Substrate's freeing bump allocator (`sc-allocator`): results are aligned to 8, sizes are rounded up to a power
//!   of two, at most 32 MiB; a larger size, a double free or exhaustion end the call on the host's side, so a grant never fails here.
//! - [`own`], with the feature `guest-heap`: an arena over the end of the module's own memory.

use crate::heap::address::Address;
use crate::heap::source::ChunkSource;
use core::alloc::{GlobalAlloc, Layout};
use lol_alloc::AssumeSingleThreaded;

#[cfg(not(feature = "guest-heap"))]
mod lent;
#[cfg(feature = "guest-heap")]
mod own;

#[cfg(not(feature = "guest-heap"))]
use lent as heap;
#[cfg(feature = "guest-heap")]
use own as heap;

pub use heap::{begin_call, forget_call, free, malloc, release_input, take_input};

#[link(wasm_import_module = "env")]
extern "C" {
    #[cfg(not(feature = "guest-heap"))]
    fn ext_allocator_malloc_version_1(bytes: u32) -> u32;
    #[cfg(not(feature = "guest-heap"))]
    fn ext_allocator_free_version_1(allocation: u32);
    #[cfg(feature = "guest-heap")]
    fn ext_input_read_version_1(buffer: u64);
    fn ext_logging_log_version_1(level: i32, target: u64, message: u64);
}

/// The largest allocation that the host grants, in bytes.
pub const LARGEST_ALLOCATION: usize = 32 << 20;

/// Allocates `bytes` bytes with the host's allocator.
#[cfg(not(feature = "guest-heap"))]
fn host_malloc(bytes: usize) -> Address {
    // SAFETY: the host takes any size; it ends the call when it can't grant it.
    Address::new(unsafe { ext_allocator_malloc_version_1(bytes as u32) } as usize)
}

/// Gives an allocation back to the host's allocator.
///
/// # Safety
/// `allocation` is a live allocation of the host's allocator that nothing uses any more.
#[cfg(not(feature = "guest-heap"))]
unsafe fn host_free(allocation: Address) {
    // SAFETY: the caller's promise.
    unsafe { ext_allocator_free_version_1(allocation.value() as u32) }
}

/// Has the host write the call's input, of `bytes` bytes, to `buffer`.
///
/// # Safety
/// `buffer` points at `bytes` writable bytes.
#[cfg(feature = "guest-heap")]
unsafe fn read_input(buffer: Address, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe { ext_input_read_version_1(pointer_size(buffer, bytes)) }
}

/// A slice as the host takes it: the length in the upper half, the address in the lower.
pub const fn pointer_size(start: Address, bytes: usize) -> u64 {
    (bytes as u64) << 32 | start.value() as u64
}

/// The levels of the host's log (`sp_core::RuntimeInterfaceLogLevel`).
#[derive(Clone, Copy)]
#[repr(i32)]
pub enum LogLevel {
    /// Panics and faults.
    Error = 0,
    /// What the program prints.
    Info = 2,
}

/// Writes a line to the host's log, under the target `runtime`.
pub fn log(level: LogLevel, message: &[u8]) {
    const TARGET: &[u8] = b"runtime";
    let slice = |bytes: &[u8]| pointer_size(Address::of(bytes.as_ptr().cast_mut()), bytes.len());
    // SAFETY: both slices are readable while the host reads them.
    unsafe { ext_logging_log_version_1(level as i32, slice(TARGET), slice(message)) }
}

/// Writes an error to the host's log.
pub fn log_error(message: &[u8]) {
    log(LogLevel::Error, message);
}

/// Tells the host that a cycle begins, or that one ended with so many bytes alive.
#[cfg(feature = "probe")]
pub fn probe(begins: bool, live_bytes: usize) {
    #[link(wasm_import_module = "env")]
    extern "C" {
        fn gopallet_probe(begins: u32, live_bytes: u32);
    }
    // SAFETY: the host counts, and touches no memory.
    unsafe { gopallet_probe(u32::from(begins), live_bytes as u32) }
}

/// The heap as the collector's source of chunks.
pub struct HostSource;

impl ChunkSource for HostSource {
    fn grant(&mut self, bytes: usize) -> Option<Address> {
        heap::grant(bytes)
    }

    unsafe fn give_back(&mut self, chunk: Address, _bytes: usize) {
        // SAFETY: the caller's promise.
        unsafe { free(chunk) }
    }

    fn largest_grant(&self) -> usize {
        LARGEST_ALLOCATION
    }
}

/// The heap as Rust's allocator, for what the shim itself allocates. Such memory is freed before a call returns, like all else.
struct HostAllocator;

// SAFETY: allocations are the heap's: disjoint, live until freed, aligned to 8. Larger alignments are refused.
unsafe impl GlobalAlloc for HostAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > 8 || layout.size() > LARGEST_ALLOCATION {
            return core::ptr::null_mut();
        }
        malloc(layout.size()).pointer()
    }

    unsafe fn dealloc(&self, allocation: *mut u8, _layout: Layout) {
        // SAFETY: the caller's promise: it came from `alloc`.
        unsafe { free(Address::of(allocation)) }
    }
}

#[global_allocator]
// SAFETY: a module instance has one thread; neither the shim nor the MVP can start another.
static ALLOCATOR: AssumeSingleThreaded<HostAllocator> = unsafe { AssumeSingleThreaded::new(HostAllocator) };

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    // Only messages without arguments: formatting would be larger than the rest of the shim.
    let message = info.message().as_str().unwrap_or("shim: panic");
    log_error(message.as_bytes());
    core::arch::wasm32::unreachable()
}
