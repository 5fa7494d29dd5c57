//! The program from the outside: the generated file, the check of finished modules, and what it says when something is missing.

use std::path::Path;
use std::process::{Command, Output};

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

/// Runs the builder without any environment but a folder that is no toolchain.
fn builder(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasm-builder"));
    command.args(arguments).current_dir(folder).env_clear().env("GOPALLET_CACHE", folder.join("cache"));
    command.output().expect("runs")
}

fn runtime() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("runtime.toml"), MANIFEST).expect("writes");
    folder
}

fn error_of(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_generated_file_is_written_once() {
    let runtime = runtime();
    let folder = runtime.path();
    let stale = error_of(&builder(&["generate", "--check", "."], folder));
    assert!(stale.contains("run `wasm-builder generate"), "{stale}");
    assert!(builder(&["generate", "."], folder).status.success());
    assert!(builder(&["generate", "--check", "."], folder).status.success());
    let file = folder.join("runtime_generated.go");
    let written = std::fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("exists");
    assert!(builder(&["generate", "."], folder).status.success());
    let again = std::fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("exists");
    assert_eq!(written, again, "a file that is up to date is not touched");
    std::fs::write(folder.join("runtime.toml"), MANIFEST.replace("spec_version = 1", "spec_version = 2")).expect("writes");
    error_of(&builder(&["generate", "--check", "."], folder));
    assert_eq!(std::fs::read_dir(folder).expect("exists").count(), 2, "no temporary file stays");
}

#[test]
fn a_wrong_manifest_is_named_with_its_line() {
    let runtime = runtime();
    std::fs::write(runtime.path().join("runtime.toml"), format!("{MANIFEST}colour = 1\n")).expect("writes");
    let message = error_of(&builder(&["generate", "."], runtime.path()));
    assert!(message.contains("runtime.toml:13: "), "{message}");
    let empty = tempfile::tempdir().expect("a folder");
    let message = error_of(&builder(&["generate", "."], empty.path()));
    assert!(message.contains("cannot read the manifest"), "{message}");
}

#[test]
fn a_missing_toolchain_is_answered_with_what_to_do() {
    let runtime = runtime();
    let output = builder(&["build", ".", "--out", "out"], runtime.path());
    let message = error_of(&output);
    assert!(message.contains("TinyGo is missing; run `make toolchain`"), "{message}");
    assert!(!runtime.path().join("out").exists());
}

#[test]
fn a_build_without_a_runtime_or_repository_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = folder.path().join("cache");
    std::fs::create_dir(&cache).expect("a folder");
    let tools = ["TINYGO", "TINYGOROOT", "GO", "WASM_LD", "CLANG", "LLVM_AR", "LLVM_DIS", "CARGO", "RUSTC"];
    let lines: String = tools.iter().map(|tool| format!("GOPALLET_{tool}=no-such-tool\n")).collect();
    std::fs::write(cache.join("toolchain.env"), lines).expect("writes");
    let message = error_of(&builder(&["build", "nowhere", "--out", "out"], folder.path()));
    assert!(message.contains("nowhere is not there: it must be the folder of a runtime"), "{message}");
    std::fs::write(folder.path().join("runtime.toml"), MANIFEST).expect("writes");
    let message = error_of(&builder(&["build", ".", "--out", "out", "--shim-dir", "."], folder.path()));
    assert!(message.contains("gopallet.json is not there"), "{message}");
    for part in ["toolchain/gopallet.json", "go-runtime/go.mod"] {
        let file = folder.path().join(part);
        std::fs::create_dir_all(file.parent().expect("has one")).expect("a folder");
        std::fs::write(file, "{}").expect("writes");
    }
    let message = error_of(&builder(&["build", ".", "--out", "out", "--shim-dir", "."], folder.path()));
    assert!(message.contains("cannot run go, building runtimecheck, (no-such-tool)"), "{message}");
    assert!(message.contains("make toolchain"), "{message}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn finished_modules_are_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), wat::parse_str(text).expect("assembles")).expect("writes");
    write("bad.wasm", "(module (memory 1) (func $main.f (drop (f32.const 1))))");
    let output = builder(&["check", "bad.wasm"], folder.path());
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(lines.lines().any(|line| line.starts_with("float: main.f: ")), "{lines}");
    assert!(lines.lines().any(|line| line.starts_with("memory-import: ")), "{lines}");
    assert!(error_of(&builder(&["check", "none.wasm"], folder.path())).contains("cannot read none.wasm"));
    assert_eq!(builder(&["check"], folder.path()).status.code(), Some(2));
}
