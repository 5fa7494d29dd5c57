//! The collector, as a runtime and its host see it. Each scenario runs in the stress mode too: a collection at every allocation, and freed
//! cells filled with a pattern.

use super::{blob, call, numbers, try_call, words};
use host_tests::{CallFailure, Externalities, HostConfig, HostFunctionError};

#[test]
fn a_gibibyte_of_garbage_with_a_mebibyte_alive_fits_a_small_heap() {
    let seam = blob("seam");
    let config = HostConfig { heap_pages: 96, ..HostConfig::default() };
    let outcome =
        seam.call("Seam_churn", &words(&[1 << 20, 1 << 10]), &mut Externalities::default(), &config).expect("six mebibytes are enough");
    // The payload of node i is i; each is read once, when it is replaced.
    let nodes = (1u64 << 20) * 32;
    let read = nodes - 1024 * 32;
    assert_eq!(numbers(&outcome.result), [read * (read - 1) / 2]);
    assert!(outcome.stats.mallocs < 32, "{} mallocs", outcome.stats.mallocs);
}

#[test]
fn programs_compute_the_same_when_every_allocation_collects() {
    let (seam, stress) = (blob("seam"), blob("seam.stress"));
    for (function, input) in [
        ("Seam_graph", words(&[5])),
        ("Seam_append", words(&[300])),
        ("Seam_churn", words(&[8, 1])),
        ("Seam_counter", vec![]),
        ("Seam_echo", vec![1, 2, 3]),
        ("Seam_large", words(&[100_000])),
    ] {
        let wanted = call(&seam, function, &input);
        let stressed = call(&stress, function, &input);
        assert_eq!(stressed.result, wanted.result, "{function}");
    }
}

#[test]
fn an_address_in_an_integer_keeps_nothing_alive() {
    // A hundred objects whose only reference is an integer field of a typed object die; one with a pointer survives.
    let outcome = call(&blob("seam"), "Seam_typed", &[]);
    assert_eq!(outcome.result, words(&[100, 0]));
}

#[test]
fn the_counts_of_read_mem_stats_are_true() {
    let outcome = call(&blob("seam"), "Seam_stats", &[]);
    let [mallocs_before, mallocs_after, frees_before, frees_after, collections] = numbers(&outcome.result)[..] else {
        panic!("five numbers, not {:?}", outcome.result);
    };
    assert_eq!(mallocs_after - mallocs_before, 100);
    assert_eq!(frees_after - frees_before, 100);
    assert_eq!(collections, 1);
}

#[test]
fn an_object_lives_until_keep_alive_and_its_finalizer_never_runs() {
    for module in ["seam", "seam.stress"] {
        let outcome = call(&blob(module), "Seam_lifetime", &[]);
        assert_eq!(
            outcome.result,
            words(&[0, 1, 1, 0]),
            "{module}: died before and after KeepAlive, died with a finalizer, finalizers run"
        );
    }
}

#[test]
fn exhaustion_traps_at_the_same_instruction_each_time() {
    let seam = blob("seam");
    let config = HostConfig { heap_pages: 64, ..HostConfig::default() };
    let run = || seam.call("Seam_exhaust", &[], &mut Externalities::default(), &config).expect_err("memory is finite");
    let (first, second) = (run(), run());
    assert!(
        matches!(
            first.failure,
            CallFailure::HostFunction { function: "ext_allocator_malloc_version_1", error: HostFunctionError::Allocator(_) }
        ),
        "{first}"
    );
    assert!(first.stats.fuel > 1_000_000);
    assert_eq!(first, second);
}

#[test]
fn an_object_that_no_host_grants_ends_the_call_with_a_message() {
    let seam = blob("seam");
    assert_eq!(call(&seam, "Seam_too_large", &words(&[32 << 20])).result, words(&[32 << 20]));
    let error = try_call(&seam, "Seam_too_large", &words(&[(32 << 20) + 1])).expect_err("too large");
    assert_eq!(error.logs[0].message, "panic: runtime error: gc: object larger than 32 MiB");
}

#[test]
fn small_calls_ask_the_host_for_little() {
    // Thirty-two nodes a kibibyte: the call allocates just under 32 KiB, its list of nodes included.
    let outcome = call(&blob("seam"), "Seam_churn", &words(&[27, 27]));
    assert!(outcome.stats.mallocs <= 2, "{} mallocs", outcome.stats.mallocs);
}

#[test]
fn a_stack_overflow_traps_and_overwrites_nothing() {
    for name in ["seam", "seam.stress"] {
        let error = try_call(&blob(name), "Seam_recurse", &[]).expect_err("the stack is finite");
        assert!(matches!(error.failure, CallFailure::Trap(_)), "{error}");
    }
}
