//! The ABI between Go and the shim: what each side declares, and in what the declarations differ.

use crate::assert_none;
use crate::rust_code::without_comments;
use crate::tree::{go_files, read};
use std::collections::BTreeMap;
use std::fmt;

/// A function in Go's terms: names in camel case, types as Go writes them.
#[derive(Debug, PartialEq, Eq)]
struct Signature {
    parameters: Vec<(String, String)>,
    result: Option<String>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters: Vec<_> = self.parameters.iter().map(|(name, ty)| format!("{name} {ty}")).collect();
        write!(f, "({})", parameters.join(", "))?;
        self.result.as_ref().map_or(Ok(()), |result| write!(f, " {result}"))
    }
}

type Signatures = BTreeMap<String, Signature>;

/// What stands for a pointer. In Go it is an `unsafe.Pointer`, a typed pointer, or, where Go must not see a pointer, a `uintptr`.
const POINTER: &str = "unsafe.Pointer";

/// Whether the two declare the same function, except for how Go writes pointers.
fn agree(rust: &Signature, go: &Signature) -> bool {
    let same = |rust: &str, go: &str| rust == go || rust == POINTER && (go == "uintptr" || go.starts_with('*'));
    let parameters = rust.parameters.iter().zip(&go.parameters);
    rust.parameters.len() == go.parameters.len()
        && rust.result == go.result
        && parameters.into_iter().all(|(rust, go)| rust.0 == go.0 && same(&rust.1, &go.1))
}

/// The Go type that crosses the boundary as the Rust type does; none for no value.
fn go_type(rust: &str) -> Result<Option<String>, String> {
    let go = match rust {
        "" | "()" | "!" => return Ok(None),
        "usize" => "uintptr",
        "u32" => "uint32",
        "i32" => "int32",
        "u64" => "uint64",
        "i64" => "int64",
        pointer if pointer.starts_with("*const ") || pointer.starts_with("*mut ") => POINTER,
        other => return Err(format!("`{other}` has no counterpart in Go: use an integer or a pointer")),
    };
    Ok(Some(go.to_owned()))
}

/// `_objects_freed` as Go writes it.
fn camel_case(name: &str) -> String {
    let mut parts = name.split('_').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut name, part| {
        name.push_str(&part[..1].to_uppercase());
        name.push_str(&part[1..]);
        name
    })
}

/// `name: type, ...` as Rust writes parameters and fields.
fn rust_fields(text: &str) -> Result<Vec<(String, String)>, String> {
    let fields = text.split(',').map(str::trim).filter(|field| !field.is_empty());
    fields
        .map(|field| {
            let (name, ty) = field.split_once(':').ok_or(format!("`{field}` has no type"))?;
            let ty = go_type(ty.trim())?.ok_or(format!("`{field}` has no value"))?;
            Ok((camel_case(name.trim().trim_start_matches("pub ")), ty))
        })
        .collect()
}

/// The function whose parameter list `text` starts with, up to its body or its end.
fn rust_signature(text: &str) -> Result<Signature, String> {
    let (parameters, rest) = text.split_once(')').ok_or("no parameter list")?;
    let result = rest[..rest.find(['{', ';']).unwrap_or(rest.len())].trim();
    Ok(Signature { parameters: rust_fields(parameters)?, result: go_type(result.trim_start_matches("->").trim())? })
}

/// The functions of Rust code whose names start with `gopallet_`. `wanted` is what must stand before each, since the end of the last item.
fn rust_functions(text: &str, wanted: &[&str]) -> (Signatures, Vec<String>) {
    let code = without_comments(text);
    let mut functions = BTreeMap::new();
    let mut violations = Vec::new();
    for (at, _) in code.match_indices("fn gopallet_") {
        let before = &code[code[..at].rfind(['}', ';']).map_or(0, |end| end + 1)..at];
        let Some((name, rest)) = code[at + "fn ".len()..].split_once('(') else {
            continue;
        };
        violations.extend(wanted.iter().filter(|&&part| !before.contains(part)).map(|part| format!("{name}: is not {part}")));
        match rust_signature(rest) {
            Ok(signature) => drop(functions.insert(name.to_owned(), signature)),
            Err(error) => violations.push(format!("{name}: {error}")),
        }
    }
    (functions, violations)
}

