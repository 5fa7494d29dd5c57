//! Coverage is counted, and gaps are named.

use crate::pair;
use gopallet_differential::{chain, coverage::Coverage, expectation::gaps, generator::Generator, script::Script};

#[test]
fn calls_within_sudo_count_as_themselves() {
    let text = r#"{"blocks": [{"extrinsics": [
        {"call": {"sudo": {"call": {"force_adjust_total_issuance": {"direction": "increase", "delta": "0"}}}}},
        {"call": {"sudo_as": {"who": "Bob", "call": {"transfer_keep_alive": {"dest": "Charlie", "value": "499"}}}}},
        {"call": {"sudo": {"call": {"remark_with_event": {"remark": "0x00"}}}}}
    ]}]}"#;
    let script: Script = serde_json::from_str(text).expect("a script");
    let mut coverage = Coverage::default();
    chain::run(&mut pair("oracle"), &script, &mut coverage).expect("no difference");
    let count = |call: &str, outcome: &str| coverage.outcomes[call].get(outcome).copied();
    assert_eq!(count("Balances.force_adjust_total_issuance", "Balances.DeltaZero"), Some(1));
    assert_eq!(count("Balances.transfer_keep_alive", "Token.BelowMinimum"), Some(1));
    assert_eq!(count("System.remark_with_event", "BadOrigin"), Some(1));
    assert_eq!((count("Sudo.sudo", "Ok"), count("Sudo.sudo_as", "Ok")), (Some(2), Some(1)));
    assert!(coverage.csv().contains("call,Balances.transfer_keep_alive,Token.BelowMinimum,1\n"));
}

#[test]
fn what_was_not_met_is_a_gap() {
    let mut pair = pair("oracle");
    let mut coverage = Coverage::default();
    let all = gaps(&coverage, &pair.names, 1).len();
    chain::run(&mut pair, &Generator::new(5, 0).script(40), &mut coverage).expect("no difference");
    coverage.written = std::mem::take(&mut pair.written);
    let left = gaps(&coverage, &pair.names, 1);
    assert!(left.len() < all, "{} gaps of {all} are left after one chain", left.len());
    assert!(!left.iter().any(|gap| gap.starts_with("System.Account written") || gap.starts_with("Sudo.sudo: Ok")), "{left:?}");
    assert!(gaps(&Coverage::default(), &pair.names, 0).is_empty());
}
