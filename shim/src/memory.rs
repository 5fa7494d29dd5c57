//! `memset` for the whole module. That of compiler_builtins goes by four bytes where there is no bulk memory; the linker takes this one instead.

use crate::scale::octets;

/// Sets `bytes` bytes to `byte`. The name also keeps the compiler from making a call of `memset` out of the loop.
///
/// # Safety
/// `output` points at `bytes` writable bytes.
#[no_mangle]
unsafe extern "C" fn memset(output: *mut u8, byte: i32, bytes: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe { octets::fill(output, byte as u8, bytes) }
    output
}
