//! The contract with the hosts, broken by Go code that the source check cannot see through: the finished module gives it away, and debug
//! information leads back to the Go function.

use super::runtime::Runtime;

/// The first line of every such error.
const BROKEN: &str = "wasm-builder: the module breaks the contract with the hosts:";

/// A `main.go` with these declarations, the first on line 3, and a function `CoreVersion` that returns this expression.
fn program(declarations: &str, result: &str) -> String {
    format!("package main\n\n{declarations}\n\nfunc CoreVersion(input []byte) []byte {{ return {result} }}\n\nfunc main() {{}}\n")
}

#[test]
fn an_import_that_not_every_host_has() {
    let declarations = "//go:wasmimport env ext_unknown\nfunc extUnknown(x uint32) uint32\n\n\
                        func ask(x int) byte { return byte(extUnknown(uint32(x))) }";
    let runtime = Runtime::new(&program(declarations, "[]byte{ask(len(input))}"));
    let refusal = runtime.refusal();
    refusal.names(BROKEN, &[]);
    let start = format!("import-allowed: main.ask ({}): imports env.ext_unknown", runtime.line(6));
    refusal.names(&start, &["called by main.CoreVersion, by Core_version"]);
}

#[test]
fn a_host_function_with_a_wrong_signature() {
    let declarations = "//go:wasmimport env ext_hashing_twox_64_version_1\nfunc hash(x uint32) uint32\n\n\
                        func digest(x int) byte { return byte(hash(uint32(x))) }";
    let runtime = Runtime::new(&program(declarations, "[]byte{digest(len(input))}"));
    let start = format!("signature: main.digest ({}): imports host function ext_hashing_twox_64_version_1", runtime.line(6));
    runtime.refusal().names(&start, &["as (i32) -> i32, but it is (i64) -> i32"]);
}

#[test]
fn a_module_that_grows_its_memory() {
    let declarations = "//export llvm.wasm.memory.grow.i32\nfunc grow(memory, pages int32) int32\n\n\
                        func enlarge(pages int) byte { return byte(grow(0, int32(pages))) }";
    let runtime = Runtime::new(&program(declarations, "[]byte{enlarge(len(input))}"));
    let start = format!("memory-grow: main.enlarge ({}): grows memory", runtime.line(6));
    runtime.refusal().names(&start, &["called by main.CoreVersion, by Core_version"]);
}

#[test]
fn floating_point_inside_the_standard_library() {
    // Both results are dropped, so no float appears in the runtime's own code.
    let declarations = "import \"strconv\"\n\nfunc parse(text string) []byte {\n\tstrconv.ParseFloat(text, 64)\n\treturn nil\n}";
    let runtime = Runtime::new(&program(declarations, "parse(string(input))"));
    let refusal = runtime.refusal();
    refusal.names(BROKEN, &[]);
    refusal.names("float: internal/strconv.", &["by strconv.ParseFloat, by main.parse, by main.CoreVersion, by Core_version"]);
}

#[test]
fn a_body_for_the_allocator() {
    let declarations = "import \"unsafe\"\n\nvar next uintptr = 4096\n\n//export runtime.alloc\n\
                        func own(size uintptr, layout unsafe.Pointer) unsafe.Pointer {\n\tnext += size\n\
                        \treturn unsafe.Pointer(next - size)\n}";
    let runtime = Runtime::new(&program(declarations, "append([]byte{1}, input...)"));
    let refusal = runtime.refusal();
    refusal.names(&format!("stack-slots: runtime.alloc ({}): has a body in Go", runtime.line(8)), &[]);
}

#[test]
fn comparing_errors_is_allowed() {
    let declarations = "import \"errors\"\n\nvar errFull, errEmpty = errors.New(\"full\"), errors.New(\"empty\")\n\n\
                        func choose(n int) error {\n\tif n > 1 {\n\t\treturn errFull\n\t}\n\treturn errEmpty\n}\n\n\
                        func same(a, b error) byte {\n\tif a == b {\n\t\treturn 1\n\t}\n\treturn 0\n}";
    let runtime = Runtime::new(&program(declarations, "[]byte{same(choose(len(input)), choose(cap(input)))}"));
    assert!(runtime.module().starts_with(b"\0asm"));
}
