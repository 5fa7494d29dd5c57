//! The runtime in Go against the oracle. `make test` builds both to `build/` first; `make differential` runs as many blocks as one likes.

mod fees;
mod nesting;
mod upgrade;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use gopallet_differential::{
    chain,
    comparison::{Pair, Scope},
    coverage::Coverage,
    generator::Generator,
    genesis::compare_refusals,
    metadata,
    names::{opaque_option, Names},
    script::Script,
    side::{Answer, Side},
};
use host_tests::Blob;

static ORACLE: LazyLock<Arc<Blob>> = LazyLock::new(|| blob("oracle"));
static SOLO: LazyLock<Arc<Blob>> = LazyLock::new(|| blob("solo"));

fn bytes(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../build").join(format!("{name}.wasm"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run `make test`, which builds it", path.display()))
}

fn blob(name: &str) -> Arc<Blob> {
    Arc::new(Blob::compile(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}")))
}

fn pair() -> Pair {
    let mut oracle = Side::new("the oracle", Arc::clone(&ORACLE));
    let Answer::Returned(metadata) = oracle.call("Metadata_metadata_at_version", &15u32.to_le_bytes()).answer else {
        panic!("the oracle has metadata");
    };
    let names = Names::from_metadata(&opaque_option(&metadata).expect("of version 15")).expect("readable metadata");
    Pair::new(oracle, Side::new("the runtime in Go", Arc::clone(&SOLO)), names, Scope::default())
}

fn check(pair: &mut Pair, title: &str, script: &Script) {
    let mut coverage = Coverage::default();
    chain::run(pair, script, &mut coverage).unwrap_or_else(|error| panic!("{title}: {error}"));
    assert!(coverage.blocks > 0, "{title}: no block");
}

#[test]
fn no_case_that_was_ever_found_differs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut pair = pair();
    for entry in std::fs::read_dir(&folder).expect("the cases") {
        let path = entry.expect("a case").path();
        let script = serde_json::from_slice(&std::fs::read(&path).expect("readable")).expect("a script");
        check(&mut pair, &path.display().to_string(), &script);
    }
}

#[test]
fn random_blocks_do_not_differ() {
    let mut pair = pair();
    for chain in 0..4 {
        check(&mut pair, &format!("seed 1, chain {chain}"), &Generator::new(1, chain).script(25));
    }
}

#[test]
fn the_metadata_has_the_same_structure() {
    assert_eq!(metadata::compare(&mut pair()), Vec::<String>::new());
}

#[test]
fn a_genesis_that_is_none_is_refused_where_the_oracle_refuses_it() {
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    let with = |field: &str, value: serde_json::Value| {
        let mut configuration = serde_json::json!({
            "system": {}, "aura": { "authorities": [] }, "grandpa": { "authorities": [] }, "balances": { "balances": [], "devAccounts": null },
            "transactionPayment": { "multiplier": "1000000000000000000" }, "sudo": { "key": null }
        });
        configuration[field] = value;
        configuration.to_string()
    };
    let texts = [
        String::new(),
        "{}".to_owned(),
        "[1, 2".to_owned(),
        "null".to_owned(),
        with("sudo", serde_json::json!({ "key": alice })),
        with("sudo", serde_json::json!({ "key": "nobody" })),
        with("sudo", serde_json::json!({ "key": alice, "more": 1 })),
        with("balances", serde_json::json!({ "balances": [[alice, 500]], "devAccounts": null })),
        with("balances", serde_json::json!({ "balances": [[alice, 499]], "devAccounts": null })),
        with("balances", serde_json::json!({ "balances": [[alice, 500], [alice, 500]], "devAccounts": null })),
        with("balances", serde_json::json!({ "balances": [[alice, -1]], "devAccounts": null })),
        with("balances", serde_json::json!({ "balances": [[alice, 1.5]], "devAccounts": null })),
        with("aura", serde_json::json!({ "authorities": [alice] })),
        with("aura", serde_json::json!({ "authorities": vec![alice; 33] })),
        with("grandpa", serde_json::json!({ "authorities": [[alice, 1]] })),
        with("transactionPayment", serde_json::json!({ "multiplier": "0" })),
        with("transactionPayment", serde_json::json!({ "multiplier": 1 })),
        with("unknown", serde_json::json!({})),
    ];
    compare_refusals(&mut pair(), &texts).expect("no difference");
}
