//! The Go packages and what each may import: `runtimes -> {apis, executive -> pallets} -> frame -> {primitives, hostapi} -> scale -> seam`.

use crate::assert_none;
use crate::tree::{go_files, read, File};

/// The folders of the module with their height. A package imports packages of lower layers only.
const LAYERS: [(&str, u32); 13] = [
    ("seam", 1),
    ("scale", 2),
    // Descriptions of types and of runtimes, for files that are no part of a module.
    ("scaleinfo", 3),
    ("metadata", 4),
    ("primitives", 4),
    ("hostapi", 4),
    ("frame", 5),
    ("pallets", 6),
    ("apis", 6),
    ("executive", 7),
    ("runtimes", 8),
    // Runtimes that exist for the tests.
    ("fixtures", 8),
    // The programs of the benchmark.
    ("bench", 8),
];

/// Tools: no part of a runtime, and made of each other only, and of what a generator describes types with.
const TOOLS: [&str; 3] = ["cmd", "internal", "manual"];
const OF_TOOLS: [&str; 3] = ["scale", "scaleinfo", "metadata"];

/// Directives that join Go to something else, and the only package that may use each. Generated files export a runtime's functions.
const DIRECTIVES: [(&str, &str); 5] = [
    ("//go:linkname ", "seam"),
    ("//export ", "seam"),
    ("//go:export ", "seam"),
    ("//go:wasmexport ", "seam"),
    ("//go:wasmimport ", "hostapi"),
];

/// The module's name, as its `go.mod` gives it.
fn module_name() -> String {
    let text = read("go-runtime/go.mod");
    let line = text.lines().find_map(|line| line.strip_prefix("module "));
    line.expect("go.mod names the module").trim().to_owned()
}

/// The top folder of the module that the file is in.
fn folder(file: &File) -> &str {
    file.path.strip_prefix("go-runtime/").and_then(|path| path.split_once('/')).map_or("", |(folder, _)| folder)
}

/// The paths that a Go file imports.
fn imports(text: &str) -> Vec<&str> {
    let mut paths = Vec::new();
    let mut in_list = false;
    for line in text.lines().map(|line| line.split("//").next().unwrap_or_default().trim()) {
        if line == "import (" {
            in_list = true;
        } else if in_list && line == ")" {
            in_list = false;
        } else if in_list || line.starts_with("import ") {
            paths.extend(line.split('"').nth(1));
        }
    }
    paths
}

/// Why a package of `from` may not import one of `to`.
fn refusal(from: &str, to: &str) -> Option<String> {
    let layer = |folder: &str| LAYERS.iter().find(|(name, _)| *name == folder).map(|(_, height)| *height);
    if TOOLS.contains(&from) && (TOOLS.contains(&to) || OF_TOOLS.contains(&to)) {
        return None;
    }
    match (layer(from), layer(to)) {
        (Some(above), Some(below)) if above > below => None,
        // Inside a layer's folder Go itself refuses circles. A runtime is no library, though.
        (Some(_), Some(_)) if from == to && !["runtimes", "fixtures", "bench"].contains(&from) => None,
        _ => Some(format!("{from} must not import {to}")),
    }
}

fn import_violations(file: &File, module: &str) -> Vec<String> {
    let from = folder(file);
    if !TOOLS.contains(&from) && LAYERS.iter().all(|(name, _)| *name != from) {
        return vec![format!("{}: the folder `{from}` has no layer: add it to the table", file.path)];
    }
    let own = imports(&file.text).into_iter().filter_map(|path| path.strip_prefix(module)?.strip_prefix('/'));
    // The packages inside of one fixture are one thing.
    let fixture = file.path.strip_prefix("go-runtime/fixtures/").and_then(|path| Some(format!("fixtures/{}/", path.split_once('/')?.0)));
    let own = own.filter(|path| fixture.as_ref().is_none_or(|fixture| !path.starts_with(fixture)));
    let folders = own.map(|path| path.split('/').next().unwrap_or_default());
    folders.filter_map(|to| refusal(from, to)).map(|refusal| format!("{}: {refusal}", file.path)).collect()
}

