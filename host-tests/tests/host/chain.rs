//! Genesis, blocks and replay, on a small runtime: one that keeps the header of a block and nothing else.

use std::collections::{BTreeMap, VecDeque};

use host_tests::{
    block::{blocks_from_text, blocks_to_text, transactions_from_text, Block, DigestItem, Header},
    chain::{Applied, Chain, ChainError, Proposal, Refusal},
    genesis::{merge, GenesisBuilder, GenesisError},
    state::{State, CODE},
    validity::{Invalid, TransactionError},
    Blob,
};
use serde_json::json;

use crate::{
    blobs::{example_version, with_version_sections},
    program::{imports, wasm},
};

/// A runtime for chains. An extrinsic's first byte says what it comes to: `d` is done, `f` fails, `s` is stale, `x` exhausts resources,
/// `p` traps. With `inherents_only` every block refuses transactions. One that is not `honest` gives a wrong state root.
pub fn runtime(inherents_only: bool, honest: bool) -> Vec<u8> {
    let functions = ["ext_storage_get_version_1", "ext_storage_set_version_1", "ext_storage_root_version_2"];
    let root = if honest { "(i32.wrap_i64 (call $ext_storage_root_version_2 (i32.const 1)))" } else { "(i32.const 0)" };
    let zeros: String = (0..4).map(|word| format!("(i64.store offset={} (local.get $at) (i64.const 0))", 33 + 8 * word)).collect();
    let copy: String = (0..4)
        .map(|word| {
            let offset = 8 * word;
            format!("(i64.store offset={} (local.get $at) (i64.load offset={offset} (local.get $root)))", 36 + offset)
        })
        .collect();
    let header_bytes = 98_u64 << 32;
    let result = |address: u64, bytes: u64| format!("(return (i64.const {}))", bytes << 32 | address);
    let module = wasm(&format!(
        "(module {} (import \"env\" \"memory\" (memory 1)) (global (export \"__heap_base\") i32 (i32.const 65536))
         (data (i32.const 512) \"\\{:02x}\") (data (i32.const 520) \"\\00\")
         (data (i32.const 608) \"\\00\\01\\03\") (data (i32.const 616) \"\\01\\00\\03\") (data (i32.const 624) \"\\01\\00\\06\")
         (data (i32.const 1024) \"header\") (data (i32.const 1040) \"refused\")
         (func $save (param $at i32) {zeros}
           (call $ext_storage_set_version_1
             (i64.const {header_key})
             (i64.or (i64.extend_i32_u (local.get $at)) (i64.const {header_bytes}))))
         (func (export \"Core_initialize_block\") (param $input i32) (param i32) (result i64)
           (call $save (local.get $input)) {mode})
         (func (export \"Core_execute_block\") (param $input i32) (param i32) (result i64)
           (call $save (local.get $input)) (i64.const 0))
         (func (export \"BlockBuilder_inherent_extrinsics\") (param i32 i32) (result i64) {none})
         (func (export \"BlockBuilder_apply_extrinsic\") (param $input i32) (param i32) (result i64) (local $kind i32)
           (local.set $kind (i32.load8_u offset=1 (local.get $input)))
           (if (i32.eq (local.get $kind) (i32.const {d})) (then {done}))
           (if (i32.eq (local.get $kind) (i32.const {f})) (then {failed}))
           (call $ext_storage_set_version_1 (i64.const {refused_key}) (i64.const 0))
           (if (i32.eq (local.get $kind) (i32.const {s})) (then {stale}))
           (if (i32.eq (local.get $kind) (i32.const {x})) (then {exhausted}))
           (unreachable))
         (func (export \"BlockBuilder_finalize_block\") (param i32 i32) (result i64) (local $at i32) (local $root i32)
           (local.set $at (i32.wrap_i64 (call $ext_storage_get_version_1 (i64.const {header_key}))))
           (local.set $root {root}) {copy}
           (i64.or (i64.extend_i32_u (i32.add (local.get $at) (i32.const 3))) (i64.const {header_bytes}))))",
        imports(&functions),
        u8::from(inherents_only),
        header_key = 6_u64 << 32 | 1024,
        refused_key = 7_u64 << 32 | 1040,
        mode = result(512, 1),
        none = result(520, 1),
        done = result(520, 2),
        failed = result(608, 3),
        stale = result(616, 3),
        exhausted = result(624, 3),
        d = b'd',
        f = b'f',
        s = b's',
        x = b'x',
    ));
    with_version_sections(&module, &example_version())
}

pub fn genesis(code: Vec<u8>) -> State {
    State { top: BTreeMap::from([(CODE.to_vec(), code), (b"balance".to_vec(), vec![7; 40])]), children: BTreeMap::new() }
}

fn chain() -> Chain {
    Chain::from_genesis(genesis(runtime(false, true))).expect("a chain")
}

fn queue(transactions: &[&str]) -> VecDeque<Vec<u8>> {
    transactions.iter().map(|transaction| transaction.as_bytes().to_vec()).collect()
}

fn refused(error: Invalid) -> Applied {
    Applied::Refused(Refusal::Invalid(TransactionError::Invalid(error)))
}

#[test]
fn should_make_blocks_that_it_executes_as_well() {
    let (mut author, mut importer) = (chain(), chain());
    assert_eq!(author.head(), importer.head());
    assert_eq!((author.head().number, author.head().parent_hash), (0, [0; 32]));
    let mut waiting = queue(&["d1", "f2", "d3"]);
    for number in 1..4 {
        let made = author.author(&Proposal::default(), &mut waiting).expect("a block");
        let header = &made.block.header;
        assert_eq!((header.number, header.parent_hash), (number, importer.head().hash()));
        assert_eq!(header.state_root, author.storage_mut().root());
        assert!(made.cost.fuel > 0 && made.cost.host_calls > 0);
        if number == 1 {
            assert_eq!(made.transactions, [Applied::Done, Applied::Failed(vec![3]), Applied::Done]);
            assert_eq!(queue(&["d1", "f2", "d3"]), made.block.extrinsics);
        }
        importer.import(&made.block).expect("the same root");
        assert_eq!(importer.head(), header);
    }
    assert_eq!(author.storage_mut().state(), importer.storage_mut().state());
}

#[test]
fn should_leave_out_what_is_refused() {
    let mut author = chain();
    let mut waiting = queue(&["s", "p", "d", "x", "d"]);
    let made = author.author(&Proposal::default(), &mut waiting).expect("a block");
    assert_eq!(queue(&["d"]), made.block.extrinsics);
    assert_eq!(made.transactions[0], refused(Invalid::Stale));
    assert!(matches!(made.transactions[1], Applied::Refused(Refusal::Call(_))));
    assert_eq!(made.transactions[2], Applied::Done);
    // what does not fit waits; in an empty block it never will
    assert_eq!(waiting, queue(&["x", "d"]));
    let made = author.author(&Proposal::default(), &mut waiting).expect("a block");
    assert_eq!(made.transactions, [refused(Invalid::ExhaustsResources), Applied::Done]);
    assert!(waiting.is_empty());
    // each of them had written to the storage
    assert_eq!(author.storage_mut().get(b"refused"), None);
}

#[test]
fn should_put_no_transactions_into_a_block_for_inherents() {
    let mut author = Chain::from_genesis(genesis(runtime(true, true))).expect("a chain");
    let mut waiting = queue(&["d"]);
    let made = author.author(&Proposal::default(), &mut waiting).expect("a block");
    assert_eq!((made.block.extrinsics.len(), waiting.len()), (0, 1));
}

#[test]
fn should_refuse_a_block_that_does_not_fit() {
    let (mut author, mut importer) = (chain(), chain());
    let first = author.author(&Proposal::default(), &mut queue(&[])).expect("a block").block;
    let second = author.author(&Proposal::default(), &mut queue(&[])).expect("a block").block;
    let before = importer.storage_mut().state();
    assert!(matches!(importer.import(&second), Err(ChainError::NotNext { number: 2, head_number: 0, .. })));
    let mut wrong = first.clone();
    wrong.header.state_root[0] ^= 1;
    assert!(matches!(importer.import(&wrong), Err(ChainError::Root { number: 1, .. })));
    assert_eq!((importer.storage_mut().state(), importer.head().number), (before, 0));
    importer.import(&first).expect("fits");
    importer.import(&second).expect("fits");
}

#[test]
fn should_hide_seals_from_the_runtime() {
    let (mut author, mut importer) = (chain(), chain());
    let mut block = author.author(&Proposal::default(), &mut queue(&[])).expect("a block").block;
    block.header.digest.push(DigestItem::Seal(*b"aura", vec![1; 64]));
    // the runtime stores the first 98 bytes of what it gets: with the seal they would be others
    importer.import(&block).expect("the same root");
    assert_eq!(importer.head().hash(), block.header.hash());
    assert_ne!(block.header.hash(), block.header.without_seals().hash());
}

#[test]
fn should_change_nothing_when_no_block_comes_about() {
    let mut author = Chain::from_genesis(genesis(runtime(false, false))).expect("a chain");
    let (before, mut waiting) = (author.storage_mut().state(), queue(&["s", "d"]));
    assert!(matches!(author.author(&Proposal::default(), &mut waiting), Err(ChainError::Root { .. })));
    assert_eq!((author.storage_mut().state(), waiting), (before, queue(&["s", "d"])));
    assert!(matches!(Chain::from_genesis(State::default()), Err(ChainError::NoCode)));
    assert!(matches!(Chain::from_genesis(genesis(b"no code".to_vec())), Err(ChainError::Blob(_))));
}

#[test]
fn should_read_what_it_writes() {
    let header = Header::genesis([9; 32]);
    let blocks = vec![Block { header: header.clone(), extrinsics: vec![vec![1, 2], vec![]] }, Block { header, extrinsics: vec![] }];
    assert_eq!(blocks_from_text(&blocks_to_text(&blocks)), Ok(blocks));
    assert_eq!(transactions_from_text("# two\n0x0801ff\n\n  0400\n"), Ok(vec![vec![1, 0xff], vec![0]]));
    assert_eq!(transactions_from_text("[\"0x00\"]"), Ok(vec![vec![]]));
    for wrong in ["[1]", "0x080", "0x0801", "0x0401ff", "zz"] {
        let error = transactions_from_text(wrong).expect_err("wrong");
        assert!(!error.to_string().is_empty(), "{wrong}");
    }
}

/// A runtime with defaults, a preset, and a genesis that is the configuration itself.
pub fn genesis_builder() -> Vec<u8> {
    let set = "ext_storage_set_version_1";
    let (defaults, preset) = (r#"{"a":{"x":1,"y":2},"b":[1]}"#, r#"{"a":{"y":3},"c":null}"#);
    // an option of a text of fewer than 64 bytes; the names of the presets as a list of one
    let some = |json: &str| format!("\\01\\{:02x}{}", json.len() << 2, json.replace('"', "\\\""));
    let names = "\\04\\0cdev";
    let place = |address: u64, bytes: usize| (bytes as u64) << 32 | address;
    wasm(&format!(
        "(module {} (import \"env\" \"memory\" (memory 1)) (global (export \"__heap_base\") i32 (i32.const 65536))
         (data (i32.const 1024) \"{}\") (data (i32.const 1152) \"{}\") (data (i32.const 1280) \"{names}\")
         (data (i32.const 1408) \"config\")
         (data (i32.const 1424) \"\\01\\08no\")
         (func (export \"GenesisBuilder_preset_names\") (param i32 i32) (result i64) (i64.const {}))
         (func (export \"GenesisBuilder_get_preset\") (param $input i32) (param i32) (result i64)
           (if (i32.eqz (i32.load8_u (local.get $input))) (then (return (i64.const {}))))
           (if (i32.eq (i32.load8_u offset=2 (local.get $input)) (i32.const {})) (then (return (i64.const {}))))
           (i64.const {}))
         (func (export \"GenesisBuilder_build_state\") (param $input i32) (param $bytes i32) (result i64)
           (if (i32.eq (local.get $bytes) (i32.const 3)) (then (return (i64.const {}))))
           (call ${set}
             (i64.const {})
             (i64.or (i64.extend_i32_u (local.get $input)) (i64.shl (i64.extend_i32_u (local.get $bytes)) (i64.const 32))))
           (i64.const {})))",
        imports(&[set]),
        some(defaults),
        some(preset),
        place(1280, 5),
        place(1024, defaults.len() + 2),
        b'd',
        place(1152, preset.len() + 2),
        place(0, 1),
        place(1424, 4),
        place(1408, 6),
        place(0, 1),
    ))
}

#[test]
fn should_build_a_genesis() {
    let code = genesis_builder();
    let blob = Blob::compile(&code).expect("fine");
    let builder = GenesisBuilder::new(&blob);
    assert_eq!(builder.presets().expect("a list"), ["dev"]);
    assert_eq!(builder.configuration(None, None).expect("defaults"), json!({"a": {"x": 1, "y": 2}, "b": [1]}));
    let patch = json!({"a": {"x": 5}, "b": null});
    let configuration = builder.configuration(Some("dev"), Some(&patch)).expect("a preset");
    assert_eq!(configuration, json!({"a": {"x": 5, "y": 3}}));
    let state = builder.state(&configuration, b"the code").expect("a state");
    // the runtime keeps what it gets: the length, then the text
    assert_eq!(state.top[b"config".as_slice()][1..], *configuration.to_string().as_bytes());
    assert_eq!(state.top[CODE], b"the code");
    assert_eq!(state.top.len(), 2);
}

#[test]
fn should_say_why_there_is_no_genesis() {
    let blob = Blob::compile(&genesis_builder()).expect("fine");
    let builder = GenesisBuilder::new(&blob);
    let unknown = builder.configuration(Some("other"), None).expect_err("no such preset");
    assert_eq!(unknown.to_string(), "the runtime has no preset \"other\"; it has: dev");
    assert!(matches!(builder.state(&json!({}), b""), Err(GenesisError::Refused(reason)) if reason == "no"));
    let other = Blob::compile(&runtime(false, true)).expect("fine");
    assert!(matches!(GenesisBuilder::new(&other).presets(), Err(GenesisError::Call(_))));
}

#[test]
fn should_merge_as_rfc_7386_says() {
    // the examples of its appendix that say something of their own
    for (before, patch, after) in [
        (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": "b"}), json!({"a": null}), json!({})),
        (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
        (json!({"a": "foo"}), json!(null), json!(null)),
        (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
        (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
    ] {
        let mut target = before;
        merge(&mut target, &patch);
        assert_eq!(target, after);
    }
}
