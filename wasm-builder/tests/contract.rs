//! Each rule of the contract, broken on purpose: the violation has the rule's id and names the function.

use gopallet_manifest::{Manifest, APIS_SECTION, VERSION_SECTION};
use gopallet_wasm_builder::contract::{self, Rule, Violation};
use gopallet_wasm_builder::debug_info::DebugInfo;
use gopallet_wasm_builder::prune;
use std::path::Path;

/// A module that keeps every rule.
const GOOD: &str = r#"(module
  (import "env" "memory" (memory 17))
  (import "env" "ext_allocator_malloc_version_1" (func $malloc (param i32) (result i32)))
  (global $stack_pointer (mut i32) (i32.const 1048576))
  (global $heap_base i32 (i32.const 1048592))
  (global $data_end i32 (i32.const 1048581))
  (export "__heap_base" (global $heap_base))
  (export "__data_end" (global $data_end))
  (func $main.helper (param i32) (result i32)
    (call $malloc (local.get 0)))
  (func $Core_version (export "Core_version") (param i32 i32) (result i64)
    (i64.extend_i32_u (call $main.helper (local.get 1))))
  (data (i32.const 1048576) "hello"))"#;

const MANIFEST: &str = r#"[version]
spec_name = "a"
impl_name = "a"
authoring_version = 1
spec_version = 1
impl_version = 1
transaction_version = 1
system_version = 1
[[api]]
name = "Core"
version = 5
functions = ["version"]
"#;

fn manifest() -> Manifest {
    Manifest::parse(MANIFEST, Path::new("runtime.toml")).expect("valid")
}

