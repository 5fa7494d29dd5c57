//! Faults under the runtimes of this repository: nothing hangs, nothing leaks, and a call that fails leaves the storage as it was.

use super::{blob, call, module, words};
use codec::{Compact, Encode};
use host_tests::{
    inspection, on_deep_stack, state::State, version::RuntimeVersion, Blob, CallError, CallFailure, Externalities, Faults, HostConfig,
    HostFunctionError, Outcome, PointerSize, StateVersion, Trap,
};
use sp_crypto_hashing::twox_128;

/// More fuel than any of these calls needs, and little enough that a loop without an end is noticed at once.
const FUEL: u64 = 2_000_000_000;

fn item(name: &str) -> Vec<u8> {
    [twox_128(b"System"), twox_128(name.as_bytes())].concat()
}

/// A state in which a block was begun and not finished, so that both ends of a block have something to do.
fn state(value: Option<&[u8]>) -> State {
    let value = |usual: Vec<u8>| value.map_or(usual, <[u8]>::to_vec);
    let mut state = State::default();
    for (name, usual) in [("Number", 2_u32.encode()), ("ParentHash", vec![9; 32]), ("Digest", vec![0]), ("Events", vec![4, 1, 2, 3])] {
        state.top.insert(item(name), value(usual));
    }
    state.top.insert(item("EventCount"), value(1_u32.encode()));
    state.top.insert(item("ExecutionPhase"), value(vec![2]));
    state.top.insert([item("EventTopics"), vec![9; 32]].concat(), value(vec![1]));
    // A block without a time can't be finished.
    state.top.insert([twox_128(b"Timestamp"), twox_128(b"DidUpdate")].concat(), vec![1]);
    state
}

fn header() -> Vec<u8> {
    [&[0x17; 32][..], &Compact(3_u32).encode(), &[0; 64], &[0]].concat()
}

/// Calls of the runtimes that allocate, write, collect and return results of every sort.
fn calls() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    vec![
        ("solo", "Core_version", vec![]),
        ("solo", "Core_initialize_block", header()),
        ("solo", "BlockBuilder_finalize_block", vec![]),
        ("seam", "Seam_graph", words(&[3])),
        ("seam", "Seam_append", words(&[300])),
        ("seam", "Seam_echo", vec![7; 100]),
        ("seam", "Seam_large", words(&[100_000])),
    ]
}

/// Calls on a fresh instance. If the call fails, the storage is as before.
fn run(blob: &Blob, function: &str, input: &[u8], before: &State, config: &HostConfig) -> Result<Outcome, Box<CallError>> {
    let mut storage = Externalities::with_state(before.clone(), StateVersion::V1);
    let result = blob.call(function, input, &mut storage, config);
    if let Err(error) = &result {
        assert_eq!(&storage.state(), before, "{function}: {error}");
        assert_ne!(error.failure, CallFailure::Trap(Trap::OutOfFuel), "{function} has no end");
        assert!(!matches!(error.failure, CallFailure::Leak { .. }), "{function}: {error}");
    }
    result
}

fn faulty(faults: Faults) -> HostConfig {
    HostConfig { fuel: FUEL, faults, ..HostConfig::default() }
}

#[test]
fn exhaustion_at_each_of_the_first_allocations_ends_the_call() {
    let state = state(None);
    for (name, function, input) in calls() {
        for name in [name.to_owned(), format!("{name}.stress")] {
            let blob = blob(&name);
            let mut failed = 0;
            for allocation in 0..256 {
                let faults = Faults { allocation: Some(allocation), ..Faults::default() };
                match run(&blob, function, &input, &state, &faulty(faults)) {
                    // the call needs fewer
                    Ok(_) => break,
                    Err(_) => failed += 1,
                }
            }
            assert!(failed > 0, "{name}, {function}: the input is an allocation too");
        }
    }
}

#[test]
fn exhaustion_at_every_sixteenth_page_ends_the_call() {
    let seam = blob("seam");
    let state = state(None);
    for heap_pages in (0..=128).step_by(16) {
        let config = HostConfig { heap_pages, fuel: FUEL, ..HostConfig::default() };
        let error = run(&seam, "Seam_exhaust", &[], &state, &config).expect_err("it takes all there is");
        let exhausted = matches!(
            error.failure,
            CallFailure::Input(_)
                | CallFailure::HostFunction { function: "ext_allocator_malloc_version_1", error: HostFunctionError::Allocator(_) }
        );
        assert!(exhausted, "{heap_pages} pages: {error}");
    }
    // what needs little works on little
    run(&seam, "Seam_churn", &words(&[4096, 64]), &state, &HostConfig { heap_pages: 64, ..HostConfig::default() }).expect("enough");
}

#[test]
fn any_host_function_may_end_the_call() {
    let state = state(None);
    for (name, function, input) in calls() {
        let blob = blob(name);
        let needed = run(&blob, function, &input, &state, &faulty(Faults::default())).map_or(0, |outcome| outcome.stats.host_calls);
        for host_call in 0..needed {
            let faults = Faults { host_call: Some(host_call), ..Faults::default() };
            let error = run(&blob, function, &input, &state, &faulty(faults)).expect_err("a fault");
            assert!(matches!(error.failure, CallFailure::HostFunction { error: HostFunctionError::Fault, .. }), "{function}: {error}");
        }
        assert!(needed > 0 || name == "seam" || function == "Core_version", "{function} calls no host function");
    }
}

