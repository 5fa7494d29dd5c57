//! The joint with TinyGo 0.41's runtime: the only file that names its symbols. All of it can change between TinyGo's versions.
//!
//! | symbol                         | defined by | what for                                                                     |
//! |--------------------------------|------------|------------------------------------------------------------------------------|
//! | `runtime.alloc`                | shim       | each allocation; third parameter: the context that Go functions get, unused  |
//! | `runtime.fd_write`             | shim       | `print`, `println`, and the message of a panic                               |
//! | `arc4random`                   | shim       | the seed of hash maps: fixed, so that calls are repeatable                   |
//! | `tinygo_getCurrentStackPointer`| `stack_pointer.S` | where the live part of the stack starts                               |
//! | `_initialize`                  | TinyGo     | the package initialisers                                                     |
//! | `gopallet_mark_stack`          | Go (`seam`)| calls `runtime.markStack`, which calls back with the stack's live part       |
//!
//! `runtime.alloc` must not have a body in Go: the compiler's last pass finds the functions that need stack slots by their calls of it, after
//! inlining. Without slots, pointers live in WebAssembly locals, where no collector sees them. For the same reason Rust code keeps no Go
//! pointer across anything that may collect.

use crate::fault::fault;
use crate::gc::{Collector, Counts, Refusal};
use crate::globals;
use crate::heap::address::Address;
use crate::heap::layout::Layout;
use crate::host::{self, HostSource, LogLevel};
use crate::printed::Unfinished;
use core::cell::UnsafeCell;

extern "C" {
    fn _initialize();
    fn gopallet_mark_stack();
    fn tinygo_getCurrentStackPointer() -> usize;
}

/// The most bytes of a result that is handed over in [`short_result`].
pub const SHORT_RESULT_BYTES: usize = 512;

/// All that the shim itself remembers. It is excluded from the mutable globals by its symbol's name; a call leaves it as it found it.
#[repr(C, align(8))]
pub struct State {
    collector: UnsafeCell<Collector<HostSource>>,
    /// During a cycle: where Go's part of the stack starts.
    go_stack: UnsafeCell<Address>,
    /// The call asked the collector for more than a run of cells, or for a cycle: there is something to release, and pointers into the heap may
    /// be left on the stack.
    used_heap: UnsafeCell<bool>,
    /// A call is under way. Found set at the start of a call, the one before it did not return.
    in_call: UnsafeCell<bool>,
    /// The line that is being printed began as the message of a panic.
    panicking: UnsafeCell<bool>,
    /// Where short results are handed over.
    short_result: UnsafeCell<[u8; SHORT_RESULT_BYTES]>,
    /// Of the line that is being printed: a character whose rest is still to come.
    unfinished: UnsafeCell<Unfinished>,
}

// SAFETY: a module instance has one thread.
unsafe impl Sync for State {}

#[no_mangle]
#[used]
static gopallet_state: State = State {
    collector: UnsafeCell::new(Collector::new(HostSource)),
    go_stack: UnsafeCell::new(Address::NULL),
    used_heap: UnsafeCell::new(false),
    in_call: UnsafeCell::new(false),
    panicking: UnsafeCell::new(false),
    short_result: UnsafeCell::new([0; SHORT_RESULT_BYTES]),
    unfinished: UnsafeCell::new(Unfinished::none()),
};

/// The collector. Each use is short: none is held across a call into Go.
#[inline(always)]
pub fn collector() -> &'static mut Collector<HostSource> {
    // SAFETY: one thread; the functions here and in `exports` and `abi` take the reference anew for each step, and no step calls Go.
    unsafe { &mut *gopallet_state.collector.get() }
}

/// The place of short results: [`SHORT_RESULT_BYTES`] bytes that nothing else uses.
pub fn short_result() -> Address {
    Address::of(gopallet_state.short_result.get())
}

/// Whether the call before did not return: it trapped.
#[inline(always)]
pub fn was_interrupted() -> bool {
    // SAFETY: one thread.
    unsafe { *gopallet_state.in_call.get() }
}

/// Brings the instance into the state in which every call starts: heap empty, globals as loaded, package initialisers run.
pub fn begin_call() {
    // SAFETY: one thread.
    let in_call = unsafe { &mut *gopallet_state.in_call.get() };
    if *in_call {
        host::forget_call();
        collector().abandon_cycle();
        end_call();
    }
    *in_call = true;
    host::begin_call();
    // SAFETY: TinyGo's initialiser, on globals as the module was loaded with them.
    unsafe { _initialize() }
}

/// Gives all memory back and sets the globals back.
pub fn end_call() {
    // SAFETY: one thread.
    if unsafe { *gopallet_state.used_heap.get() } {
        collector().release();
    }
    globals::reset();
    // SAFETY: one thread.
    unsafe {
        *gopallet_state.panicking.get() = false;
        *gopallet_state.unfinished.get() = Unfinished::none();
        *gopallet_state.in_call.get() = false;
    }
}

/// Where Go's part of the stack starts, for a function that Go called and that keeps no Go pointer in its own frame.
#[inline(always)]
pub fn go_stack() -> Address {
    // SAFETY: reads the stack pointer.
    Address::new(unsafe { tinygo_getCurrentStackPointer() })
}

