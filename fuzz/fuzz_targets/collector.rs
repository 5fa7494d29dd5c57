//! The collector under any sequence of actions, with memory ending anywhere: the interpreter that the property tests run too.
//!
//! Once over the system's allocator, where the address sanitizer sees each access outside of a grant, and twice over an arena, where equal
//! actions must give equal counts.
#![no_main]

use gopallet_shim_model::{run, Backing, Script};
use libfuzzer_sys::fuzz_target;

/// An arena that scripts fill up now and then.
const ARENA: Backing = Backing::Arena(2 << 20);

fuzz_target!(|script: Script| {
    run(&script, Backing::System);
    assert_eq!(run(&script, ARENA), run(&script, ARENA));
});
