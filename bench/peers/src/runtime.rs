//! What every peer does alike: the trampolines, TinyGo's output and its random numbers.

use crate::allocator;
use core::cell::UnsafeCell;

#[link(wasm_import_module = "env")]
extern "C" {
    fn ext_logging_log_version_1(level: i32, target: u64, message: u64);
}

extern "C" {
    fn _initialize();
}

/// A global of a module instance, which has one thread.
pub struct Global<T>(UnsafeCell<T>);

// SAFETY: a module instance has one thread.
unsafe impl<T> Sync for Global<T> {}

impl<T> Global<T> {
    /// A global with this value at the start.
    pub const fn new(value: T) -> Self {
        Global(UnsafeCell::new(value))
    }

    /// The global. Each use is short: none is held across a call into Go.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub fn get(&self) -> &mut T {
        // SAFETY: one thread, and the references do not overlap.
        unsafe { &mut *self.0.get() }
    }
}

static INITIALIZED: Global<bool> = Global::new(false);

/// What every trampoline does.
#[inline(always)]
fn call(input: u32, bytes: u32, go: impl FnOnce(*const u8, usize) -> u64) -> u64 {
    let initialized = INITIALIZED.get();
    if !*initialized {
        *initialized = true;
        // SAFETY: TinyGo's initialiser, before anything else of it.
        unsafe { _initialize() }
    }
    let result = go(core::ptr::with_exposed_provenance(input as usize), bytes as usize);
    allocator::end_call(result)
}

/// A slice as the host takes it.
fn pointer_size(bytes: &[u8]) -> u64 {
    (bytes.len() as u64) << 32 | bytes.as_ptr() as usize as u64
}

fn log(message: &[u8]) {
    // SAFETY: both slices are readable while the host reads them.
    unsafe { ext_logging_log_version_1(0, pointer_size(b"runtime"), pointer_size(message)) }
}

/// A buffer to write, as WASI's `fd_write` takes it.
#[repr(C)]
struct IoVec {
    start: *const u8,
    bytes: usize,
}

/// # Safety
/// TinyGo passes one buffer, and a place for the number of bytes.
#[export_name = "runtime.fd_write"]
unsafe extern "C" fn fd_write(_file: u32, buffer: *const IoVec, _count: usize, written: *mut usize) -> usize {
    // SAFETY: the caller's promise.
    unsafe {
        let bytes = core::slice::from_raw_parts((*buffer).start, (*buffer).bytes);
        log(bytes);
        written.write(bytes.len());
    }
    0
}

#[no_mangle]
extern "C" fn arc4random() -> u32 {
    4
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    log(info.message().as_str().unwrap_or("peer: panic").as_bytes());
    core::arch::wasm32::unreachable()
}

include!(concat!(env!("OUT_DIR"), "/trampolines.rs"));
