//! Every way in which Go code can panic ends in a line in the host's log and a trap, and storage is as before.

use super::{blob, try_call};
use host_tests::{CallFailure, LogLevel, Trap};

/// The functions of the fixture, and the line each leaves in the log.
const PANICS: [(&str, &str); 15] = [
    ("Panics_index", "panic: runtime error: index out of range"),
    ("Panics_slice", "panic: runtime error: slice out of range"),
    ("Panics_nil_pointer", "panic: runtime error: nil pointer dereference"),
    ("Panics_nil_map", "panic: runtime error: assignment to entry in nil map"),
    ("Panics_divide", "panic: runtime error: divide by zero"),
    ("Panics_shift", "panic: runtime error: negative shift"),
    ("Panics_slice_to_array", "panic: runtime error: slice smaller than array"),
    ("Panics_unsafe_slice", "panic: runtime error: unsafe.Slice/String: len out of range"),
    ("Panics_make_slice", "panic: runtime error: slice out of range"),
    ("Panics_type_assertion", "panic: runtime error: type assert failed"),
    ("Panics_unhashable", "panic: runtime error: comparing un-comparable type"),
    ("Panics_text", "panic: a text"),
    ("Panics_error", "panic: an error"),
    ("Panics_integer", "panic: 42"),
    ("Panics_deferred", "panic: runtime error: index out of range"),
];

#[test]
fn each_panic_reaches_the_log_as_an_error_and_traps() {
    for name in ["panics", "panics.stress"] {
        let panics = blob(name);
        for (function, message) in PANICS {
            let error = try_call(&panics, function, &[]).expect_err(function);
            assert_eq!(error.failure, CallFailure::Trap(Trap::Unreachable), "{function}: {error}");
            let lines: Vec<_> = error.logs.iter().map(|line| (line.level, line.target.as_str(), line.message.as_str())).collect();
            assert_eq!(lines, [(LogLevel::Error, "runtime", message)], "{function}");
        }
    }
}

#[test]
fn a_long_message_arrives_whole_and_all_of_it_as_an_error() {
    let error = try_call(&blob("panics"), "Panics_long", &[]).expect_err("panics");
    assert!(error.logs.iter().all(|line| line.level == LogLevel::Error));
    let text: String = error.logs.iter().map(|line| line.message.as_str()).collect();
    assert_eq!(text, format!("panic: {}", "ten bytes ".repeat(20)));
}

#[test]
fn what_is_printed_reaches_the_log() {
    let outcome = super::call(&blob("seam"), "Seam_print", &[]);
    assert!(outcome.logs.iter().all(|line| line.level == LogLevel::Info));
    let lines: Vec<_> = outcome.logs.iter().map(|line| line.message.as_str()).collect();
    assert_eq!(lines[0], "one line with a number: 42");
    assert_eq!(lines[1..].concat(), "ten bytes ".repeat(15) + &"häßlich ".repeat(50));
}
