//! TinyGo's own collectors. They have all memory from `__heap_base` on, and grow it.

use crate::runtime::Global;

/// Where the host puts a call's input: there is no host allocator beside a collector that has the memory to itself.
#[no_mangle]
#[used]
static gopallet_input: Global<[u64; 8192]> = Global::new([0; 8192]);

/// How many cycles TinyGo's collector has run: it asks for the stack pointer once in each.
#[no_mangle]
#[used]
static gopallet_collections: Global<u32> = Global::new(0);

extern "C" {
    fn gopallet_bench_stack_pointer() -> usize;
}

/// Where the live part of the stack starts. This function itself needs none of it.
#[no_mangle]
extern "C" fn tinygo_getCurrentStackPointer() -> usize {
    *gopallet_collections.get() += 1;
    // SAFETY: reads the stack pointer.
    unsafe { gopallet_bench_stack_pointer() }
}

/// The result stays where it is.
#[inline(always)]
pub fn end_call(result: u64) -> u64 {
    result
}
