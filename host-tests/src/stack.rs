//! Stack for deep recursion.
//!
//! A runtime has a shadow stack of 1 MiB for what it takes the address of, and the engine's own stack for everything else.
//! The second must not end before the first, so calls run on a thread with a deep one.

use std::{cell::Cell, thread};

use crate::error::CallFailure;

/// Bytes of stack that the code of a runtime may use: 1 KiB for each of the 65,536 smallest frames (16 bytes) of a 1 MiB shadow
/// stack.
pub(crate) const WASM_STACK_BYTES: usize = 64 * 1024 * 1024;

/// Bytes on top of that for host functions and the engine.
const HOST_STACK_BYTES: usize = 8 * 1024 * 1024;

thread_local! {
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Runs `task` on a thread with a stack deep enough for calls, and waits for it. On such a thread already, it runs at once.
///
/// Every call of a runtime does this by itself. Whoever makes many short calls does it once around all of them, and saves a thread for
/// each.
pub fn on_deep_stack<R: Send>(task: impl FnOnce() -> R + Send) -> Result<R, CallFailure> {
    if DEEP.get() {
        return Ok(task());
    }
    thread::scope(|scope| {
        let deep =
            thread::Builder::new().name("runtime".to_owned()).stack_size(WASM_STACK_BYTES + HOST_STACK_BYTES).spawn_scoped(scope, || {
                DEEP.set(true);
                task()
            });
        match deep.map_err(|error| CallFailure::Thread(error.to_string()))?.join() {
            Ok(result) => Ok(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
