//! A host may keep one instance for all calls: the ten-thousandth call equals the first.

use super::{blob, call, words};
use host_tests::{Externalities, HostConfig};

/// The functions that are called in turn: they allocate, keep package-level state, print, collect and return results of every sort.
fn calls() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("Core_version", vec![]),
        ("Seam_counter", vec![]),
        ("Seam_echo", vec![7; 100]),
        ("Seam_global_array", vec![1, 2, 3]),
        ("Seam_append", words(&[100])),
        ("Seam_constant", vec![]),
        ("Seam_graph", words(&[2])),
        ("Seam_empty", vec![]),
        ("Seam_large", words(&[50_000])),
        ("Seam_stats", vec![]),
    ]
}

#[test]
fn ten_thousand_calls_on_one_instance_equal_the_first_on_a_fresh_one() {
    let seam = blob("seam");
    let mut storage = Externalities::default();
    let wanted: Vec<_> = calls().iter().map(|(function, input)| call(&seam, function, input)).collect();
    let mut instance = seam.instance(&HostConfig::default()).expect("an instance");
    let mut memory_bytes = 0;
    for round in 0..1000 {
        for ((function, input), wanted) in calls().iter().zip(&wanted) {
            let outcome = instance.call(function, input, &mut storage).unwrap_or_else(|error| panic!("round {round}: {error}"));
            assert_eq!(outcome.result, wanted.result, "round {round}, {function}");
            assert_eq!(outcome.logs, wanted.logs, "round {round}, {function}");
            assert_eq!(outcome.stats.fuel, wanted.stats.fuel, "round {round}, {function}: fuel");
            assert_eq!(outcome.stats.calls_by_function, wanted.stats.calls_by_function, "round {round}, {function}");
        }
        if round == 0 {
            memory_bytes = instance.memory_bytes();
        }
        assert_eq!(instance.memory_bytes(), memory_bytes, "round {round}: the memory has grown");
    }
}

#[test]
fn a_call_that_collects_leaves_no_trace_either() {
    let seam = blob("seam");
    let input = words(&[8 << 10, 512]);
    let wanted = call(&seam, "Seam_churn", &input);
    let mut instance = seam.instance(&HostConfig::default()).expect("an instance");
    for _ in 0..5 {
        let outcome = instance.call("Seam_churn", &input, &mut Externalities::default()).expect("as on a fresh instance");
        assert_eq!(outcome.result, wanted.result);
        assert_eq!(outcome.stats.fuel, wanted.stats.fuel);
        assert_eq!(outcome.stats.mallocs, wanted.stats.mallocs);
    }
}
