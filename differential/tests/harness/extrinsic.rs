//! Extrinsics as bytes: against the oracle's own judgement, and byte by byte where the form is fixed.

use crate::pair;
use gopallet_differential::{chain, coverage::Coverage, script::Script};

fn run(json: serde_json::Value) -> Coverage {
    let script: Script = serde_json::from_value(json).expect("a script");
    let mut coverage = Coverage::default();
    chain::run(&mut pair("oracle"), &script, &mut coverage).expect("no difference");
    coverage
}

fn count(coverage: &Coverage, call: &str, outcome: &str) -> u64 {
    coverage.outcomes.get(call).and_then(|outcomes| outcomes.get(outcome)).copied().unwrap_or(0)
}

#[test]
fn all_three_schemes_sign_and_both_versions_are_known() {
    let remark = serde_json::json!({ "remark_with_event": { "remark": "300*0xaa" } });
    let fund = |who: &str| {
        let call = serde_json::json!({ "force_set_balance": { "who": who, "new_free": "1000000000000" } });
        serde_json::json!({ "call": { "sudo": { "call": call } } })
    };
    let signed = |who: &str| serde_json::json!({ "call": remark, "signer": who, "tip": "7", "mortality": { "period": 64, "age": 1 } });
    let coverage = run(serde_json::json!({ "blocks": [{}, { "extrinsics": [
        fund("ed25519:Ferdie"), fund("ecdsa:Grace"), signed("Alice"), signed("ed25519:Ferdie"), signed("ecdsa:Grace"),
        { "call": remark, "form": "bare" }, { "call": remark, "form": "bare_v4" },
        { "call": remark, "form": "general" }, { "call": remark, "form": "signed_v5" },
    ] }] }));
    assert_eq!(count(&coverage, "System.remark_with_event", "Ok"), 3);
    assert_eq!(count(&coverage, "System.remark_with_event", "Invalid.UnknownOrigin"), 1, "a general transaction has no origin here");
    assert_eq!(count(&coverage, "System.remark_with_event", "Invalid.Call"), 2, "nobody may leave out the signature");
    assert_eq!(coverage.functions["BlockBuilder_apply_extrinsic"], (10, 1), "version 5 is not signed");
}

#[test]
fn each_damage_is_noticed_for_what_it_is() {
    let damaged = |damage: serde_json::Value| {
        let extrinsic = serde_json::json!({ "call": { "remark": { "remark": "0x01" } }, "damage": [damage] });
        let coverage = run(serde_json::json!({ "blocks": [{ "extrinsics": [extrinsic] }] }));
        let mut outcomes: Vec<_> = coverage.outcomes.into_iter().filter(|(call, _)| call != "Timestamp.set").collect();
        let (_, outcomes) = outcomes.pop().expect("one extrinsic");
        outcomes.into_keys().next().expect("one outcome")
    };
    for damage in ["genesis", "spec_version", "transaction_version"] {
        assert_eq!(damaged(serde_json::json!(damage)), "Invalid.BadProof", "{damage}");
    }
    assert_eq!(damaged(serde_json::json!({ "signature": 300 })), "Invalid.BadProof");
    assert_eq!(damaged(serde_json::json!({ "signer": "Bob" })), "Invalid.BadProof");
    assert_eq!(damaged(serde_json::json!({ "metadata_hash_mode": 1 })), "Unknown.CannotLookup");
    assert_eq!(damaged(serde_json::json!({ "address": { "address20": {} } })), "Unknown.CannotLookup");
    assert_eq!(damaged(serde_json::json!({ "truncate": 50 })), "(panic)");
    assert_eq!(damaged(serde_json::json!({ "length": 1 })), "(panic)");
    assert_eq!(damaged(serde_json::json!({ "version": 0x83 })), "(panic)");
}
