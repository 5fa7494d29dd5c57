//! How a program fares, on modules written in WAT.

use std::collections::BTreeMap;
use tinygo_tests::execution::{run, Failure, Stage};
use tinygo_tests::programs::Program;

fn program(expected: Option<&str>) -> Program {
    Program { name: "a.go".to_owned(), files: BTreeMap::new(), expected: expected.map(str::to_owned) }
}

/// A module that logs `messages` and then executes `end`, which leaves an i64.
fn module(messages: &[&str], end: &str) -> Vec<u8> {
    let (mut data, mut calls) = (String::new(), String::new());
    for (index, message) in messages.iter().enumerate() {
        let address = 256 * (index as u64 + 1);
        let bytes: String = message.bytes().map(|byte| format!("\\{byte:02x}")).collect();
        data += &format!("(data (i32.const {address}) \"{bytes}\")");
        let slice = (message.len() as u64) << 32 | address;
        calls += &format!("(call $log (i32.const 2) (i64.const {}) (i64.const {slice}))", 7u64 << 32 | 16);
    }
    let text = format!(
        r#"(module (import "env" "memory" (memory 1))
           (import "env" "ext_logging_log_version_1" (func $log (param i32 i64 i64)))
           (import "env" "ext_allocator_malloc_version_1" (func $malloc (param i32) (result i32)))
           (global (export "__heap_base") i32 (i32.const 32768)) (data (i32.const 16) "runtime") {data}
           (func (export "Program_run") (param i32 i32) (result i64) {calls} {end}))"#
    );
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

const RETURN: &str = "(i64.const 0)";

fn failure(expected: &str, module: &[u8]) -> Failure {
    run(&program(Some(expected)), module).expect_err("does not pass")
}

#[test]
fn a_program_that_prints_what_it_must_passes() {
    let long = "x".repeat(120);
    let passed = run(&program(Some(&format!("one\n{long}two\n"))), &module(&["one", &long, "two", "\u{4}"], RETURN));
    assert!(passed.expect("passes").fuel > 0);
    let exited = module(&["one", "\u{4}exit 0"], "unreachable");
    assert!(run(&program(Some("one\n")), &exited).is_ok(), "os.Exit(0) is a success");
}

#[test]
fn other_output_is_a_failure() {
    let module = module(&["one", "three", "\u{4}"], RETURN);
    let found = failure("one\ntwo\n", &module);
    assert_eq!((found.stage, found.text.as_str()), (Stage::Output, "line 2: expected \"two\", found \"three\""));
    assert_eq!(failure("one\n", &module).text, "line 2: expected \"\", found \"three\"");
    assert_eq!(failure("one\nthree\nfour\n", &module).text, "line 3: expected \"four\", found \"\"");
}

#[test]
fn a_trap_a_leak_and_an_end_without_a_return_are_failures() {
    let found = failure("one\n", &module(&["one"], "unreachable"));
    assert!(found.stage == Stage::Call && found.text.ends_with("printed last: one"), "{found}");
    let after_main = failure("one\n", &module(&["one", "\u{4}"], "unreachable"));
    assert_eq!(after_main.stage, Stage::Call, "a trap after main is none of os.Exit");
    let leak = failure("one\n", &module(&["one", "\u{4}"], "(drop (call $malloc (i32.const 64))) (i64.const 0)"));
    assert!(leak.stage == Stage::Call && leak.text.contains("left behind"), "{leak}");
    let returned = failure("one\n", &module(&["one"], RETURN));
    assert_eq!((returned.stage, returned.text.as_str()), (Stage::Output, "the end of the output is missing"));
    let endless = failure("", &module(&[], "(loop (br 0)) (i64.const 0)"));
    assert!(endless.stage == Stage::Call && endless.text.contains("out of fuel"), "{endless}");
}

#[test]
fn what_no_host_loads_and_what_has_no_output_to_compare_are_failures() {
    let foreign = wat::parse_str(
        r#"(module (import "env" "memory" (memory 1)) (import "gojs" "x" (func)) (global (export "__heap_base") i32 (i32.const 8)))"#,
    );
    let found = failure("", &foreign.expect("a module"));
    assert!(found.stage == Stage::Load && found.text.contains("gojs.x"), "{found}");
    let unknown = run(&program(None), &module(&["\u{4}"], RETURN)).expect_err("no output");
    assert!(unknown.text.contains("no expected output"), "{unknown}");
}
