//! How the shim gives up: one line of text with a prefix that names the part (`gc: `, `scale: `), then a trap.
//!
//! Only for what can't be answered with an error value: a broken invariant, or an allocation that can't be granted. Natively it is a panic,
//! so that tests can expect it.

/// Ends the call with `message` in the host's log. Never returns.
#[cold]
#[inline(never)]
pub fn fault(message: &'static str) -> ! {
    #[cfg(target_arch = "wasm32")]
    {
        crate::host::log_error(message.as_bytes());
        core::arch::wasm32::unreachable()
    }
    #[cfg(not(target_arch = "wasm32"))]
    panic!("{message}")
}
