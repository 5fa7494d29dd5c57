//! The crates and what each may depend on, as their `Cargo.toml` files say.

use crate::assert_none;
use crate::tree::read;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// What the shim is linked with: these and nothing else.
const OF_THE_SHIM: [&str; 2] = ["lol_alloc", "parity-scale-codec"];

/// The crates of the workspace, and which of the others each may depend on. The test host sees finished modules only.
const INSIDE: [(&str, &[&str]); 12] = [
    ("gopallet-bench", &["gopallet-manifest", "gopallet-wasm-builder"]),
    ("gopallet-bench-peers", &["gopallet-manifest"]),
    ("bench-codec", &["host-tests"]),
    ("gopallet-shim", &["gopallet-manifest"]),
    ("gopallet-shim-model", &["gopallet-shim"]),
    ("gopallet-native", &["gopallet-shim"]),
    ("gopallet-manifest", &[]),
    ("gopallet-wasm-builder", &["gopallet-manifest"]),
    ("host-tests", &[]),
    ("gopallet-differential", &["host-tests"]),
    ("tinygo-tests", &["gopallet-wasm-builder", "host-tests"]),
    // It compares files that Go's tests compare as well.
    ("metadata-tests", &[]),
];

/// The lints that every crate inherits, of which each must be denied.
const DENIED: [(&str, &str); 3] = [("rust", "missing_docs"), ("rust", "unsafe_op_in_unsafe_fn"), ("clippy", "undocumented_unsafe_blocks")];

/// The manifests of the workspace, the root's first, with their paths.
fn manifests() -> Vec<(String, Table)> {
    let parse = |path: String| {
        let table: Table = read(&path).parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        (path, table)
    };
    let root = parse("Cargo.toml".to_owned());
    let members = root.1.get("workspace").and_then(|workspace| workspace.get("members")).and_then(Value::as_array).cloned();
    let members = members.expect("the root is a workspace");
    let paths = members.iter().filter_map(Value::as_str).map(|member| format!("{member}/Cargo.toml"));
    std::iter::once(root).chain(paths.map(parse)).collect()
}

fn package_name(manifest: &Table) -> &str {
    manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str).unwrap_or_default()
}

/// The packages in the tables named `kind`, those for some targets only included; what is renamed, by its real name.
fn packages(manifest: &Table, kind: &str) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let of_targets = targets.into_iter().flat_map(Table::values).filter_map(|target| target.get(kind));
    let tables = manifest.get(kind).into_iter().chain(of_targets).filter_map(Value::as_table);
    let package = |(name, value): (&String, &Value)| value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned();
    tables.flatten().map(package).collect()
}

fn shim_violations(manifest: &Table) -> Vec<String> {
    let linked = packages(manifest, "dependencies");
    let mut violations = Vec::new();
    let more = linked.iter().filter(|name| !OF_THE_SHIM.contains(&name.as_str()));
    violations.extend(more.map(|name| format!("the shim must not depend on `{name}`")));
    let missing = OF_THE_SHIM.iter().filter(|name| !linked.contains(**name));
    violations.extend(missing.map(|name| format!("the shim no longer depends on `{name}`")));
    for kind in ["dependencies", "build-dependencies"] {
        let engines = packages(manifest, kind).into_iter().filter(|name| name.starts_with("wasmtime"));
        violations.extend(engines.map(|name| format!("`{name}` is in [{kind}]: it may be a dev-dependency only")));
    }
    violations
}

fn workspace_violations(manifest: &Table) -> Vec<String> {
    let name = package_name(manifest);
    let Some((_, allowed)) = INSIDE.iter().find(|(own, _)| *own == name) else {
        return vec![format!("{name}: this crate is not in the table: add it, with the crates of the workspace that it may depend on")];
    };
    let kinds = ["dependencies", "build-dependencies", "dev-dependencies"];
    let named: BTreeSet<_> = kinds.iter().flat_map(|kind| packages(manifest, kind)).collect();
    let inside = INSIDE.iter().map(|(other, _)| *other).filter(|other| named.contains(*other));
    inside.filter(|other| !allowed.contains(other)).map(|other| format!("{name} must not depend on {other}")).collect()
}