/// `start, end uintptr` as Go writes parameters: a name without a type has that of the next one.
fn go_parameters(text: &str) -> Vec<(String, String)> {
    let mut parameters: Vec<(String, String)> = Vec::new();
    for parameter in text.split(',').map(str::trim).filter(|parameter| !parameter.is_empty()).rev() {
        let (name, ty) = match parameter.split_once(' ') {
            Some((name, ty)) => (name, ty.trim().to_owned()),
            None => (parameter, parameters.last().map(|(_, ty)| ty.clone()).unwrap_or_default()),
        };
        parameters.push((name.to_owned(), ty));
    }
    parameters.reverse();
    parameters
}

/// The exported functions of a Go file: those without a body, which are linked in, or those with one.
fn go_functions(text: &str, with_body: bool) -> (Signatures, Vec<String>) {
    let mut functions = BTreeMap::new();
    let mut violations = Vec::new();
    let lines: Vec<_> = text.lines().collect();
    for pair in lines.windows(2) {
        let Some(export) = pair[0].strip_prefix("//export ") else {
            continue;
        };
        let declaration = pair[1].strip_prefix("func ").and_then(|function| function.split_once('('));
        let Some((name, (parameters, rest))) = declaration.and_then(|(name, rest)| Some((name, rest.split_once(')')?))) else {
            violations.push(format!("{export}: the line after //export is no function"));
            continue;
        };
        let (result, body) = rest.split_once('{').map_or((rest, None), |(result, body)| (result, Some(body)));
        if body.is_some() != with_body {
            continue;
        }
        if !with_body && name != export {
            violations.push(format!("{export}: the Go function is named {name}"));
        }
        let result = Some(result.trim().to_owned()).filter(|result| !result.is_empty());
        functions.insert(export.to_owned(), Signature { parameters: go_parameters(parameters), result });
    }
    (functions, violations)
}

/// What one side has and the other has not, or has otherwise.
fn differences(rust: &Signatures, go: &Signatures) -> Vec<String> {
    let mut found = Vec::new();
    for (name, ours) in rust {
        match go.get(name) {
            None => found.push(format!("{name}: in Rust, not in Go")),
            Some(theirs) if !agree(ours, theirs) => found.push(format!("{name}: {ours} in Rust, {theirs} in Go")),
            Some(_) => {}
        }
    }
    found.extend(go.keys().filter(|name| !rust.contains_key(*name)).map(|name| format!("{name}: in Go, not in Rust")));
    found
}

/// Differences between the functions that Go calls: `abi.rs` and `abi.go`.
fn abi_differences(rust: &str, go: &str) -> Vec<String> {
    let (ours, mut violations) = rust_functions(rust, &["#[no_mangle]", "extern \"C\""]);
    let (theirs, more) = go_functions(go, false);
    violations.extend(more);
    violations.extend(differences(&ours, &theirs));
    violations
}

/// Differences between the structure `Counts` of Rust and `counts` of Go, field by field and in order.
fn counts_differences(rust: &str, go: &str) -> Vec<String> {
    let code = without_comments(rust);
    let body = |text: &str, head: &str| text.split(head).nth(1).and_then(|rest| rest.split('}').next()).map(str::to_owned);
    let (Some(ours), Some(theirs)) = (body(&code, "pub struct Counts {"), body(go, "type counts struct {")) else {
        return vec!["counts: a structure was not found".to_owned()];
    };
    let mut violations = Vec::new();
    let before = code.split("pub struct Counts {").next().unwrap_or_default();
    if !before[before.rfind([';', '}']).unwrap_or(0)..].contains("#[repr(C)]") {
        violations.push("Counts: is not #[repr(C)]".to_owned());
    }
    let ours = match rust_fields(&ours) {
        Ok(fields) => fields,
        Err(error) => return vec![format!("Counts: {error}")],
    };
    let lines = theirs.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let theirs: Vec<_> = lines.filter_map(|line| line.split_once(' ')).map(|(name, ty)| (name.to_owned(), ty.trim().to_owned())).collect();
    for index in 0..ours.len().max(theirs.len()) {
        let show = |fields: &[(String, String)]| fields.get(index).map_or("nothing".to_owned(), |(name, ty)| format!("{name} {ty}"));
        let (rust, go) = (show(&ours), show(&theirs));
        if rust != go {
            violations.push(format!("Counts, field {index}: {rust} in Rust, {go} in Go"));
        }
    }
    violations
}

#[test]
fn the_functions_that_go_calls_are_the_same_on_both_sides() {
    let (rust, go) = (read("shim/src/abi.rs") + &read("shim/src/codec.rs"), read("go-runtime/seam/abi.go"));
    assert!(rust_functions(&rust, &[]).0.len() >= 12, "the functions of abi.rs and codec.rs were not found");
    assert_none(&abi_differences(&rust, &go));
}

