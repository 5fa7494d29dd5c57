//! A runtime's manifest is the one place that says its version: the same Go code with another manifest gives another answer.
//!
//! The second runtime is built here, by the builder's command line, in a folder inside the Go module that git and `go vet ./...` ignore.

use super::{blob, call};
use host_tests::{version::RuntimeVersion, Blob};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that is removed with everything in it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above").to_path_buf()
}

/// Builds the runtime in `folder`; its module.
fn build(folder: &Path) -> Vec<u8> {
    let mut command = Command::new(repository().join("toolchain/env.sh"));
    command.args(["cargo", "run", "--quiet", "--release", "--package", "gopallet-wasm-builder", "--", "build"]);
    let output = command.arg(folder).arg("--out").arg(folder).current_dir(repository()).output().expect("the builder runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(folder.join("runtime.wasm")).expect("is built")
}

fn answer(blob: &Blob) -> RuntimeVersion {
    RuntimeVersion::from_answer(&call(blob, "Core_version", &[]).result).expect("decodes")
}

#[test]
fn another_manifest_is_another_answer() {
    let fixture = repository().join("go-runtime/fixtures/minimal");
    let folder = Folder(repository().join(format!("go-runtime/_build-tests/manifest-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).expect("the Go module is writable");
    std::fs::copy(fixture.join("main.go"), folder.0.join("main.go")).expect("copies");
    let mut manifest = std::fs::read_to_string(fixture.join("runtime.toml")).expect("is there");
    for (from, to) in [
        ("spec_name = \"minimal\"", "spec_name = \"another-chain\""),
        ("impl_name = \"minimal\"", "impl_name = \"gopallet\""),
        ("spec_version = 1\n", "spec_version = 4000000000\n"),
        ("system_version = 1", "system_version = 0"),
    ] {
        assert!(manifest.contains(from), "{from}");
        manifest = manifest.replacen(from, to, 1);
    }
    std::fs::write(folder.0.join("runtime.toml"), manifest).expect("writes");

    let wasm = build(&folder.0);
    let before = answer(&blob("minimal"));
    let after = answer(&Blob::compile(&wasm).expect("a host accepts it"));
    let expected = RuntimeVersion {
        spec_name: "another-chain".into(),
        impl_name: "gopallet".into(),
        spec_version: 4_000_000_000,
        system_version: 0,
        ..before.clone()
    };
    assert_ne!(after, before);
    assert_eq!(after, expected, "what the manifest does not change stays");
    let sections = RuntimeVersion::from_sections(&wasm).expect("decode");
    assert_eq!(sections, Some(after), "the custom sections say the same");
}
