//! The shim's modules and what each may name: `{tinygo, exports, abi} -> gc -> heap`, and the host behind a trait of the heap.

use crate::assert_none;
use crate::rust_code::{root_modules_named, without_comments, words};
use crate::tree::{files_of, File};

/// What each module may name besides itself. `fault` is below all of them: it is how a broken invariant ends the call.
const LAYERS: [(&str, &[&str]); 13] = [
    ("fault", &["host"]),
    ("heap", &["fault"]),
    ("gc", &["heap", "fault"]),
    ("verify", &["gc", "heap", "fault"]),
    ("scale", &["fault"]),
    ("codec", &["scale"]),
    ("printed", &[]),
    ("memory", &["scale"]),
    ("globals", &["heap", "fault"]),
    ("host", &["heap", "fault"]),
    ("tinygo", &["gc", "heap", "fault", "globals", "host", "printed"]),
    ("abi", &["tinygo", "gc", "heap", "fault", "host"]),
    ("exports", &["tinygo", "gc", "heap", "fault", "globals", "host"]),
];

/// The only file that names the host's functions.
const HOST: &str = "shim/src/host.rs";

/// The module of a file of the shim: `shim/src/heap/block.rs` is `["heap", "block"]`.
fn module_path(path: &str) -> Vec<&str> {
    let inside = path.strip_prefix("shim/src/").unwrap_or(path).trim_end_matches(".rs");
    inside.split('/').filter(|part| !["mod", "lib"].contains(part)).collect()
}

fn layer_violations(file: &File) -> Vec<String> {
    let path = module_path(&file.path);
    let Some(&module) = path.first() else {
        return Vec::new();
    };
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{}: the module `{module}` has no layer: add it to the table, with what it may name", file.path)];
    };
    // The collector's tests walk the heap after each step.
    let is_test = path.last() == Some(&"tests");
    let is_allowed = |name: &str| name == module || allowed.contains(&name) || (is_test && name == "verify");
    let named = root_modules_named(&without_comments(&file.text), &path);
    let modules = named.iter().filter(|name| LAYERS.iter().any(|(module, _)| module == name));
    modules.filter(|name| !is_allowed(name)).map(|name| format!("{}: `{module}` must not name `{name}`", file.path)).collect()
}

fn host_function_violations(file: &File) -> Vec<String> {
    let code = without_comments(&file.text);
    let host_functions = words(&code).filter(|word| word.starts_with("ext_"));
    host_functions.map(|name| format!("{}: names `{name}`, which only {HOST} may", file.path)).collect()
}

#[test]
fn each_module_of_the_shim_names_only_what_is_below_it() {
    let violations: Vec<_> = files_of("shim/src", "rs").iter().flat_map(layer_violations).collect();
    assert_none(&violations);
}

#[test]
fn only_one_file_of_the_shim_names_host_functions() {
    let (host, others): (Vec<_>, Vec<_>) = files_of("shim/src", "rs").into_iter().partition(|file| file.path == HOST);
    assert_eq!(host.len(), 1, "{HOST}");
    assert!(!host_function_violations(&host[0]).is_empty(), "{HOST} names no host function: the rule looks for something else");
    assert_none(&others.iter().flat_map(host_function_violations).collect::<Vec<_>>());
}

#[test]
fn a_module_that_names_one_above_it_is_found() {
    for (path, text, violation) in [
        ("shim/src/heap/block.rs", "use crate::gc::Collector;", "shim/src/heap/block.rs: `heap` must not name `gc`"),
        ("shim/src/heap/chunk.rs", "fn f() { super::super::host::free() }", "shim/src/heap/chunk.rs: `heap` must not name `host`"),
        ("shim/src/gc/mark.rs", "use crate::{heap::address, tinygo};", "shim/src/gc/mark.rs: `gc` must not name `tinygo`"),
        ("shim/src/gc/mark.rs", "use crate::verify::verify;", "shim/src/gc/mark.rs: `gc` must not name `verify`"),
        ("shim/src/tinygo.rs", "use crate::abi;", "shim/src/tinygo.rs: `tinygo` must not name `abi`"),
        ("shim/src/host.rs", "use crate::gc::Counts;", "shim/src/host.rs: `host` must not name `gc`"),
        ("shim/src/new.rs", "", "shim/src/new.rs: the module `new` has no layer: add it to the table, with what it may name"),
    ] {
        assert_eq!(layer_violations(&File::new(path, text)), [violation]);
    }
    assert_none(&layer_violations(&File::new("shim/src/gc/tests.rs", "use crate::verify::verify; // crate::host")));
}

#[test]
fn a_host_function_elsewhere_is_found() {
    let file = File::new("shim/src/gc/mark.rs", "// ext_a\nlet b = x.next_power_of_two(); fn ext_logging_log_version_1();");
    assert_eq!(
        host_function_violations(&file),
        ["shim/src/gc/mark.rs: names `ext_logging_log_version_1`, which only shim/src/host.rs may"]
    );
}