fn lint_violations(manifest: &Table) -> Vec<String> {
    let inherits = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool);
    let name = package_name(manifest);
    if inherits == Some(true) {
        Vec::new()
    } else {
        vec![format!("{name}: [lints] workspace = true is missing")]
    }
}

/// Lints of the workspace that are not denied.
fn lint_table_violations(root: &Table) -> Vec<String> {
    let lints = root.get("workspace").and_then(|workspace| workspace.get("lints"));
    let level = |tool, lint| lints.and_then(|lints| lints.get(tool)?.get(lint)?.as_str());
    let lax = DENIED.iter().filter(|(tool, lint)| !matches!(level(tool, lint), Some("deny" | "forbid")));
    lax.map(|(tool, lint)| format!("the workspace does not deny {tool}::{lint}")).collect()
}

#[test]
fn the_shim_depends_on_two_crates_and_on_wasmtime_in_tests_only() {
    let (_, root) = &manifests()[0];
    assert_none(&shim_violations(root));
    assert!(packages(root, "dev-dependencies").contains("wasmtime"), "the shim's tests of the module need wasmtime");
}

#[test]
fn the_crates_depend_on_each_other_one_way() {
    let manifests = manifests();
    assert_eq!(manifests.len(), INSIDE.len());
    assert_none(&manifests.iter().flat_map(|(_, manifest)| workspace_violations(manifest)).collect::<Vec<_>>());
}

#[test]
fn every_crate_has_the_lints_of_the_workspace() {
    let manifests = manifests();
    assert_none(&lint_table_violations(&manifests[0].1));
    assert_none(&manifests.iter().flat_map(|(_, manifest)| lint_violations(manifest)).collect::<Vec<_>>());
}

fn table(text: &str) -> Table {
    text.parse().expect("TOML")
}

#[test]
fn a_further_dependency_of_the_shim_is_found() {
    let two = "parity-scale-codec = \"3\"\n[target.'cfg(target_arch = \"wasm32\")'.dependencies]\nlol_alloc = \"0.4\"\n";
    assert_none(&shim_violations(&table(&format!("[dev-dependencies]\nwasmtime = \"1\"\n[dependencies]\n{two}"))));
    assert_eq!(shim_violations(&table(&format!("[dependencies]\nlibm = \"1\"\n{two}"))), ["the shim must not depend on `libm`"]);
    assert_eq!(
        shim_violations(&table(&format!("[build-dependencies]\nengine = {{ package = \"wasmtime\" }}\n[dependencies]\n{two}talc = \"5\""))),
        ["the shim must not depend on `talc`", "`wasmtime` is in [build-dependencies]: it may be a dev-dependency only"]
    );
    let one = "[dependencies]\nparity-scale-codec = \"3\"";
    assert_eq!(shim_violations(&table(one)), ["the shim no longer depends on `lol_alloc`"]);
}

#[test]
fn a_dependency_between_crates_is_found() {
    let host = "[package]\nname = \"host-tests\"\n[dev-dependencies]\nshim = { package = \"gopallet-shim\", path = \"..\" }";
    assert_eq!(workspace_violations(&table(host)), ["host-tests must not depend on gopallet-shim"]);
    let builder =
        "[package]\nname = \"gopallet-wasm-builder\"\n[dependencies]\ngopallet-shim = { path = \"..\" }\ngopallet-manifest = \"1\"";
    assert_eq!(workspace_violations(&table(builder)), ["gopallet-wasm-builder must not depend on gopallet-shim"]);
    let shim = "[package]\nname = \"gopallet-shim\"\n[dev-dependencies]\nhost-tests = \"1\"";
    assert_eq!(workspace_violations(&table(shim)), ["gopallet-shim must not depend on host-tests"]);
    assert!(workspace_violations(&table("[package]\nname = \"new\""))[0].starts_with("new: this crate is not in the table"));
}

#[test]
fn a_crate_without_the_lints_is_found() {
    assert_eq!(lint_violations(&table("[package]\nname = \"a\"")), ["a: [lints] workspace = true is missing"]);
    let lax = "[workspace.lints.rust]\nmissing_docs = \"deny\"\nunsafe_op_in_unsafe_fn = \"warn\"\n[workspace.lints.clippy]\nundocumented_unsafe_blocks = \"deny\"";
    assert_eq!(lint_table_violations(&table(lax)), ["the workspace does not deny rust::unsafe_op_in_unsafe_fn"]);
}
