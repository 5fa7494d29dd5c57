//! Where storage comes from and where it is kept: JSON, chain specs, databases.

use std::{collections::BTreeMap, path::PathBuf};

use host_tests::{
    block::Header,
    chain_spec::{ChainSpec, ChainSpecError},
    database::{Database, DatabaseError, Saved},
    state::{State, StateError},
    Externalities, StateVersion,
};
use serde_json::{json, Value};

fn state() -> State {
    let pairs = |of: &[(&str, &str)]| -> BTreeMap<Vec<u8>, Vec<u8>> {
        of.iter().map(|(key, value)| (key.as_bytes().to_vec(), value.as_bytes().to_vec())).collect()
    };
    State { top: pairs(&[("a", "1"), ("b", "")]), children: [(b"child".to_vec(), pairs(&[("c", "3")]))].into() }
}

/// The file of a database, which the test starts without.
fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.redb"));
    let _missing = std::fs::remove_file(&path);
    path
}

#[test]
fn should_give_the_whole_state() {
    let mut storage = Externalities::with_state(state(), StateVersion::V1);
    assert_eq!(storage.state(), state());
    // changes that are not committed count as well
    storage.set(b"a", None);
    storage.set(b"new", Some(vec![1]));
    let changed = storage.state();
    assert_eq!(changed.top.keys().collect::<Vec<_>>(), [b"b".as_slice(), b"new"]);
    assert_eq!(changed.children, state().children);
    assert_eq!(Externalities::with_state(changed, StateVersion::V1).root(), storage.root());
}

#[test]
fn should_wrap_calls_into_transactions() {
    let mut storage = Externalities::with_state(state(), StateVersion::V1);
    storage.begin();
    storage.set(b"outer", Some(vec![1]));
    storage.begin();
    storage.set(b"inner", Some(vec![2]));
    assert_eq!(storage.state().top.len(), 4, "what is open counts as well");
    storage.end(false);
    storage.begin();
    storage.set(b"a", None);
    // the two that are open are committed
    storage.commit();
    assert_eq!(storage.state().top.into_keys().collect::<Vec<_>>(), [b"b".as_slice(), b"outer"]);
    // and none is left to end
    storage.end(false);
    assert_eq!(storage.get(b"outer"), Some(vec![1]));
}

#[test]
fn should_read_and_write_pairs_as_json() {
    let plain = State { children: BTreeMap::new(), ..state() };
    assert_eq!(State::from_json(plain.to_json().as_bytes()), Ok(plain));
    let refused = |json: &str| State::from_json(json.as_bytes()).expect_err("refused");
    assert!(matches!(refused("[]"), StateError::NotPairs(_)));
    assert!(matches!(refused(r#"{"0x1": "0x"}"#), StateError::Hexadecimal(_)));
    assert!(matches!(refused(r#"{"0xab": "0x", "0xAB": "0x"}"#), StateError::Twice(_)));
    assert!(matches!(refused(&format!("{{\"{}\": \"0x\"}}", hex::encode(":child_storage:default:x"))), StateError::ChildKey(_)));
}

#[test]
fn should_write_a_chain_spec_that_nodes_read() {
    let mut spec = ChainSpec::new("My chain", "my-chain", "Local", &state());
    spec.rest.insert("para_id".to_owned(), json!(1000));
    let value: Value = serde_json::from_str(&spec.to_json()).expect("JSON");
    assert_eq!((&value["name"], &value["id"], &value["chainType"]), (&json!("My chain"), &json!("my-chain"), &json!("Local")));
    assert_eq!(value["genesis"]["raw"]["top"], json!({"0x61": "0x31", "0x62": "0x"}));
    assert_eq!(value["genesis"]["raw"]["childrenDefault"], json!({"0x6368696c64": {"0x63": "0x33"}}));
    assert_eq!((&value["para_id"], &value["bootNodes"], &value["codeSubstitutes"]), (&json!(1000), &json!([]), &json!({})));
    let read = ChainSpec::from_json(spec.to_json().as_bytes()).expect("a chain spec");
    assert_eq!((read.state(), read), (Ok(state()), spec));
}

#[test]
fn should_refuse_other_chain_specs() {
    let refused = |genesis: Value| {
        let spec = json!({"name": "n", "id": "i", "genesis": genesis}).to_string();
        ChainSpec::from_json(spec.as_bytes()).and_then(|spec| spec.state()).expect_err("refused")
    };
    let patch = refused(json!({"runtimeGenesis": {"code": "0x", "patch": {}}}));
    assert_eq!(patch, ChainSpecError::NotRaw("runtimeGenesis".to_owned()));
    assert!(matches!(refused(json!({"raw": {}})), ChainSpecError::Json(_)));
    assert!(matches!(refused(json!({"raw": {"top": {"0x1": "0x"}}})), ChainSpecError::Pairs(_)));
    assert!(matches!(refused(json!({"raw": {"top": {}, "childrenDefault": {"x": {}}}})), ChainSpecError::Pairs(_)));
    assert!(matches!(ChainSpec::from_json(b"{}"), Err(ChainSpecError::Json(_))));
}

#[test]
fn should_keep_a_state_in_a_file() {
    let path = file("kept");
    let saved = Saved { state: state(), head: Some(Header::genesis([1; 32])) };
    {
        let database = Database::open(&path).expect("a new file");
        assert_eq!(database.read().expect("readable"), None);
        database.write(&saved).expect("written");
        assert!(matches!(Database::open(&path), Err(DatabaseError::Locked(_))), "one at a time");
    }
    let database = Database::open(&path).expect("the same file");
    assert_eq!(database.read().expect("readable"), Some(saved));
    // what is gone is gone
    let mut changed = Saved { state: state(), head: None };
    changed.state.top.remove(b"a".as_slice());
    changed.state.top.insert(b"b".to_vec(), vec![2]);
    changed.state.children.clear();
    database.write(&changed).expect("written");
    assert_eq!(database.read().expect("readable"), Some(changed));
}

#[test]
fn should_refuse_a_file_that_is_no_database() {
    let path = file("other");
    std::fs::write(&path, b"text").expect("written");
    let error = Database::open(&path).expect_err("no database");
    assert!(error.to_string().contains("name another file"), "{error}");
    assert_eq!(std::fs::read(&path).expect("still there"), b"text");
}
