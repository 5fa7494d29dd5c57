//! The program itself: output, exit codes, wrong arguments, bad files.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use codec::Encode;
use serde_json::Value;

use crate::{
    blobs::{example_version, with_section, with_version_sections},
    program::{with_body, with_heap, Bytes, Program, Returns, I32},
};

/// A folder of its own for each test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path in UTF-8").to_owned()
    }
}

pub fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_host-tests");
    Command::new(program).args(arguments).output().expect("the program starts")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("text")
}

pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Logs a line and returns what is stored at `key`.
fn reader() -> Vec<u8> {
    Program::new().call("ext_logging_log_version_1", &[I32(2), Bytes(b"reader"), Bytes(b"reading")]).end(
        "ext_storage_get_version_1",
        &[Bytes(b"key")],
        Returns::Value,
    )
}

/// A blob whose `Core_version` gives the encoding of the example version.
fn versioned() -> Vec<u8> {
    let answer = example_version().encode();
    let data: String = answer.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let result = (answer.len() as u64) << 32 | 1024;
    with_heap(&format!(
        "(data (i32.const 1024) \"{data}\")
         (func (export \"Core_version\") (param i32 i32) (result i64) (i64.const {result}))"
    ))
}

#[test]
fn should_print_the_result_and_log_to_standard_error() {
    let folder = Folder::new("call");
    let blob = folder.file("reader.wasm", &reader());
    let storage = folder.file("storage.json", br#"{"0x6b6579": "0x2a"}"#);
    let output = run(&["call", &blob, "run", "--storage", &storage]);
    assert_eq!((code(&output), stdout(&output)), (0, "0x01042a\n"));
    assert_eq!(stderr(&output), "INFO  reader: reading\n");
    let quiet = run(&["call", &blob, "run", "--log-level", "warn"]);
    assert_eq!((stdout(&quiet), stderr(&quiet)), ("0x00\n", ""));
}

#[test]
fn should_print_one_json_object() {
    let folder = Folder::new("call_json");
    let blob = folder.file("reader.wasm", &reader());
    let output = run(&["call", &blob, "run", "0x0102", "--json"]);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let json = json(&output);
    assert_eq!(json["result"], "0x00");
    assert_eq!(json["mallocs"], 0);
    assert_eq!(json["frees"], 0);
    assert_eq!(json["host_buffers"], 1);
    assert_eq!(json["bytes_allocated"], 1);
    assert_eq!(json["live_allocations"], 2);
    assert_eq!(json["peak_heap_bytes"], 32);
    assert_eq!(json["host_calls"], 2);
    assert_eq!(json["calls_by_function"]["ext_storage_get_version_1"], 1);
    assert_eq!(json["logs"][0]["message"], "reading");
    assert_eq!(json["logs"][0]["level"], "info");
    assert!(json["fuel"].as_u64().expect("a number") > 0);
    let empty = "0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314";
    assert_eq!(json["storage_root"], empty);
}

#[test]
fn should_repeat_on_one_instance() {
    let folder = Folder::new("repeat");
    let blob = folder.file("reader.wasm", &reader());
    let output = run(&["call", &blob, "run", "--repeat", "100", "--json"]);
    assert_eq!(code(&output), 0);
    let json = json(&output);
    let repeated = &json["repeated"];
    assert_eq!(repeated["calls"], 100);
    assert_eq!(repeated["equal_results"], true);
    assert_eq!(repeated["fuel_min"], repeated["fuel_max"]);
    // a runtime that counts its calls gives itself away
    let counter = with_body(
        "(i32.store (i32.const 64) (i32.add (i32.load (i32.const 64)) (i32.const 1)))
         (i64.const 0x400000040)",
    );
    let counter = folder.file("counter.wasm", &counter);
    let output = run(&["call", &counter, "run", "--repeat", "3"]);
    assert_eq!((code(&output), stdout(&output)), (1, "0x03000000\n"));
    assert!(stderr(&output).contains("leaves state behind"));
}

#[test]
fn should_save_the_storage() {
    let folder = Folder::new("save");
    let wasm = Program::new().end("ext_storage_set_version_1", &[Bytes(b"b"), Bytes(b"2")], Returns::Nothing);
    let blob = folder.file("setter.wasm", &wasm);
    let storage = folder.file("before.json", br#"{"0x61": "0x31"}"#);
    let after = folder.path("after.json");
    let output = run(&["call", &blob, "run", "--storage", &storage, "--save-storage", &after]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let saved = std::fs::read_to_string(&after).expect("saved");
    assert_eq!(saved, "{\n  \"0x61\": \"0x31\",\n  \"0x62\": \"0x32\"\n}\n");
}

#[test]
fn should_exit_with_1_when_the_call_fails() {
    let folder = Folder::new("fail");
    let wasm = with_heap("(func $oops (export \"run\") (param i32 i32) (result i64) (unreachable))");
    let blob = folder.file("trap.wasm", &wasm);
    let output = run(&["call", &blob, "run"]);
    assert_eq!((code(&output), stdout(&output)), (1, ""));
    assert!(stderr(&output).contains("in oops") && stderr(&output).contains("unreachable"));
    let output = run(&["call", &blob, "run", "--json"]);
    assert_eq!(code(&output), 1);
    let json = json(&output);
    assert!(json["error"].as_str().expect("an error").contains("unreachable"));
    assert_eq!(json["backtrace"][0], "oops");
    assert!(json.get("result").is_none());
    // the limits are passed on
    let busy = folder.file("busy.wasm", &with_body("(loop (br 0)) (i64.const 0)"));
    let output = run(&["call", &busy, "run", "--fuel", "1000"]);
    assert!(code(&output) == 1 && stderr(&output).contains("out of fuel"));
    let greedy = folder.file("greedy.wasm", &with_body("(drop (call $malloc (i32.const 70000))) (i64.const 0)"));
    let output = run(&["call", &greedy, "run", "--heap-pages", "1"]);
    assert!(code(&output) == 1 && stderr(&output).contains("out of space"));
    let output = run(&["call", &greedy, "run"]);
    assert!(code(&output) == 1 && stderr(&output).contains("left behind"));
    assert_eq!(code(&run(&["call", &greedy, "run", "--allow-leaks"])), 0);
}

#[test]
fn should_exit_with_2_on_wrong_arguments_and_bad_files() {
    let folder = Folder::new("usage");
    let blob = folder.file("reader.wasm", &reader());
    let text = folder.file("text.wasm", b"hello");
    let cut = folder.file("cut.wasm", &reader()[..40]);
    let list = folder.file("list.json", b"[1]");
    let odd = folder.file("odd.json", br#"{"0x6": "0x"}"#);
    let child = folder.file("child.json", br#"{"0x3a6368696c645f73746f726167653a64656661756c743a78": "0x"}"#);
    let twice = folder.file("twice.json", br#"{"0xab": "0x", "0xAB": "0x"}"#);
    let missing = folder.path("missing.wasm");
    let cases: [(&[&str], &str); 15] = [
        (&[], "Usage"),
        (&["dance"], "unrecognized subcommand"),
        (&["call", &blob], "required arguments"),
        (&["call", &missing, "run"], "check the path"),
        (&["call", &text, "run"], "not a WebAssembly module"),
        (&["call", &cut, "run"], "not a valid MVP module"),
        (&["call", &blob, "Run"], "it has: run"),
        (&["call", &blob, "run", "0x123"], "3 hexadecimal digits"),
        (&["call", &blob, "run", "0xzz"], "not hexadecimal"),
        (&["call", &blob, "run", "--repeat", "0"], "--repeat"),
        (&["call", &blob, "run", "--state-version", "2"], "--state-version"),
        (&["call", &blob, "run", "--storage", &list], "must be one object"),
        (&["call", &blob, "run", "--storage", &odd], "hexadecimal digits"),
        (&["call", &blob, "run", "--storage", &child], "child trie"),
        (&["call", &blob, "run", "--storage", &twice], "occurs twice"),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn should_print_versions() {
    let folder = Folder::new("version");
    let blob = folder.file("plain.wasm", &versioned());
    let output = run(&["version", &blob]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("spec_name            example\n"));
    assert!(stdout(&output).contains("api 0xdf6acb689907609b  5\n"));
    assert!(stdout(&output).contains("no custom sections"));
    let both = with_version_sections(&versioned(), &example_version());
    let both = folder.file("both.wasm", &both);
    let output = run(&["version", &both, "--json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let json = json(&output);
    assert_eq!((&json["agree"], &json["core_version"]["spec_version"]), (&true.into(), &100.into()));
    assert_eq!(json["sections"]["apis"][1][0], "0x6f74686572617069");
}

#[test]
fn should_complain_when_versions_disagree() {
    let folder = Folder::new("disagree");
    let mut other = example_version();
    other.spec_version += 1;
    let blob = folder.file("other.wasm", &with_version_sections(&versioned(), &other));
    let output = run(&["version", &blob]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("disagree"));
    let damaged = folder.file("damaged.wasm", &with_section(&versioned(), "runtime_apis", &[]));
    let output = run(&["version", &damaged]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("both or neither"));
    let none = folder.file("none.wasm", &with_body("(i64.const 0)"));
    let output = run(&["version", &none]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("no function \"Core_version\""));
}

#[test]
fn should_inspect() {
    let folder = Folder::new("inspect");
    let blob = folder.file("plain.wasm", &versioned());
    let output = run(&["inspect", &blob]);
    assert_eq!(code(&output), 0);
    let text = stdout(&output);
    assert!(text.contains("memory      imported, minimum 1 pages, maximum none"), "{text}");
    assert!(text.contains("function  env.ext_allocator_malloc_version_1  (i32) -> i32"), "{text}");
    assert!(text.contains("function  Core_version  (i32, i32) -> i64"), "{text}");
    let output = run(&["inspect", &blob, "--json"]);
    assert_eq!(json(&output)["exports"][0]["name"], "__heap_base");
    assert_eq!(code(&run(&["inspect", &folder.path("missing.wasm")])), 2);
}

#[test]
fn should_help() {
    for command in ["", "call", "version", "inspect", "genesis", "author", "replay", "diff", "bench"] {
        let output = run(&[command, "--help"].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>());
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("Usage: host-tests"));
    }
    assert!(stdout(&run(&["--version"])).starts_with("host-tests "));
}

#[test]
fn should_end_silently_when_nobody_reads() {
    let folder = Folder::new("pipe");
    let blob = folder.file("plain.wasm", &versioned());
    let program = env!("CARGO_BIN_EXE_host-tests");
    let mut child =
        Command::new(program).args(["inspect", &blob]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
}