fn directive_violations(file: &File) -> Vec<String> {
    let is_generated = file.name().ends_with("_generated.go");
    let mut violations = Vec::new();
    for line in file.text.lines() {
        for (directive, owner) in DIRECTIVES {
            let is_export = directive.contains("export ");
            if line.starts_with(directive) && folder(file) != owner && !(is_generated && is_export) {
                violations.push(format!("{}: {} belongs to {owner}", file.path, directive.trim_end()));
            }
        }
    }
    violations
}

fn host_function_violations(file: &File) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut names: Vec<_> = file.text.split(|c| !is_word(c)).filter(|word| word.starts_with("ext_")).collect();
    names.dedup();
    names.into_iter().map(|name| format!("{}: names `{name}`, which only hostapi may", file.path)).collect()
}

#[test]
fn each_package_imports_only_what_is_below_it() {
    let module = module_name();
    let files = go_files();
    let own = files.iter().flat_map(|file| imports(&file.text)).filter(|path| path.starts_with(&module)).count();
    assert!(own > 10, "the imports of {module} were not found");
    assert_none(&files.iter().flat_map(|file| import_violations(file, &module)).collect::<Vec<_>>());
}

#[test]
fn only_the_seam_exports_and_only_hostapi_imports() {
    assert_none(&go_files().iter().flat_map(directive_violations).collect::<Vec<_>>());
}

#[test]
fn only_one_package_names_host_functions() {
    let (hostapi, others): (Vec<_>, Vec<_>) = go_files().into_iter().partition(|file| folder(file) == "hostapi");
    assert!(hostapi.iter().any(|file| !host_function_violations(file).is_empty()), "hostapi names no host function");
    assert_none(&others.iter().flat_map(host_function_violations).collect::<Vec<_>>());
}

#[test]
fn an_import_of_a_higher_layer_is_found() {
    let of = |path: &str, text: &str| import_violations(&File::new(path, text), "m");
    for (path, import, violation) in [
        ("go-runtime/scale/a.go", "import \"m/primitives\"", "scale must not import primitives"),
        ("go-runtime/primitives/a.go", "import (\n\t\"fmt\"\n\th \"m/hostapi\" // why\n)", "primitives must not import hostapi"),
        ("go-runtime/frame/a_test.go", "import \"m/pallets/system\"", "frame must not import pallets"),
        ("go-runtime/apis/a.go", "import \"m/pallets/system\"", "apis must not import pallets"),
        ("go-runtime/pallets/system/a.go", "import \"m/internal/check\"", "pallets must not import internal"),
        ("go-runtime/cmd/a/a.go", "import \"m/seam\"", "cmd must not import seam"),
        ("go-runtime/runtimes/a/a.go", "import \"m/runtimes/b\"", "runtimes must not import runtimes"),
        ("go-runtime/scale/a.go", "import \"m/other\"", "scale must not import other"),
    ] {
        assert_eq!(of(path, import), [format!("{path}: {violation}")]);
    }
    assert_none(&of("go-runtime/pallets/a/a.go", "import (\n\"m/pallets/system\"\n\"m/seam\"\n)\nconst s = \"m/runtimes\""));
    assert_eq!(of("go-runtime/other/a.go", ""), ["go-runtime/other/a.go: the folder `other` has no layer: add it to the table"]);
}

#[test]
fn a_directive_in_the_wrong_package_is_found() {
    let of = |path: &str, text: &str| directive_violations(&File::new(path, text));
    assert_eq!(of("go-runtime/frame/a.go", "//go:linkname a b"), ["go-runtime/frame/a.go: //go:linkname belongs to seam"]);
    assert_eq!(of("go-runtime/runtimes/a/a.go", "//export go_a"), ["go-runtime/runtimes/a/a.go: //export belongs to seam"]);
    assert_eq!(of("go-runtime/seam/a.go", "//go:wasmimport env ext_a"), ["go-runtime/seam/a.go: //go:wasmimport belongs to hostapi"]);
    assert_eq!(
        of("go-runtime/runtimes/a/runtime_generated.go", "//export go_a\n//go:linkname a b"),
        ["go-runtime/runtimes/a/runtime_generated.go: //go:linkname belongs to seam"]
    );
}

#[test]
fn a_host_function_in_the_wrong_package_is_found() {
    let file = File::new("go-runtime/frame/a.go", "next_a() // ext_storage_get_version_1");
    assert_eq!(host_function_violations(&file), ["go-runtime/frame/a.go: names `ext_storage_get_version_1`, which only hostapi may"]);
}