#[test]
fn the_functions_that_rust_calls_are_the_same_on_both_sides() {
    let (rust, _) = rust_functions(&read("shim/src/tinygo.rs"), &[]);
    let (mut go, mut violations) = (BTreeMap::new(), Vec::new());
    for file in go_files().iter().filter(|file| file.path.starts_with("go-runtime/seam/")) {
        let (functions, more) = go_functions(&file.text, true);
        go.extend(functions);
        violations.extend(more);
        if !file.path.ends_with("/abi.go") {
            let (linked, _) = go_functions(&file.text, false);
            violations.extend(linked.keys().map(|name| format!("{name}: declared in {}, not in abi.go", file.path)));
        }
    }
    assert!(rust.contains_key("gopallet_mark_stack"), "the functions of tinygo.rs were not found");
    violations.extend(differences(&rust, &go));
    assert_none(&violations);
}

#[test]
fn the_counts_are_the_same_on_both_sides() {
    assert_none(&counts_differences(&read("shim/src/gc/stats.rs"), &read("go-runtime/seam/collector.go")));
}

#[test]
fn each_difference_between_two_functions_is_named() {
    const GO: &str = "//export gopallet_a\nfunc gopallet_a(first, second uintptr, text unsafe.Pointer) int32\n";
    let of = |rust: &str| abi_differences(&format!("#[no_mangle]\nunsafe extern \"C\" fn {rust}"), GO);
    let go = "(first uintptr, second uintptr, text unsafe.Pointer) int32 in Go";
    assert_none(&of("gopallet_a(_first: usize, second: usize, text: *const u8) -> i32 {}"));
    for (rust, ours) in [
        ("(first: usize, second: u64, text: *mut u8) -> i32", "(first uintptr, second uint64, text unsafe.Pointer) int32"),
        ("(second: usize, first: usize, text: *mut u8) -> i32", "(second uintptr, first uintptr, text unsafe.Pointer) int32"),
        ("(first: usize, second: usize, text: usize) -> i32", "(first uintptr, second uintptr, text uintptr) int32"),
        ("(first: usize, second: usize) -> i32", "(first uintptr, second uintptr) int32"),
        ("(first: usize, second: usize, text: *mut u8) -> !", "(first uintptr, second uintptr, text unsafe.Pointer)"),
        ("(first: usize, second: usize, text: *mut u8) -> u32", "(first uintptr, second uintptr, text unsafe.Pointer) uint32"),
    ] {
        assert_eq!(of(&format!("gopallet_a{rust} {{}}")), [format!("gopallet_a: {ours} in Rust, {go}")]);
    }
    assert_eq!(of("gopallet_b() {}"), ["gopallet_b: in Rust, not in Go", "gopallet_a: in Go, not in Rust"]);
    assert_eq!(of("gopallet_a(first: bool) {}")[0], "gopallet_a: `bool` has no counterpart in Go: use an integer or a pointer");
}

#[test]
fn a_function_that_does_not_cross_the_boundary_is_named() {
    let go = "//export gopallet_a\nfunc gopallet_a()\n";
    assert_eq!(abi_differences("fn f() {} fn gopallet_a() {}", go), ["gopallet_a: is not #[no_mangle]", "gopallet_a: is not extern \"C\""]);
    let rust = "#[no_mangle] extern \"C\" fn gopallet_a() {}";
    assert_eq!(abi_differences(rust, "//export gopallet_a\nfunc other()\n"), ["gopallet_a: the Go function is named other"]);
    assert_eq!(
        abi_differences(rust, "//export gopallet_a\n\nfunc gopallet_a()\n")[0],
        "gopallet_a: the line after //export is no function"
    );
}

#[test]
fn each_difference_between_the_counts_is_named() {
    let of = |rust: &str, go: &str| counts_differences(&format!("{rust} }}"), &format!("type counts struct {{\n{go}\n}}"));
    assert_none(&of("#[repr(C)] pub struct Counts { /// A, b.\n pub a_b: u64, pub c: u32", "\taB uint64\n\t// c\n\tc  uint32"));
    assert_eq!(
        of("#[repr(C)] pub struct Counts { pub a: u64, pub b: u64, pub c: u64", "a uint64\nc uint64\n"),
        ["Counts, field 1: b uint64 in Rust, c uint64 in Go", "Counts, field 2: c uint64 in Rust, nothing in Go"]
    );
    assert_eq!(of("#[repr(C)] struct A; pub struct Counts { pub a: u64", "a uint64"), ["Counts: is not #[repr(C)]"]);
}
