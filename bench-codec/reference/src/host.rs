//! The host's allocator as Rust's, and how a result is handed over, as sp-io does both.

use core::alloc::{GlobalAlloc, Layout};

extern "C" {
    fn ext_allocator_malloc_version_1(size: u32) -> u32;
    fn ext_allocator_free_version_1(address: u32);
}

struct HostAllocator;

// SAFETY: the host's allocations are aligned to eight bytes, which is the most that any type here wants, and never null.
unsafe impl GlobalAlloc for HostAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the host grants or ends the call.
        unsafe { ext_allocator_malloc_version_1(layout.size() as u32) as *mut u8 }
    }

    unsafe fn dealloc(&self, address: *mut u8, _layout: Layout) {
        // SAFETY: the address came from alloc.
        unsafe { ext_allocator_free_version_1(address as u32) }
    }
}

#[global_allocator]
static ALLOCATOR: HostAllocator = HostAllocator;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// Hands a number over as eight bytes.
pub fn answer(number: u64) -> u64 {
    // SAFETY: the allocation is of eight bytes, and the host's from here on.
    unsafe {
        let address = ext_allocator_malloc_version_1(8);
        (address as *mut u64).write_unaligned(number);
        8 << 32 | u64::from(address)
    }
}
