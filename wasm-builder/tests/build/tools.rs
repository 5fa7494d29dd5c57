//! What a build says when a tool is missing or does not work, and with which exit status a script can tell.

use super::runtime::Runtime;
use super::{builder, errors, repository, require_tools};
use std::process::Command;

/// The variables that name the tools.
const TOOLS: [&str; 9] = ["TINYGO", "TINYGOROOT", "GO", "WASM_LD", "CLANG", "LLVM_AR", "LLVM_DIS", "CARGO", "RUSTC"];

/// A build of the smallest fixture that finds no tool but by the variables that the test adds.
fn build_without_tools(folder: &tempfile::TempDir) -> Command {
    let out = folder.path().join("out");
    let mut command = builder(&["build", "go-runtime/fixtures/minimal", "--out", &out.to_string_lossy()]);
    for tool in TOOLS {
        command.env_remove(format!("GOPALLET_{tool}"));
    }
    command.env("GOPALLET_CACHE", folder.path());
    command
}

#[test]
fn a_missing_tool_is_named_with_the_way_to_get_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = build_without_tools(&folder).output().expect("runs");
    let file = folder.path().join("toolchain.env");
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("wasm-builder: GOPALLET_TINYGO is set neither in {} nor in the environment", file.display());
    assert!(errors(&output).starts_with(&expected), "{}", errors(&output));
    assert!(errors(&output).contains("TinyGo is missing; run `make toolchain`"), "{}", errors(&output));

    let output = build_without_tools(&folder).env("GOPALLET_TINYGO", "/nowhere/tinygo").output().expect("runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("TinyGo is not at /nowhere/tinygo, where GOPALLET_TINYGO says it is"), "{}", errors(&output));
    assert!(errors(&output).contains("run `make toolchain`"), "{}", errors(&output));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_tool_that_fails_is_named_with_what_it_said() {
    require_tools();
    let out = tempfile::tempdir().expect("a folder");
    let arguments = ["build", "go-runtime/fixtures/minimal", "--out", &out.path().to_string_lossy()];
    // A linker that is none of LLVM's, and refuses the first argument.
    let output = builder(&arguments).env("GOPALLET_WASM_LD", "/bin/cat").output().expect("runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).starts_with("wasm-builder: the WebAssembly linker failed (exit status: 1):\n"), "{}", errors(&output));
    assert_eq!(std::fs::read_dir(out.path()).expect("is there").count(), 0);
}

#[test]
fn the_exit_status_tells_errors_from_wrong_arguments() {
    let runtime = Runtime::new("package main\n\nfunc CoreVersion(input []byte) []byte { return nil }\n\nfunc main() {}\n");
    let output = runtime.build();
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(output.stderr.is_empty(), "progress is for terminals: {}", errors(&output));
    let sizes = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = sizes.lines().map(|line| line.rsplit(std::path::MAIN_SEPARATOR).next().unwrap_or_default());
    assert_eq!(names.collect::<Vec<_>>(), ["bad.wasm", "bad.compact.wasm", "bad.compact.compressed.wasm"]);
    for name in ["bad.linked.wasm", "bad.linked.map"] {
        assert!(runtime.out().join(name).is_file(), "--keep-linked keeps {name}");
    }
    for arguments in [&["build", "go-runtime/fixtures/minimal"][..], &["build", "--out", "x"], &["link"], &[]] {
        assert_eq!(builder(arguments).output().expect("runs").status.code(), Some(2), "{arguments:?}");
    }
    let absent = builder(&["build", "go-runtime/fixtures/absent", "--out", "x"]).output().expect("runs");
    assert_eq!(absent.status.code(), Some(1));
    assert!(!repository().join("x").exists());
}
