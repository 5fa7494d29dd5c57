//! Manifests: wrong ones stop a build at once, what they declare is in the module, and what was generated from them is up to date.

use super::runtime::{manifest, Runtime};
use super::{builder, errors, repository};
use gopallet_manifest::{Manifest, APIS_SECTION, VERSION_SECTION};
use gopallet_wasm_builder::module::Module;
use std::path::{Path, PathBuf};

const GO: &str = "package main

import \"unsafe\"

func CoreVersion(input []byte) []byte {
	return unsafe.Slice(unsafe.StringData(EncodedRuntimeVersion), len(EncodedRuntimeVersion))
}

func main() {}
";

#[test]
fn a_manifest_that_is_wrong_is_told_with_its_line() {
    let good = manifest(&["version"]);
    let cases = [
        (good.replace("spec_version = 1", "spec_version = -1"), "runtime.toml:5: "),
        (good.replace("name = \"Core\"", "name = \"core\""), "runtime.toml:11: the runtime API's name `core` is not a valid name"),
        (good.replace("[\"version\"]", "[\"version\", \"version\"]"), "function `version` of runtime API `Core` is declared twice"),
    ];
    for (text, expected) in cases {
        let runtime = Runtime::with_manifest(&text, GO);
        runtime.refusal().names(&format!("wasm-builder: {}/runtime.toml", runtime.path()), &[expected]);
    }
}

/// Whether the answer of `Core_version`, which is constant data, is in the module, and whether its sections are those of `manifest`.
#[track_caller]
fn assert_declares(wasm: &[u8], manifest: &str) {
    let manifest = Manifest::parse(manifest, Path::new("runtime.toml")).expect("is valid");
    let module = Module::parse(wasm).expect("is a module");
    let answer = manifest.encoded_version();
    assert!(module.data.iter().any(|data| data.bytes.windows(answer.len()).any(|bytes| bytes == answer)), "no such answer");
    assert_eq!(module.customs.get(VERSION_SECTION).copied(), Some(&manifest.version_section()[..]));
    assert_eq!(module.customs.get(APIS_SECTION).copied(), Some(&manifest.apis_section()[..]));
}

#[test]
fn the_module_declares_what_the_manifest_declares() {
    let first = manifest(&["version"]);
    let second = first.replace("\"test\"", "\"another\"").replace("spec_version = 1", "spec_version = 77");
    let runtime = Runtime::with_manifest(&first, GO);
    assert_declares(&runtime.module(), &first);
    std::fs::write(repository().join(runtime.path()).join("runtime.toml"), &second).expect("writes");
    assert_declares(&runtime.module(), &second);
}

#[test]
fn a_runtime_is_built_as_another_spec_version() {
    let first = manifest(&["version"]);
    let runtime = Runtime::with_manifest(&first, GO);
    runtime.module();
    let folder = repository().join(runtime.path());
    let generated = || std::fs::read(folder.join("runtime_generated.go")).expect("is there");
    let before = generated();
    let out = runtime.out().to_string_lossy();
    let output = builder(&["build", &runtime.path(), "--out", &out, "--name", "later", "--spec-version", "77"]).output().expect("runs");
    assert!(output.status.success(), "{}", errors(&output));
    let wasm = std::fs::read(runtime.out().join("later.wasm")).expect("is there");
    assert_declares(&wasm, &first.replace("spec_version = 1", "spec_version = 77"));
    assert_eq!(generated(), before, "the runtime's folder is left as it is");
    let mut beside = std::fs::read_dir(folder.parent().expect("has one")).expect("is there").filter_map(Result::ok);
    assert!(!beside.any(|entry| entry.file_name().to_string_lossy().starts_with("_spec-version-")), "the copy is gone");
}

/// The folders with a manifest below `folder`, which are all that are committed.
fn runtimes(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("is there").map(|entry| entry.expect("is readable").path());
    entries.filter(|path| path.join("runtime.toml").is_file()).collect()
}

#[test]
fn the_generated_files_of_the_repository_are_up_to_date() {
    let module = repository().join("go-runtime");
    let folders = [runtimes(&module.join("runtimes")), runtimes(&module.join("fixtures"))];
    assert!(folders.iter().all(|folders| !folders.is_empty()));
    for folder in folders.concat() {
        let output = builder(&["generate", "--check", &folder.to_string_lossy()]).output().expect("runs");
        assert!(output.status.success(), "{}", errors(&output));
    }
}
