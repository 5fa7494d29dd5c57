//! `ext_default_child_storage_*`.

use std::collections::BTreeMap;

use codec::Encode;
use host_tests::{Externalities, StateVersion};
use sp_core::Blake2Hasher;
use sp_trie::{LayoutV0, LayoutV1, TrieConfiguration};

use crate::program::{result_on, run_on, Argument, Bytes, Program, Returns, I32};

const CHILD: &[u8] = b"child";

fn storage(of: &[(&str, &str)]) -> Externalities {
    let data: BTreeMap<_, _> = pairs(of).into_iter().collect();
    Externalities::with_children([], [(CHILD.to_vec(), data)], StateVersion::V1)
}

fn pairs(of: &[(&str, &str)]) -> Vec<(Vec<u8>, Vec<u8>)> {
    of.iter().map(|(key, value)| (key.as_bytes().to_vec(), value.as_bytes().to_vec())).collect()
}

fn end(function: &str, arguments: &[Argument<'_>], returns: Returns) -> Vec<u8> {
    Program::new().end(&format!("ext_default_child_storage_{function}"), arguments, returns)
}

fn value(storage: &mut Externalities, function: &str, arguments: &[Argument<'_>]) -> Vec<u8> {
    result_on(&end(function, arguments, Returns::Value), storage)
}

#[test]
fn should_get_set_and_clear() {
    let mut storage = storage(&[("key", "value")]);
    let get = |storage: &mut Externalities, key: &[u8]| value(storage, "get_version_1", &[Bytes(CHILD), Bytes(key)]);
    assert_eq!(get(&mut storage, b"key"), Some(b"value".to_vec()).encode());
    assert_eq!(get(&mut storage, b"new"), [0]);
    let arguments = [Bytes(CHILD), Bytes(b"new"), Bytes(b"1")];
    run_on(&end("set_version_1", &arguments, Returns::Nothing), &mut storage).expect("fine");
    let arguments = [Bytes(CHILD), Bytes(b"key")];
    run_on(&end("clear_version_1", &arguments, Returns::Nothing), &mut storage).expect("fine");
    assert_eq!(get(&mut storage, b"key"), [0]);
    assert_eq!(get(&mut storage, b"new"), [1, 4, b'1']);
    storage.commit();
    assert_eq!(storage.child_get(CHILD, b"new"), Some(b"1".to_vec()));
    assert_eq!(storage.child_get(CHILD, b"key"), None);
}

#[test]
fn should_read_into_a_buffer() {
    let mut storage = storage(&[("key", "0123456789")]);
    let arguments = [Bytes(CHILD), Bytes(b"key"), Bytes(b"....."), I32(8)];
    assert_eq!(value(&mut storage, "read_version_1", &arguments), Some(2_u32).encode());
    let buffer = end("read_version_1", &arguments, Returns::Data(8, 5));
    assert_eq!(result_on(&buffer, &mut storage), b"89...");
}

#[test]
fn should_tell_what_exists_and_what_comes_next() {
    let mut storage = storage(&[("a", ""), ("b", "")]);
    let exists = |storage: &mut Externalities, key: &[u8]| {
        let arguments = [Bytes(CHILD), Bytes(key)];
        result_on(&end("exists_version_1", &arguments, Returns::Number), storage)[0]
    };
    assert_eq!([exists(&mut storage, b"a"), exists(&mut storage, b"c")], [1, 0]);
    let next = |storage: &mut Externalities, key: &[u8]| value(storage, "next_key_version_1", &[Bytes(CHILD), Bytes(key)]);
    assert_eq!(next(&mut storage, b"a"), Some(b"b".to_vec()).encode());
    assert_eq!(next(&mut storage, b"b"), [0]);
}

#[test]
fn should_clear_a_prefix() {
    let of = [("p1", ""), ("p2", ""), ("q", "")];
    let mut all = storage(&of);
    let arguments = [Bytes(CHILD), Bytes(b"p")];
    run_on(&end("clear_prefix_version_1", &arguments, Returns::Nothing), &mut all).expect("fine");
    assert_eq!([b"p1", b"p2"].map(|key| all.child_get(CHILD, key)), [None, None]);
    assert_eq!(all.child_get(CHILD, b"q"), Some(vec![]));
    let limit = Some(1_u32).encode();
    let arguments = [Bytes(CHILD), Bytes(b"p"), Bytes(&limit)];
    let answer = value(&mut storage(&of), "clear_prefix_version_2", &arguments);
    assert_eq!(answer, (1_u8, 1_u32).encode());
}

#[test]
fn should_kill_a_child_trie() {
    let of = [("a", ""), ("b", "")];
    let mut killed = storage(&of);
    let wasm = end("storage_kill_version_1", &[Bytes(CHILD)], Returns::Nothing);
    run_on(&wasm, &mut killed).expect("fine");
    assert_eq!(killed.root(), Externalities::default().root());
    for (limit, all) in [(None, true), (Some(1_u32), false), (Some(2), true)] {
        let limit_bytes = limit.encode();
        let arguments = [Bytes(CHILD), Bytes(&limit_bytes)];
        let wasm = end("storage_kill_version_2", &arguments, Returns::Number);
        assert_eq!(result_on(&wasm, &mut storage(&of))[0], u8::from(all));
        let answer = value(&mut storage(&of), "storage_kill_version_3", &arguments);
        assert_eq!(answer, (u8::from(!all), limit.unwrap_or(2)).encode());
    }
}

#[test]
fn should_compute_the_root_of_either_state_version() {
    let long = "v".repeat(40);
    let of = [("key", long.as_str())];
    let v0 = LayoutV0::<Blake2Hasher>::trie_root(pairs(&of));
    let v1 = LayoutV1::<Blake2Hasher>::trie_root(pairs(&of));
    // the call sets the value itself, so that the trie is laid out anew
    let root = |function: &str, arguments: &[Argument<'_>]| {
        let set = [Bytes(CHILD), Bytes(b"key"), Bytes(long.as_bytes())];
        let wasm = Program::new().call("ext_default_child_storage_set_version_1", &set).end(function, arguments, Returns::Value);
        result_on(&wasm, &mut Externalities::default())
    };
    let version_1 = "ext_default_child_storage_root_version_1";
    let version_2 = "ext_default_child_storage_root_version_2";
    assert_eq!(root(version_1, &[Bytes(CHILD)]), v0.as_bytes());
    assert_eq!(root(version_2, &[Bytes(CHILD), I32(0)]), v0.as_bytes());
    assert_eq!(root(version_2, &[Bytes(CHILD), I32(1)]), v1.as_bytes());
}