#[test]
fn empty_wrong_and_huge_values_in_storage_end_the_call_or_do_no_harm() {
    let solo = blob("solo");
    let huge = vec![0xFE; 16 << 20];
    for value in [&[][..], &[0xFF], &[0xFF; 7], &[2, 0, 0, 0x40], &huge] {
        let state = state(Some(value));
        for (function, input) in [("Core_initialize_block", header()), ("BlockBuilder_finalize_block", vec![])] {
            let config = HostConfig { fuel: FUEL, ..HostConfig::default() };
            let first = run(&solo, function, &input, &state, &config);
            if let Err(error) = &first {
                assert!(matches!(error.failure, CallFailure::Trap(Trap::Unreachable) | CallFailure::HostFunction { .. }), "{error}");
            }
            let outcome = |result: Result<Outcome, Box<CallError>>| result.map(|outcome| (outcome.result, outcome.stats));
            assert_eq!(outcome(first), outcome(run(&solo, function, &input, &state, &config)), "{function} on {} bytes", value.len());
        }
    }
}

#[test]
fn a_hundred_thousand_calls_leave_nothing_behind() {
    let solo = blob("solo");
    let wanted = call(&solo, "Core_version", &[]);
    let mut instance = solo.instance(&HostConfig::default()).expect("an instance");
    on_deep_stack(|| {
        let (mut storage, mut memory_bytes) = (Externalities::default(), None);
        for number in 0..100_000 {
            let outcome = instance.call("Core_version", &[], &mut storage).unwrap_or_else(|error| panic!("call {number}: {error}"));
            assert!(outcome.result == wanted.result && outcome.stats == wanted.stats, "call {number} differs");
            assert_eq!(*memory_bytes.get_or_insert(instance.memory_bytes()), instance.memory_bytes(), "call {number}");
        }
    })
    .expect("a thread");
}

#[test]
fn hostile_pointers_and_lengths_end_the_call_or_do_no_harm() {
    let places = [(0, 0), (0, 100), (1, u32::MAX), (u32::MAX, 1), (u32::MAX, u32::MAX), (0x8000_0000, 0x8000_0000), (1 << 20, 1 << 24)];
    let state = state(None);
    for (name, function) in [
        ("solo", "Core_initialize_block"),
        ("solo", "Core_version"),
        ("seam", "Seam_echo"),
        ("seam", "Seam_global_array"),
        ("seam", "Seam_append"),
    ] {
        let blob = blob(name);
        for (address, bytes) in places {
            let mut instance = blob.instance(&HostConfig { fuel: FUEL, ..HostConfig::default() }).expect("an instance");
            let mut storage = Externalities::with_state(state.clone(), StateVersion::V1);
            let result = instance.call_at(function, PointerSize::new(address, bytes), &mut storage);
            if let Err(error) = result {
                assert_ne!(error.failure, CallFailure::Trap(Trap::OutOfFuel), "{function} at {address:#x}, {bytes} bytes");
                assert_eq!(storage.state(), state, "{function} at {address:#x}, {bytes} bytes: {error}");
            }
        }
    }
}

#[test]
fn recursion_without_end_traps_and_changes_nothing() {
    for name in ["seam", "seam.stress"] {
        let (blob, state) = (blob(name), state(None));
        let config = HostConfig::default();
        let recurse = || run(&blob, "Seam_recurse", &[], &state, &config).expect_err("the stack is finite");
        let first = recurse();
        assert!(matches!(first.failure, CallFailure::Trap(_)), "{first}");
        assert_eq!(first, recurse());
    }
}

/// Where the custom sections of a module lie, from the byte with their kind on.
fn custom_sections(wasm: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 8;
    while at < wasm.len() {
        let start = at;
        at += 1;
        let (mut bytes, mut shift) = (0_usize, 0);
        loop {
            bytes |= usize::from(wasm[at] & 0x7f) << shift;
            (at, shift) = (at + 1, shift + 7);
            if wasm[at - 1] & 0x80 == 0 {
                break;
            }
        }
        at += bytes;
        if wasm[start] == 0 {
            ranges.push(start..at);
        }
    }
    ranges
}

#[test]
fn a_flipped_bit_in_a_custom_section_is_refused_or_does_no_harm() {
    // the compact form has the version sections alone
    let whole = module("solo.compact");
    let wanted = call(&Blob::compile(&whole).expect("fine"), "Core_version", &[]).result;
    let sections = custom_sections(&whole);
    assert_eq!(sections.len(), 2);
    for position in sections.into_iter().flatten() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[position] ^= 1 << bit;
            // neither may panic; what they say is another matter
            let valid = inspection::validate(&flipped).is_ok();
            let _version = RuntimeVersion::from_sections(&flipped);
            // compiling takes long, so only some of those that are still modules run
            if valid && (position * 8 + bit) % 61 == 0 {
                let blob = Blob::compile(&flipped).expect("valid");
                assert_eq!(call(&blob, "Core_version", &[]).result, wanted, "bit {bit} of byte {position}");
            }
        }
    }
}
