//! The commands that make and run chains, and compare and measure blobs.

use std::path::Path;

use host_tests::{chain_spec::ChainSpec, state::CODE};
use serde_json::Value;

use crate::{
    blobs::{example_version, with_version_sections},
    chain::{genesis, genesis_builder, runtime},
    command_line::{code, json, run, stderr, stdout, Folder},
    program::{with_body, Bytes, Program, Returns},
};

/// A chain spec whose runtime makes blocks.
fn chain_spec(folder: &Folder) -> String {
    let spec = ChainSpec::new("test", "test", "Development", &genesis(runtime(false, true)));
    folder.file("chain.json", spec.to_json().as_bytes())
}

#[test]
fn should_build_a_chain_spec() {
    let folder = Folder::new("genesis");
    let blob = folder.file("blob.wasm", &with_version_sections(&genesis_builder(), &example_version()));
    assert_eq!(stdout(&run(&["genesis", &blob, "--list"])), "dev\n");
    let patch = folder.file("patch.json", br#"{"a": {"x": 9}}"#);
    let options = ["--preset", "dev", "--patch", &patch, "--relay-chain", "rococo-local", "--para-id", "1000"];
    let output = run(&[&["genesis", &blob], &options[..]].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let spec = json(&output);
    assert_eq!((&spec["name"], &spec["relay_chain"], &spec["para_id"]), (&"example".into(), &"rococo-local".into(), &1000.into()));
    let state = ChainSpec::from_json(stdout(&output).as_bytes()).and_then(|spec| spec.state()).expect("a chain spec");
    assert_eq!(state.top[CODE], std::fs::read(&blob).expect("the blob"));
    let configuration: Value = serde_json::from_slice(&state.top[b"config".as_slice()][1..]).expect("the configuration");
    assert_eq!(configuration, serde_json::json!({"a": {"x": 9, "y": 3}, "b": [1]}));
    // into a file, with figures on the way
    let out = folder.path("spec.json");
    let name = ["--name", "Mine", "--id", "mine", "--properties", r#"{"tokenSymbol": "X"}"#];
    let output = run(&[&["genesis", &blob, "--out", &out, "--json"], &name[..]].concat());
    assert_eq!((code(&output), &json(&output)["keys"]), (0, &2.into()), "{}", stderr(&output));
    let spec: Value = serde_json::from_slice(&std::fs::read(&out).expect("written")).expect("JSON");
    assert_eq!((&spec["id"], &spec["properties"]["tokenSymbol"]), (&"mine".into(), &"X".into()));
}

#[test]
fn should_say_what_is_wrong_with_a_genesis() {
    let folder = Folder::new("genesis_wrong");
    let blob = folder.file("blob.wasm", &with_version_sections(&genesis_builder(), &example_version()));
    let plain = folder.file("plain.wasm", &with_body("(i64.const 0)"));
    let list = folder.file("list.json", b"[]");
    let cases: [(&[&str], &str); 4] = [
        (&["genesis", &blob, "--preset", "other"], "it has: dev"),
        (&["genesis", &plain], "API GenesisBuilder"),
        (&["genesis", &blob, "--patch", &list], "no JSON object"),
        (&["genesis", &blob, "--properties", "x"], "no JSON"),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        assert!(code(&output) == 2 && stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn should_author_and_replay() {
    let folder = Folder::new("author");
    let chain = chain_spec(&folder);
    let transactions = folder.file("transactions.txt", b"# done, failed\n0x0464\n0x0466\n");
    let blocks = folder.path("blocks.json");
    let output = run(&["author", "--chain", &chain, "--transactions", &transactions, "--blocks", "3", "--out", &blocks, "--json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let made = json(&output);
    assert_eq!((&made["blocks"][0]["transactions"], &made["blocks"][0]["failed"]), (&2.into(), &1.into()));
    assert_eq!((&made["blocks"][2]["number"], &made["left"]), (&3.into(), &0.into()));
    let output = run(&["replay", &blocks, "--chain", &chain, "--json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let replayed = json(&output);
    for number in 0..3 {
        assert_eq!(replayed["blocks"][number]["hash"], made["blocks"][number]["hash"]);
        assert_eq!(replayed["blocks"][number]["state_root"], made["blocks"][number]["state_root"]);
    }
    // on another runtime the roots differ, here from the first block on: it keeps nothing
    let other = with_version_sections(
        &crate::program::with_heap("(func (export \"Core_execute_block\") (param i32 i32) (result i64) (i64.const 0))"),
        &example_version(),
    );
    let other = folder.file("other.wasm", &other);
    let output = run(&["replay", &blocks, "--chain", &chain, "--runtime", &other]);
    assert!(code(&output) == 1 && stderr(&output).contains("block 1 leaves the state root"), "{}", stderr(&output));
}

#[test]
fn should_go_on_from_a_kept_state() {
    let folder = Folder::new("kept");
    let (chain, state) = (chain_spec(&folder), folder.path("state.redb"));
    let _missing = std::fs::remove_file(Path::new(&state));
    let blocks = [folder.path("first.json"), folder.path("second.json"), folder.path("all.json")];
    assert_eq!(code(&run(&["author", "--chain", &chain, "--state", &state, "--blocks", "2", "--out", &blocks[0]])), 0);
    let output = run(&["author", "--state", &state, "--blocks", "1", "--out", &blocks[1]]);
    assert!(code(&output) == 0 && stdout(&output).starts_with("block 3 "), "{}{}", stdout(&output), stderr(&output));
    // the same blocks as in one go
    assert_eq!(code(&run(&["author", "--chain", &chain, "--blocks", "3", "--out", &blocks[2]])), 0);
    let read = |path: &String| -> Vec<String> { serde_json::from_slice(&std::fs::read(path).expect("written")).expect("JSON") };
    assert_eq!([read(&blocks[0]), read(&blocks[1])].concat(), read(&blocks[2]));
    // calls see the state, and write to it when they are told to
    let setter = Program::new().end("ext_storage_set_version_1", &[Bytes(b"b"), Bytes(b"2")], Returns::Nothing);
    let setter = folder.file("setter.wasm", &setter);
    let root = |arguments: &[&str]| {
        let output = run(&[&["call", &setter, "run", "--state", &state, "--json"], arguments].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        json(&output)["storage_root"].clone()
    };
    let reader = folder.file("reader.wasm", &Program::new().end("ext_storage_get_version_1", &[Bytes(b"b")], Returns::Value));
    let value = || stdout(&run(&["call", &reader, "run", "--state", &state])).to_owned();
    let after = root(&[]);
    assert_eq!(value(), "0x00\n");
    assert_eq!(root(&["--write"]), after);
    assert_eq!(value(), "0x010432\n");
    // the chain goes on
    assert!(stdout(&run(&["author", "--state", &state])).starts_with("block 4 "));
}

#[test]
fn should_report_transactions_that_are_left_out() {
    let folder = Folder::new("left_out");
    let chain = chain_spec(&folder);
    let stale = folder.file("stale.txt", b"0x0473\n0x0470\n0x0464\n");
    let output = run(&["author", "--chain", &chain, "--transactions", &stale]);
    assert!(code(&output) == 1 && stdout(&output).contains("1 transactions"), "{}", stdout(&output));
    assert!(stderr(&output).contains("transaction 0: invalid transaction: the nonce was used before"), "{}", stderr(&output));
    assert!(stderr(&output).contains("transaction 1: applying it ends the call"), "{}", stderr(&output));
    let full = folder.file("full.txt", b"0x0464\n0x0478\n");
    let output = run(&["author", "--chain", &chain, "--transactions", &full]);
    assert!(code(&output) == 1 && stderr(&output).contains("1 transactions are left"), "{}", stderr(&output));
}

#[test]
fn should_exit_with_2_on_wrong_chains_and_files() {
    let folder = Folder::new("chain_usage");
    let chain = chain_spec(&folder);
    let text = folder.file("text.txt", b"0x0801");
    let no_state = folder.path("empty.redb");
    let _missing = std::fs::remove_file(Path::new(&no_state));
    let cases: [(&[&str], &str); 9] = [
        (&["author"], "name a chain spec"),
        (&["author", "--chain", &text], "not a chain spec"),
        (&["author", "--state", &no_state], "nothing at :code"),
        (&["author", "--state", &text], "name another file"),
        (&["author", "--chain", &chain, "--transactions", &text], "does not start with its length"),
        (&["author", "--chain", &chain, "--inherent", "short=0x"], "8 characters"),
        (&["replay", &text, "--chain", &chain], "no SCALE-encoded block"),
        (&["call", &text, "run", "--storage", &text, "--chain", &chain], "cannot be used with"),
        (&["call", &text, "run", "--write"], "--state"),
    ];
    for (arguments, expected) in cases {
        let output = run(arguments);
        assert!(code(&output) == 2 && stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn should_compare_and_measure_blobs() {
    let folder = Folder::new("diff");
    let before = folder.file("before.wasm", &with_version_sections(&with_body("(i64.const 0)"), &example_version()));
    let mut version = example_version();
    version.spec_version += 1;
    let after = folder.file("after.wasm", &with_version_sections(&with_body("(i64.const 0)"), &version));
    let output = run(&["diff", &before, &before]);
    assert!(code(&output) == 0 && stdout(&output).contains("version: no difference"), "{}", stderr(&output));
    let output = run(&["diff", &before, &after]);
    assert!(code(&output) == 1 && stdout(&output).contains("~ spec_version: 100 => 101"), "{}", stdout(&output));
    assert_eq!(json(&run(&["diff", &before, &after, "--json"]))["version"][0]["after"], "101");
    let output = run(&["bench", &before, &after, "--call", "run", "--call", "run=0x01", "--rounds", "3", "--json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let measured = json(&output);
    assert_eq!((measured.as_array().map(Vec::len), &measured[3]["blob"]), (Some(4), &1.into()));
    assert_eq!(measured[0]["fuel"], measured[1]["fuel"]);
    let output = run(&["bench", &before, "--call", "none"]);
    assert!(code(&output) == 1 && stderr(&output).contains("it has: run"), "{}", stderr(&output));
}