fn assemble(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// What is wrong with the good module once `from` is replaced by `to`.
fn broken(from: &str, to: &str) -> Vec<Violation> {
    assert!(GOOD.contains(from), "{from}");
    contract::check(&assemble(&GOOD.replacen(from, to, 1)), None, None)
}

#[track_caller]
fn assert_broken(from: &str, to: &str, rule: Rule, function: Option<&str>) {
    let violations = broken(from, to);
    let found = violations.iter().any(|violation| violation.rule == rule && violation.function.as_deref() == function);
    assert!(found, "{rule} in {function:?} is not among {violations:?}");
    assert!(violations.iter().all(|violation| violation.to_string().starts_with(violation.rule.id())));
}

#[test]
fn the_good_module_is_good() {
    assert_eq!(contract::check(&assemble(GOOD), None, None), []);
}

#[test]
fn anything_but_a_module_breaks_mvp() {
    assert_eq!(contract::check(b"hello", None, None)[0].rule, Rule::Mvp);
    assert_eq!(contract::check(&assemble(GOOD)[..40], None, None)[0].rule, Rule::Mvp);
}

#[test]
fn extensions_break_mvp() {
    let helper = "(call $malloc (local.get 0))";
    let helper_with = |instruction: &str| format!("(drop {instruction}) {helper}");
    for instruction in ["(i32.extend8_s (local.get 0))", "(i32.trunc_sat_f32_s (f32.const 1))"] {
        assert_broken(helper, &helper_with(instruction), Rule::Mvp, Some("main.helper"));
    }
    let fill = format!("(memory.fill (i32.const 0) (i32.const 0) (i32.const 1)) {helper}");
    assert_broken(helper, &fill, Rule::Mvp, Some("main.helper"));
    assert_broken("(result i32)\n", "(result i32 i32)\n (local.get 0)", Rule::Mvp, None);
}

#[test]
fn mutable_globals_stay_inside() {
    assert_broken("(data", "(export \"sp\" (global $stack_pointer)) (data", Rule::Mvp, None);
    assert_broken("(data", "(export \"sp\" (global $stack_pointer)) (data", Rule::ExportAllowed, None);
    assert_broken("(global $stack", "(import \"env\" \"g\" (global (mut i32))) (global $stack", Rule::Mvp, None);
}

#[test]
fn memory_is_the_hosts() {
    let import = "(import \"env\" \"memory\" (memory 17))";
    let count = |to: &str| {
        let violations = broken(import, to);
        violations.iter().filter(|violation| violation.rule == Rule::MemoryImport).count()
    };
    assert_eq!(count("(import \"env\" \"memory\" (memory 24))"), 1);
    assert_eq!(count("(import \"env\" \"memory\" (memory 17 2048))"), 1);
    assert_eq!(count("(import \"env\" \"mem\" (memory 17))"), 1);
    assert_eq!(count("(import \"env\" \"memory\" (memory 17)) (export \"memory\" (memory 0))"), 1);
    let own = GOOD.replace(import, "").replace("(data", "(memory 17) (data");
    let violations = contract::check(&assemble(&own), None, None);
    assert!(violations.iter().any(|violation| violation.message.contains("--import-memory")), "{violations:?}");
}

#[test]
fn only_the_host_grows_memory() {
    assert_broken("(call $malloc (local.get 0))", "(memory.grow (local.get 0))", Rule::MemoryGrow, Some("main.helper"));
}

#[test]
fn nothing_starts_by_itself() {
    assert_broken("(data", "(func $init) (start $init) (data", Rule::StartSection, Some("init"));
    assert_broken("(data", "(func $init (export \"_start\")) (data", Rule::ExportAllowed, Some("init"));
    assert_broken("(data", "(func $init (export \"_initialize\")) (data", Rule::ExportAllowed, Some("init"));
}

#[test]
fn imports_are_those_of_every_host() {
    let malloc = "\"env\" \"ext_allocator_malloc_version_1\"";
    let helper = Some("main.helper");
    for import in ["\"wasi_snapshot_preview1\" \"proc_exit\"", "\"gojs\" \"runtime.ticks\"", "\"env\" \"ext_crypto_keccak_512\""] {
        assert_broken(malloc, import, Rule::ImportAllowed, helper);
    }
    let violations = broken(malloc, "\"gojs\" \"runtime.ticks\"");
    assert!(violations[0].message.contains("gojs.runtime.ticks"), "{violations:?}");
    assert!(violations[0].message.ends_with("called by Core_version"), "{violations:?}");
    let unused = "(import \"env\" \"later\" (func $later)) (import";
    assert_broken("(import", unused, Rule::ImportAllowed, Some("later"));
    assert_broken("(global $stack", "(import \"env\" \"t\" (table 1 funcref)) (global $stack", Rule::ImportAllowed, None);
    let wrong = "(func $malloc (param i32) (result i64))";
    let violations = broken("(func $malloc (param i32) (result i32))", wrong);
    let named = |violation: &Violation| violation.function.as_deref() == Some("main.helper") && violation.message.contains("(i32) -> i32");
    assert!(violations.iter().any(|violation| violation.rule == Rule::Signature && named(violation)), "{violations:?}");
}

#[test]
fn exports_are_api_functions_and_two_addresses() {
    assert_broken("(data", "(table 1 funcref) (export \"t\" (table 0)) (data", Rule::ExportAllowed, None);
    assert_broken("(data", "(func $go_x (export \"go_x\")) (data", Rule::ExportAllowed, Some("go_x"));
    assert_broken("(param i32 i32) (result i64)", "(param i32 i64) (result i64) (local i32)", Rule::Signature, Some("Core_version"));
    assert_broken("(export \"__heap_base\" (global $heap_base))", "", Rule::ExportMissing, None);
    assert_broken("(export \"__data_end\" (global $data_end))", "", Rule::ExportMissing, None);
    assert_broken("(global $heap_base i32 (i32.const 1048592))", "(global $heap_base i64 (i64.const 8))", Rule::Signature, None);
}

#[test]
fn exports_are_those_of_the_manifest() {
    let manifest = manifest();
    let check = |text: &str| contract::check(&assemble(text), Some(&manifest), None);
    let undeclared = check(&GOOD.replace("(data", "(func $more (export \"Core_more\") (param i32 i32) (result i64) (i64.const 0)) (data"));
    assert!(undeclared.iter().any(|violation| violation.rule == Rule::ExportAllowed && violation.function.as_deref() == Some("more")));
    let missing = check(&GOOD.replace("(export \"Core_version\")", ""));
    assert!(missing.iter().any(|violation| violation.rule == Rule::ExportMissing && violation.message.contains("Core_version")));
}

#[test]
fn the_heap_begins_behind_the_data() {
    let heap_base = "(i32.const 1048592)";
    for wrong in ["(i32.const 1048576)", "(i32.const 1048596)", "(i32.const 1179648)"] {
        assert_broken(heap_base, wrong, Rule::HeapBase, None);
    }
    assert_broken("(i32.const 1048581)", "(i32.const 1048580)", Rule::HeapBase, None);
}

#[test]
fn floats_are_refused() {
    let helper = "(call $malloc (local.get 0))";
    for instruction in ["(f32.const 1)", "(f64.convert_i32_s (local.get 0))", "(f64.load (local.get 0))"] {
        assert_broken(helper, &format!("(drop {instruction}) {helper}"), Rule::Float, Some("main.helper"));
    }
    let many = broken(helper, &format!("(drop (f32.add (f32.const 1) (f32.const 2))) {helper}"));
    assert_eq!(many.len(), 1, "once for each function: {many:?}");
}

#[test]
fn version_sections_come_together_and_agree() {
    let manifest = manifest();
    let check = |sections: &[(&str, Vec<u8>)], manifest: Option<&Manifest>| {
        let mut wasm = assemble(GOOD);
        for (name, content) in sections {
            prune::append_custom(&mut wasm, name, content);
        }
        let violations = contract::check(&wasm, manifest, None);
        assert!(violations.iter().all(|violation| violation.rule == Rule::VersionSections), "{violations:?}");
        violations.len()
    };
    let version = (VERSION_SECTION, manifest.version_section());
    let apis = (APIS_SECTION, manifest.apis_section());
    assert_eq!(check(&[version.clone(), apis.clone()], Some(&manifest)), 0);
    assert_eq!(check(&[version.clone(), apis.clone()], None), 0);
    assert_eq!(check(std::slice::from_ref(&version), None), 1);
    assert_eq!(check(std::slice::from_ref(&apis), None), 1);
    assert_eq!(check(&[], Some(&manifest)), 1);
    assert_eq!(check(&[(VERSION_SECTION, manifest.encoded_version()), apis.clone()], Some(&manifest)), 1);
    assert_eq!(check(&[version.clone(), (APIS_SECTION, vec![0; 12])], Some(&manifest)), 1);
    assert_eq!(check(&[version, (APIS_SECTION, vec![0; 13])], None), 1);
}

/// The n-th instruction of a pruned function is the n-th of the linked one, whose debug information knows its source.
#[test]
fn a_violation_has_its_source() {
    let text = GOOD.replacen("  (func $main.helper", "  (func $dead)\n  (func $main.helper", 1);
    let text = text.replacen("(call $malloc (local.get 0))", "(call $malloc\n      (memory.grow (local.get 0)))", 1);
    let buffer = wat::Parser::new().generate_dwarf(wat::GenerateDwarf::Full).parse_str(Some(Path::new("runtime.wat")), &text);
    let linked = buffer.expect("assembles");
    let pruned = prune::prune(&linked, |_| true).expect("prunes");
    assert_eq!(pruned.functions, [0, 2, 3], "the dead function is gone");
    let debug_info = DebugInfo::new(&linked, &pruned.functions).expect("there is debug information");
    let violations = contract::check(&pruned.wasm, None, Some(&debug_info));
    assert_eq!(violations.len(), 1, "{violations:?}");
    let line = text.lines().position(|line| line.contains("memory.grow")).expect("is there") + 1;
    let source = violations[0].source.as_deref().expect("has a source");
    assert!(source.ends_with(&format!("runtime.wat:{line}")), "{source}");
    assert_eq!(violations[0].rule.id(), "memory-grow");
}
