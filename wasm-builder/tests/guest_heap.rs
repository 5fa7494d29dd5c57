//! The contract of a module with a heap of its own: what is allowed, and each difference from a module with a host's heap, broken on purpose.

use gopallet_wasm_builder::contract::{self, Heap, Rule};

/// Pages of the heap.
const HEAP: Heap = Heap::Guest { pages: 100 };

/// A module that keeps every rule: 17 pages of stack and data, and the heap.
const GOOD: &str = r#"(module
  (import "env" "memory" (memory 117))
  (import "env" "ext_input_read_version_1" (func $input_read (param i64)))
  (import "env" "ext_storage_exists_version_1" (func $exists (param i64) (result i32)))
  (global $heap_base i32 (i32.const 1048592))
  (global $data_end i32 (i32.const 1048581))
  (export "__heap_base" (global $heap_base))
  (export "__data_end" (global $data_end))
  (func $Core_version (export "Core_version") (param i32) (result i64)
    (call $input_read (i64.const 0))
    (i64.extend_i32_u (call $exists (i64.const 0))))
  (data (i32.const 1048576) "hello"))"#;

/// The rules that are broken once `from` is replaced by `to`, and their messages.
fn broken(from: &str, to: &str) -> Vec<(Rule, String)> {
    assert!(GOOD.contains(from), "{from}");
    let wasm = wat::parse_str(GOOD.replacen(from, to, 1)).unwrap_or_else(|error| panic!("{error}"));
    contract::check_with_heap(HEAP, &wasm, None, None).into_iter().map(|violation| (violation.rule, violation.message)).collect()
}

#[track_caller]
fn assert_broken(from: &str, to: &str, rule: Rule, part: &str) {
    let violations = broken(from, to);
    assert!(violations.iter().any(|(found, message)| *found == rule && message.contains(part)), "{rule}: {violations:?}");
}

#[test]
fn the_good_module_is_good() {
    assert_eq!(broken("hello", "hello"), []);
}

#[test]
fn the_two_styles_do_not_mix() {
    // As a module for today's hosts, it is wrong in all that is different.
    let wasm = wat::parse_str(GOOD).expect("WAT");
    let rules: Vec<_> = contract::check(&wasm, None, None).into_iter().map(|violation| violation.rule).collect();
    for rule in [Rule::MemoryImport, Rule::ImportAllowed, Rule::Signature] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
    assert_broken("(param i32) (result i64)", "(param i32 i32) (result i64)", Rule::Signature, "hosts call it as (i32) -> i64");
}

#[test]
fn functions_that_allocate_on_the_hosts_side_are_refused() {
    for name in ["ext_allocator_malloc_version_1", "ext_hashing_twox_128_version_1", "ext_storage_get_version_1"] {
        assert_broken("ext_storage_exists_version_1", name, Rule::ImportAllowed, "which allocates in the host's heap");
    }
    assert_broken("ext_storage_exists_version_1", "ext_storage_read_version_9", Rule::ImportAllowed, "which not every host provides");
}

#[test]
fn the_input_is_read_by_a_function_of_the_right_type() {
    // What it returns is dropped, so that the module stays valid.
    let wrong = GOOD.replacen("(func $input_read (param i64)))", "(func $input_read (param i64) (result i32)))", 1);
    let wrong = wrong.replacen("(call $input_read (i64.const 0))", "(drop (call $input_read (i64.const 0)))", 1);
    let wasm = wat::parse_str(wrong).expect("WAT");
    let violations = contract::check_with_heap(HEAP, &wasm, None, None);
    let found = violations.iter().any(|found| found.rule == Rule::Signature && found.message.contains("but it is (i64)"));
    assert!(found, "{violations:?}");
}

#[test]
fn the_heap_lies_in_the_memory_that_is_asked_for() {
    assert_broken("(memory 117)", "(memory 116)", Rule::HeapBase, "with 100 pages of heap");
    assert_broken("(memory 117)", "(memory 124)", Rule::MemoryImport, "at most 123");
    assert_broken("(memory 117)", "(memory 117 200)", Rule::MemoryImport, "maximum");
    assert_broken("(call $input_read (i64.const 0))", "(drop (memory.grow (i32.const 1)))", Rule::MemoryGrow, "grows memory");
}
