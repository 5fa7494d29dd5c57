//! What is different is found.

use crate::{blob, pair, pair_of};
use gopallet_differential::{
    chain,
    comparison::{difference, Scope},
    coverage::Coverage,
    generator::Generator,
    genesis::{compare_refusals, GenesisError},
    script::Script,
};

fn found(pair: &mut gopallet_differential::comparison::Pair, script: &Script) -> Option<gopallet_differential::comparison::Difference> {
    match chain::run(pair, script, &mut Coverage::default()) {
        Ok(()) => None,
        Err(GenesisError::Difference(difference)) => Some(*difference),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_blob_does_not_differ_from_itself() {
    let mut pair = pair("oracle");
    for chain in 0..3 {
        assert_eq!(found(&mut pair, &Generator::new(11, chain).script(20)), None);
    }
}

#[test]
fn a_weight_that_is_one_unit_more_is_found_in_an_empty_block() {
    let script: Script = serde_json::from_str(r#"{"blocks": [{}]}"#).expect("a script");
    let difference = found(&mut pair("oracle.mutant-weight"), &script).expect("a difference");
    assert_eq!((difference.step.as_str(), difference.subject.as_str()), ("block 1: initialize", "System.BlockWeight"));
    assert!(difference.oracle.contains("584860000") && difference.candidate.contains("584860001"), "{difference}");
}

#[test]
fn what_is_out_of_scope_is_not_compared() {
    let script: Script = serde_json::from_str(r#"{"blocks": [{}, {}]}"#).expect("a script");
    let mut pair = pair("oracle.mutant-weight");
    pair.scope = Scope { pallets: vec!["Timestamp".to_owned(), "Aura".to_owned()], ..Scope::default() };
    assert_eq!(found(&mut pair, &script), None);
}

/// A blob whose `BlockBuilder_apply_extrinsic` returns these bytes.
fn answering(bytes: &[u8]) -> host_tests::Blob {
    let data: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let wat = format!(
        r#"(module
            (import "env" "memory" (memory 1))
            (global (export "__heap_base") i32 (i32.const 1024))
            (data (i32.const 16) "{data}")
            (func (export "BlockBuilder_apply_extrinsic") (param i32 i32) (result i64)
                (i64.or (i64.shl (i64.const {}) (i64.const 32)) (i64.const 16))))"#,
        bytes.len()
    );
    host_tests::Blob::compile(&wat::parse_str(wat).expect("a module")).expect("a blob")
}

#[test]
fn another_index_of_an_error_is_found_and_named() {
    // Dispatched, failed, in the module 4, with the error 2 or 3.
    let mut pair = pair_of(answering(&[0, 1, 3, 4, 3, 0, 0, 0]));
    pair.oracle.upgrade(answering(&[0, 1, 3, 4, 2, 0, 0, 0]));
    let difference = pair.call("a step", "BlockBuilder_apply_extrinsic", &[]).expect_err("a difference");
    assert_eq!(difference.subject, "the result of BlockBuilder_apply_extrinsic");
    assert_eq!(pair.names.outcome(&[0, 1, 3, 4, 2, 0, 0, 0]), "Balances.InsufficientBalance");
    assert_eq!(pair.names.outcome(&[0, 1, 3, 4, 3, 0, 0, 0]), "Balances.ExistentialDeposit");
}

#[test]
fn of_long_texts_the_place_is_shown_where_they_differ() {
    let text = |end: &str| format!("{}{end}", "a".repeat(5_000));
    let difference = difference("a step", "a text", text("b"), text("c"), &[]);
    assert!(difference.oracle.starts_with('…') && difference.oracle.ends_with("ab"), "{difference}");
    assert!(difference.candidate.ends_with("ac") && difference.candidate.len() < 300, "{difference}");
}

#[test]
fn a_panic_differs_from_an_answer_and_from_a_missing_function() {
    let mut pair = pair_of(answering(&[0, 0]));
    let difference = pair.call("a step", "BlockBuilder_apply_extrinsic", &[]).expect_err("the oracle panics without an extrinsic");
    assert_eq!(difference.oracle, "a panic");
    let difference = pair.call("a step", "Core_initialize_block", &[]).expect_err("the candidate lacks it");
    assert!(difference.candidate.starts_with("broken: the runtime has no function"), "{difference}");
}

#[test]
fn configurations_that_are_none_are_refused_alike() {
    let mut pair = pair("oracle");
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    // Whole, but with less than the existential deposit.
    let poor = serde_json::json!({
        "system": {}, "aura": { "authorities": [] }, "grandpa": { "authorities": [] }, "balances": { "balances": [[alice, 1]], "devAccounts": null },
        "transactionPayment": { "multiplier": "1000000000000000000" }, "sudo": { "key": null }
    })
    .to_string();
    let texts = ["", "{}", "null", "[]", r#"{"system":{}}"#, &poor];
    compare_refusals(&mut pair, &texts.map(str::to_owned)).expect("no difference");
    pair.candidate.upgrade(blob("oracle.mutant-weight"));
    compare_refusals(&mut pair, &texts.map(str::to_owned)).expect("what is refused leaves nothing behind");
}
