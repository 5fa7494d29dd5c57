//! `ext_storage_*`: encodings, transactions, roots.

use codec::Encode;
use host_tests::{CallFailure, Externalities, HostFunctionError, StateVersion};
use sp_core::Blake2Hasher;
use sp_trie::{LayoutV0, LayoutV1, TrieConfiguration};

use crate::program::{result, result_on, run, run_on, Argument, Bytes, Program, Returns, I32};

fn pairs(pairs: &[(&str, &str)]) -> Vec<(Vec<u8>, Vec<u8>)> {
    pairs.iter().map(|(key, value)| (key.as_bytes().to_vec(), value.as_bytes().to_vec())).collect()
}

fn storage(of: &[(&str, &str)]) -> Externalities {
    Externalities::with_storage(pairs(of), StateVersion::V1)
}

fn end(function: &str, arguments: &[Argument<'_>], returns: Returns) -> Vec<u8> {
    Program::new().end(&format!("ext_storage_{function}"), arguments, returns)
}

fn value_on(storage: &mut Externalities, function: &str, arguments: &[Argument<'_>]) -> Vec<u8> {
    result_on(&end(function, arguments, Returns::Value), storage)
}

#[test]
fn should_get_an_option_of_the_value() {
    let mut storage = storage(&[("key", "value"), ("empty", "")]);
    let mut get = |key: &[u8]| value_on(&mut storage, "get_version_1", &[Bytes(key)]);
    assert_eq!(get(b"key"), Some(b"value".to_vec()).encode());
    assert_eq!(get(b"empty"), [1, 0]);
    assert_eq!(get(b"none"), [0]);
    assert_eq!(get(b""), [0]);
}

#[test]
fn should_keep_what_a_call_sets() {
    // given a call that sets a value and clears another
    let mut storage = storage(&[("old", "1")]);
    let wasm = Program::new().call("ext_storage_set_version_1", &[Bytes(b"new"), Bytes(b"2")]).end(
        "ext_storage_clear_version_1",
        &[Bytes(b"old")],
        Returns::Nothing,
    );
    // when it succeeds
    run_on(&wasm, &mut storage).expect("fine");
    // then the next one sees both, committed or not
    for _ in 0..2 {
        assert_eq!(value_on(&mut storage, "get_version_1", &[Bytes(b"new")]), [1, 4, b'2']);
        assert_eq!(value_on(&mut storage, "get_version_1", &[Bytes(b"old")]), [0]);
        assert_eq!(storage.pairs().into_iter().collect::<Vec<_>>(), pairs(&[("new", "2")]));
        storage.commit();
    }
}

#[test]
fn should_drop_what_a_failed_call_sets() {
    let mut storage = storage(&[("key", "before")]);
    let root = storage.root();
    // a call that fails after a nested transaction was opened and another committed
    let wasm = Program::new()
        .call("ext_storage_set_version_1", &[Bytes(b"key"), Bytes(b"after")])
        .call("ext_storage_start_transaction_version_1", &[])
        .call("ext_storage_set_version_1", &[Bytes(b"other"), Bytes(b"x")])
        .call("ext_storage_commit_transaction_version_1", &[])
        .call("ext_storage_start_transaction_version_1", &[])
        .call("ext_storage_clear_version_1", &[Bytes(b"key")])
        .end("ext_allocator_free_version_1", &[I32(1)], Returns::Nothing);
    run_on(&wasm, &mut storage).expect_err("frees nothing");
    assert_eq!(storage.get(b"key"), Some(b"before".to_vec()));
    assert_eq!(storage.get(b"other"), None);
    assert_eq!(storage.root(), root);
}

#[test]
fn should_read_into_a_buffer() {
    let mut storage = storage(&[("key", "0123456789")]);
    let mut read = |key: &[u8], offset: u32| {
        let arguments = [Bytes(key), Bytes(b"....."), I32(offset)];
        let length = value_on(&mut storage, "read_version_1", &arguments);
        let at = Returns::Data(key.len() as u32, 5);
        let buffer = result_on(&end("read_version_1", &arguments, at), &mut storage);
        (length, String::from_utf8(buffer).expect("text"))
    };
    // the length counts from the offset on, and does not end with the buffer
    assert_eq!(read(b"key", 0), (Some(10_u32).encode(), "01234".to_owned()));
    assert_eq!(read(b"key", 7), (Some(3_u32).encode(), "789..".to_owned()));
    assert_eq!(read(b"key", 10), (Some(0_u32).encode(), ".....".to_owned()));
    assert_eq!(read(b"key", u32::MAX), (Some(0_u32).encode(), ".....".to_owned()));
    assert_eq!(read(b"none", 0), (None::<u32>.encode(), ".....".to_owned()));
}

#[test]
fn should_tell_whether_a_key_exists() {
    let mut storage = storage(&[("key", "")]);
    let mut exists = |key: &[u8]| result_on(&end("exists_version_1", &[Bytes(key)], Returns::Number), &mut storage);
    assert_eq!(exists(b"key"), [1, 0, 0, 0]);
    assert_eq!(exists(b"ke"), [0, 0, 0, 0]);
}

#[test]
fn should_find_the_next_key() {
    let mut storage = storage(&[("a", ""), ("b", ""), ("c", "")]);
    let next_after = |first: Program, key: &[u8], storage: &mut Externalities| {
        let wasm = first.end("ext_storage_next_key_version_1", &[Bytes(key)], Returns::Value);
        result_on(&wasm, storage)
    };
    let some = |key: &str| Some(key.as_bytes().to_vec()).encode();
    assert_eq!(next_after(Program::new(), b"", &mut storage), some("a"));
    assert_eq!(next_after(Program::new(), b"a", &mut storage), some("b"));
    assert_eq!(next_after(Program::new(), b"c", &mut storage), [0]);
    // with changes on top: one key gone, one between
    let changed = || {
        Program::new().call("ext_storage_clear_version_1", &[Bytes(b"b")]).call("ext_storage_set_version_1", &[Bytes(b"bb"), Bytes(b"")])
    };
    assert_eq!(next_after(changed(), b"a", &mut storage), some("bb"));
    assert_eq!(next_after(changed(), b"bb", &mut storage), some("c"));
}

#[test]
fn should_append_to_a_list() {
    let mut storage = storage(&[]);
    let append = |value: &[u8], storage: &mut Externalities| {
        let wasm = end("append_version_1", &[Bytes(b"list"), Bytes(value)], Returns::Nothing);
        run_on(&wasm, storage).expect("fine");
    };
    append(&7_u32.encode(), &mut storage);
    append(&8_u32.encode(), &mut storage);
    assert_eq!(storage.get(b"list"), Some(vec![7_u32, 8].encode()));
    // what is no list is replaced
    storage.set(b"list", Some(vec![0xff]));
    append(&9_u32.encode(), &mut storage);
    assert_eq!(storage.get(b"list"), Some(vec![9_u32].encode()));
}

#[test]
fn should_clear_a_prefix() {
    let of = [("a", "1"), ("p1", "1"), ("p2", "1"), ("p3", "1"), ("q", "1")];
    let mut all = storage(&of);
    let wasm = end("clear_prefix_version_1", &[Bytes(b"p")], Returns::Nothing);
    run_on(&wasm, &mut all).expect("fine");
    assert_eq!(all.pairs().into_keys().collect::<Vec<_>>(), [b"a", b"q"]);
    // with a limit: the answer says how many are gone, and whether some remain
    let clear = |limit: Option<u32>| {
        let mut storage = storage(&of);
        let arguments = [Bytes(b"p"), Bytes(&limit.encode())];
        let answer = value_on(&mut storage, "clear_prefix_version_2", &arguments);
        (answer, storage.pairs().len())
    };
    assert_eq!(clear(None), ((0_u8, 3_u32).encode(), 2));
    assert_eq!(clear(Some(3)), ((0_u8, 3_u32).encode(), 2));
    assert_eq!(clear(Some(2)), ((1_u8, 2_u32).encode(), 3));
    assert_eq!(clear(Some(0)), ((1_u8, 0_u32).encode(), 5));
}

#[test]
fn should_refuse_a_limit_that_does_not_decode() {
    let wasm = end("clear_prefix_version_2", &[Bytes(b"p"), Bytes(b"\x01\x02")], Returns::Nothing);
    let CallFailure::HostFunction { function, error } = run(&wasm).expect_err("refused").failure else {
        panic!("no host function");
    };
    assert_eq!(function, "ext_storage_clear_prefix_version_2");
    assert_eq!(error, HostFunctionError::Decode { what: "Option<u32>" });
}

#[test]
fn should_nest_transactions() {
    let set = |program: Program, key: &[u8]| program.call("ext_storage_set_version_1", &[Bytes(key), Bytes(b"1")]);
    let start = |program: Program| program.call("ext_storage_start_transaction_version_1", &[]);
    // given one transaction that is rolled back with a committed one in it, and one that is committed
    let program = start(set(Program::new(), b"outside"));
    let program = set(start(set(program, b"lost")), b"lost too");
    let program = program.call("ext_storage_commit_transaction_version_1", &[]).call("ext_storage_rollback_transaction_version_1", &[]);
    let program = set(start(program), b"kept");
    let wasm = program.end("ext_storage_commit_transaction_version_1", &[], Returns::Nothing);
    let mut storage = storage(&[]);
    run_on(&wasm, &mut storage).expect("fine");
    let keys: Vec<_> = storage.pairs().into_keys().collect();
    assert_eq!(keys, [b"kept".to_vec(), b"outside".to_vec()]);
}

#[test]
fn should_roll_back_a_transaction_that_is_left_open() {
    let wasm = Program::new().call("ext_storage_start_transaction_version_1", &[]).end(
        "ext_storage_set_version_1",
        &[Bytes(b"key"), Bytes(b"1")],
        Returns::Nothing,
    );
    let mut storage = storage(&[]);
    run_on(&wasm, &mut storage).expect("fine");
    assert_eq!(storage.get(b"key"), None);
}

#[test]
fn should_refuse_to_end_a_transaction_that_is_not_open() {
    for function in ["rollback_transaction_version_1", "commit_transaction_version_1"] {
        let failure = run(&end(function, &[], Returns::Nothing)).expect_err("refused").failure;
        let error = match failure {
            CallFailure::HostFunction { error, .. } => error,
            other => panic!("{other}"),
        };
        assert!(matches!(error, HostFunctionError::NoTransaction(_)));
    }
}

#[test]
fn should_compute_the_root_of_either_state_version() {
    // given a value of more than 32 bytes, which the versions lay out differently, and one that the call sets
    let long = "v".repeat(40);
    let after = pairs(&[("key", &long), ("new", "n")]);
    let (v0, v1) = (LayoutV0::<Blake2Hasher>::trie_root(after.clone()), LayoutV1::<Blake2Hasher>::trie_root(after));
    assert_ne!(v0, v1);
    // values that are not written again keep their layout, so the storage has the version that is asked for
    let root = |version: StateVersion, function: &str, arguments: &[Argument<'_>]| {
        let mut storage = Externalities::with_storage(pairs(&[("key", &long)]), version);
        let wasm = Program::new().call("ext_storage_set_version_1", &[Bytes(b"new"), Bytes(b"n")]).end(function, arguments, Returns::Value);
        result_on(&wasm, &mut storage)
    };
    assert_eq!(root(StateVersion::V0, "ext_storage_root_version_1", &[]), v0.as_bytes());
    assert_eq!(root(StateVersion::V0, "ext_storage_root_version_2", &[I32(0)]), v0.as_bytes());
    assert_eq!(root(StateVersion::V1, "ext_storage_root_version_2", &[I32(1)]), v1.as_bytes());
    // 2 lays out the state as 1 does; only the low byte counts
    assert_eq!(root(StateVersion::V1, "ext_storage_root_version_2", &[I32(2)]), v1.as_bytes());
    assert_eq!(root(StateVersion::V1, "ext_storage_root_version_2", &[I32(257)]), v1.as_bytes());
    let wasm = end("root_version_2", &[I32(3)], Returns::Nothing);
    assert!(matches!(
        run(&wasm).expect_err("refused").failure,
        CallFailure::HostFunction { error: HostFunctionError::StateVersion(3), .. }
    ));
}

#[test]
fn should_commit_to_the_same_root() {
    for version in [StateVersion::V0, StateVersion::V1] {
        let long = "v".repeat(40);
        let of = pairs(&[("a", &long), ("b", "2"), ("c", &long)]);
        let mut storage = Externalities::with_storage(of[..1].to_vec(), version);
        of[1..].iter().for_each(|(key, value)| storage.set(key, Some(value.clone())));
        let root = storage.root();
        storage.commit();
        assert_eq!(storage.root(), root);
        assert_eq!(Externalities::with_storage(of, version).root(), root);
    }
}

#[test]
fn should_have_no_changes_root() {
    assert_eq!(result(&end("changes_root_version_1", &[Bytes(&[0; 32])], Returns::Value)), [0]);
}

#[test]
fn should_keep_child_tries_out_of_reach_of_plain_keys() {
    let key = b":child_storage:default:x";
    let wasm = end("set_version_1", &[Bytes(key), Bytes(b"1")], Returns::Nothing);
    let mut storage = storage(&[]);
    run_on(&wasm, &mut storage).expect("ignored");
    assert_eq!(storage.get(key), None);
}
