//! Pruning: what is unreachable goes, what is reachable stays and does the same.

use gopallet_wasm_builder::module::Module;
use gopallet_wasm_builder::prune;

const LINKED: &str = r#"(module
  (type $pair (func (param i32 i32) (result i64)))
  (type $dead (func (param i64 i64 i64)))
  (import "env" "memory" (memory 17))
  (import "env" "unused" (func $unused))
  (import "env" "used" (func $used (param i32)))
  (table 2 funcref)
  (elem (i32.const 1) $by_table)
  (global $dead_global (mut i32) (i32.const 1))
  (global $stack_pointer (mut i32) (i32.const 64))
  (func $by_table (param i32) (call $used (global.get $stack_pointer)))
  (func $dead (type $dead) (call $unused) (global.set $dead_global (i32.const 2)))
  (func $helper (result i64) (call_indirect (param i32) (i32.const 7) (i32.const 1)) (i64.const 9))
  (func $go_Core_version (export "go_Core_version") (result i64) (call $helper))
  (func $Core_version (export "Core_version") (type $pair) (call $go_Core_version))
  (func $Core_alone (export "Core_alone") (type $pair) (i64.const 3))
  (data (i32.const 1024) "abc\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00def")
  (@custom "producers" "x"))"#;

fn linked() -> Vec<u8> {
    wat::parse_str(LINKED).unwrap_or_else(|error| panic!("{error}"))
}

fn names(module: &Module<'_>) -> Vec<String> {
    (0..module.functions.len() as u32).map(|function| module.describe_function(function)).collect()
}

#[test]
fn only_what_is_reachable_stays() {
    let pruned = prune::prune(&linked(), |name| name == "Core_version").expect("prunes");
    let module = Module::parse(&pruned.wasm).expect("a module");
    wasmparser::validate(&pruned.wasm).expect("valid");
    assert_eq!(names(&module), ["used", "by_table", "helper", "go_Core_version", "Core_version"]);
    assert_eq!(module.types.len(), 3, "(i32), () -> i64 and the pair");
    assert_eq!(module.globals.len(), 1);
    assert_eq!(module.global_name(0), Some("stack_pointer"));
    assert_eq!(module.elements[0].functions, [1]);
    assert_eq!(module.exports.len(), 1);
    assert!(!module.customs.contains_key("producers"));
}

#[test]
fn the_table_goes_with_the_last_call_through_it() {
    let pruned = prune::prune(&linked(), |name| name == "Core_alone").expect("prunes");
    let module = Module::parse(&pruned.wasm).expect("a module");
    wasmparser::validate(&pruned.wasm).expect("valid");
    assert_eq!(names(&module), ["Core_alone"]);
    assert!(module.tables.is_empty() && module.elements.is_empty());
}

#[test]
fn long_runs_of_zeros_are_left_to_memory() {
    let wasm = linked();
    let pruned = prune::prune(&wasm, |_| true).expect("prunes").wasm;
    let (before, after) = (Module::parse(&wasm).expect("a module"), Module::parse(&pruned).expect("a module"));
    assert_eq!(after.data.len(), 2);
    let (mut old, mut new) = ([0; 64], [0; 64]);
    before.read_memory(1020, &mut old);
    after.read_memory(1020, &mut new);
    assert_eq!(old, new);
}

#[test]
fn names_can_be_taken_off_alone() {
    let mut wasm = prune::prune(&linked(), |_| true).expect("prunes").wasm;
    prune::append_custom(&mut wasm, "runtime_version", &[1, 2]);
    let compact = prune::without_names(&wasm).expect("a module");
    let module = Module::parse(&compact).expect("a module");
    assert_eq!(module.customs.keys().copied().collect::<Vec<_>>(), ["runtime_version"]);
    assert_eq!(module.function_name(0), None);
    assert!(compact.len() < wasm.len());
    wasmparser::validate(&compact).expect("valid");
}

#[test]
fn anything_but_a_module_is_an_error() {
    assert!(prune::prune(b"hello", |_| true).is_err());
    assert!(prune::without_names(b"hello").is_err());
}