/// Collects: marks from the stack and the globals, then sweeps. The stack is scanned from `go_stack` on, not from here: the frames of Rust code
/// hold no Go pointer, but remains of earlier frames, which would keep dead objects alive and depend on what the instance did before.
#[cold]
#[inline(never)]
pub fn collect(go_stack: Address) {
    note_heap_use();
    #[cfg(feature = "probe")]
    host::probe(true, 0);
    collector().begin_cycle();
    // SAFETY: one thread. `markStack` calls back into `mark_stack` only, and allocates nothing.
    unsafe {
        *gopallet_state.go_stack.get() = go_stack;
        gopallet_mark_stack();
    }
    globals::for_each(mark_roots);
    collector().end_cycle();
    #[cfg(feature = "probe")]
    {
        let counts = counts();
        host::probe(false, (counts.bytes_allocated - counts.bytes_freed) as usize);
    }
}

/// Marks what the stack's live part reaches, given its end.
pub fn mark_stack(end: Address) {
    // SAFETY: one thread.
    mark_roots(unsafe { *gopallet_state.go_stack.get() }, end);
}

/// Marks what the words of a root range reach. During [`collect`] only.
fn mark_roots(start: Address, end: Address) {
    // SAFETY: the ranges are the stack's live part and the mutable globals: readable memory, inside a cycle.
    unsafe { collector().mark_range(start, end) }
}

/// What was counted in this call.
pub fn counts() -> Counts {
    collector().counts()
}

/// Notes that the call has memory of the heap.
pub fn note_heap_use() {
    // SAFETY: one thread.
    unsafe { *gopallet_state.used_heap.get() = true };
}

/// Whether the call that just ended had memory of the heap; asked once a call.
pub fn take_heap_use() -> bool {
    // SAFETY: one thread.
    unsafe { core::mem::take(&mut *gopallet_state.used_heap.get()) }
}

/// Allocates an object of `bytes` bytes for Go: zeroed, aligned to 8, never null.
#[export_name = "runtime.alloc"]
extern "C" fn alloc(bytes: usize, layout: usize, _context: usize) -> *mut u8 {
    if !cfg!(feature = "stress") {
        if let Some(object) = collector().allocate(bytes, Layout::new(layout)) {
            return object.pointer();
        }
    }
    alloc_slow(bytes, layout)
}

/// Allocates an object without pointers for Go, as Go itself does. For functions that Go called and that keep no Go pointer in their own frame.
#[inline(always)]
pub fn alloc_pointer_free(bytes: usize) -> *mut u8 {
    alloc(bytes, Layout::POINTER_FREE.word(), 0)
}

#[cold]
#[inline(never)]
extern "C" fn alloc_slow(bytes: usize, layout: usize) -> *mut u8 {
    note_heap_use();
    let go_stack = go_stack();
    let layout = Layout::new(layout);
    let result = if cfg!(feature = "stress") {
        collect(go_stack);
        match collector().allocate(bytes, layout) {
            Some(object) => Ok(object),
            None => collector().allocate_slow(bytes, layout, false),
        }
    } else {
        match collector().allocate_slow(bytes, layout, true) {
            // A heap that has an end may be full of garbage before the pacer thinks so.
            Err(Refusal::CollectFirst | Refusal::Exhausted) => {
                collect(go_stack);
                collector().allocate_slow(bytes, layout, false)
            }
            result => result,
        }
    };
    match result {
        Ok(object) => object.pointer(),
        Err(Refusal::TooLarge) => fault("panic: runtime error: gc: object larger than 32 MiB"),
        Err(_) => fault("panic: runtime error: gc: out of memory"),
    }
}

/// A buffer to write, as WASI's `fd_write` takes it (`__wasi_ciovec_t`).
#[repr(C)]
struct IoVec {
    start: *const u8,
    bytes: usize,
}

/// Writes what Go printed to the host's log. TinyGo calls it at each line's end, and after 120 bytes of a longer line.
///
/// # Safety
/// `buffers` points at `count` buffers, `written` at a word: TinyGo's own.
#[export_name = "runtime.fd_write"]
unsafe extern "C" fn fd_write(_file: u32, buffers: *const IoVec, count: usize, written: *mut usize) -> usize {
    let mut total = 0;
    for index in 0..count {
        // SAFETY: the caller's promise.
        let bytes = unsafe {
            let buffer = &*buffers.add(index);
            core::slice::from_raw_parts(buffer.start, buffer.bytes)
        };
        total += bytes.len();
        write_log(bytes);
    }
    // SAFETY: the caller's promise.
    unsafe { written.write(total) };
    0
}

fn write_log(bytes: &[u8]) {
    // SAFETY: one thread.
    let panicking = unsafe { &mut *gopallet_state.panicking.get() };
    *panicking |= bytes.starts_with(b"panic: ");
    let level = if *panicking { LogLevel::Error } else { LogLevel::Info };
    let (text, ends) = match bytes {
        [line @ .., b'\n'] => (line, true),
        part => (part, false),
    };
    // SAFETY: one thread.
    let unfinished = unsafe { &mut *gopallet_state.unfinished.get() };
    unfinished.pass(text, ends, |whole| host::log(level, whole));
    if ends {
        *panicking = false;
    }
}

/// The seed of hash maps, and of all else that Go calls random: always the same.
#[no_mangle]
extern "C" fn arc4random() -> u32 {
    4
}
