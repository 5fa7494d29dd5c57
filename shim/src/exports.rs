//! The trampolines of the runtime API: what the host calls, one function for each in the runtime's manifest, written by `build.rs`.
//!
//! Each brings the instance into its first state, calls the Go function, hands its result to the host and gives everything else back. Go returns
//! the result as one number, length in the upper half and address in the lower. What becomes of it depends on where it is:
//!
//! | the result is                  | the host gets                                         |
//! |--------------------------------|-------------------------------------------------------|
//! | empty                          | address 0, length 0                                   |
//! | a constant of the module       | the constant itself                                   |
//! | a large object, from its start | the object itself: it is taken out of the heap        |
//! | up to 512 bytes elsewhere      | a copy in a variable of the shim's                    |
//! | anything else                  | a copy in an allocation of its own                    |
//!
//! A result that is an allocation is the host's to free. Any other stays where it is until the next call on the instance begins, and the host has
//! to read it before; with the feature `guest-heap` that goes for all results.

use crate::heap::address::{heap_base, Address};
use crate::{globals, host, tinygo};
use core::sync::atomic::{compiler_fence, Ordering};

extern "C" {
    fn gopallet_reset_stack_pointer();
}

/// What every trampoline does: empties the stack, because a call that trapped on this instance left the stack pointer where it was, runs the
/// call, and wipes the stack. Nothing here or in the trampoline needs a stack frame; whatever does is behind [`run`], which is never inlined.
#[inline(always)]
fn call(input: u32, bytes: u32, go: impl FnOnce(*const u8, usize) -> u64) -> u64 {
    // SAFETY: sets the stack pointer to where it is in a fresh instance; no frame is in use.
    unsafe { gopallet_reset_stack_pointer() }
    if tinygo::was_interrupted() {
        wipe_stack(usize::MAX);
    }
    let result = run(input, bytes, go);
    wipe_stack(if tinygo::take_heap_use() { UNUSED_BYTES } else { UNUSED_BYTES_WITHOUT_HEAP });
    result
}

/// Bytes of zeros below which the stack counts as unused.
const UNUSED_BYTES: usize = 1024;
/// The same for a call that had no memory of the heap, so left no pointer into it: for the tiny ones, which would pay more for the wiping than for
/// all else.
const UNUSED_BYTES_WITHOUT_HEAP: usize = 256;
/// Bytes that are looked at together.
const LINE_BYTES: usize = 128;

/// Zeroes what a call used of the stack, from the top down to `unused_bytes` bytes of zeros; no frame is in use. The collector takes every word
/// of the live stack for a possible pointer, holes in the frames included: what an earlier call left there would keep objects alive that die on
/// a fresh instance, and so change how much work a call does. Remains below a zeroed array as long as [`UNUSED_BYTES`] are missed: they can
/// change how much is collected on a reused instance, and so its fuel, but no result. After a call that trapped, all of the stack is wiped.
#[inline(never)]
fn wipe_stack(unused_bytes: usize) {
    let mut unused = 0;
    let mut top = globals::data_base();
    // The lowest line stays as it is: its address would be null.
    while unused < unused_bytes && top.value() > LINE_BYTES {
        top = Address::new(top.value() - LINE_BYTES);
        // SAFETY: below the data is the stack, whose size is a multiple of a line; nothing on it is in use.
        let line = unsafe { &mut *top.pointer::<[[u64; 8]; 2]>() };
        // Written out: a loop would cost more than what it does.
        let [upper, lower] = [&line[0], &line[1]].map(|half| half[0] | half[1] | half[2] | half[3] | half[4] | half[5] | half[6] | half[7]);
        if upper | lower == 0 {
            unused += LINE_BYTES;
        } else {
            // One after the other, so that none is a call of `memset`.
            line[0] = [0; 8];
            compiler_fence(Ordering::SeqCst);
            line[1] = [0; 8];
            unused = 0;
        }
    }
}

#[inline(never)]
fn run(input: u32, bytes: u32, go: impl FnOnce(*const u8, usize) -> u64) -> u64 {
    tinygo::begin_call();
    let input = host::take_input(input, bytes as usize);
    finish(input, go(input.pointer(), bytes as usize))
}

/// Hands the result over and ends the call.
#[inline(never)]
fn finish(input: Address, result: u64) -> u64 {
    let bytes = (result >> 32) as usize;
    let handed_over = if bytes == 0 { 0 } else { hand_over(Address::new(result as u32 as usize), bytes) };
    host::release_input(input);
    tinygo::end_call();
    handed_over
}

fn hand_over(start: Address, bytes: usize) -> u64 {
    let is_constant = start >= globals::data_base() && start < heap_base() && !globals::is_mutable(start);
    if is_constant || tinygo::collector().detach(start) {
        return host::pointer_size(start, bytes);
    }
    if bytes <= tinygo::SHORT_RESULT_BYTES {
        // Most results are a few bytes: an allocation of the host's for them would cost more than many a call.
        let buffer = tinygo::short_result();
        // SAFETY: the result is readable and fits, and the buffer is the shim's own.
        unsafe { buffer.pointer::<u8>().copy_from_nonoverlapping(start.pointer(), bytes) };
        return host::pointer_size(buffer, bytes);
    }
    // Before anything is given back: the host could grant the same memory again.
    let copy = host::malloc(bytes);
    // SAFETY: the result is readable, the copy is new and as long.
    unsafe { copy.pointer::<u8>().copy_from_nonoverlapping(start.pointer(), bytes) };
    host::pointer_size(copy, bytes)
}

include!(concat!(env!("OUT_DIR"), "/trampolines.rs"));
