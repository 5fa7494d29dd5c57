//! What a run has to have met: each call with each of its outcomes, every storage item, both limits of a block.
//!
//! The outcomes are those that the pallets' sources allow in this composition. Left out are the two ways in which an account's references
//! stop a change (`ConsumerRemaining`, `NoProviders`), which only `force_set_balance` shows reliably, and panics.

use crate::{coverage::Coverage, names::Names};

/// Calls, and how they can end.
const OUTCOMES: [(&str, &[&str]); 29] = [
    ("System.remark", &["Ok"]),
    ("System.set_heap_pages", &["Ok", "BadOrigin"]),
    (
        "System.set_code",
        &["Ok", "BadOrigin", "System.FailedToExtractRuntimeVersion", "System.InvalidSpecName", "System.SpecVersionNeedsToIncrease"],
    ),
    ("System.set_code_without_checks", &["Ok", "BadOrigin"]),
    ("System.set_storage", &["Ok", "BadOrigin"]),
    ("System.kill_storage", &["Ok", "BadOrigin"]),
    ("System.kill_prefix", &["Ok", "BadOrigin"]),
    ("System.remark_with_event", &["Ok", "BadOrigin"]),
    ("System.authorize_upgrade", &["Ok", "BadOrigin"]),
    ("System.authorize_upgrade_without_checks", &["Ok", "BadOrigin"]),
    ("System.apply_authorized_upgrade", &["Ok", "System.NothingAuthorized", "System.Unauthorized", "Invalid.Call"]),
    ("Timestamp.set", &["Ok", "BadOrigin", "(panic)"]),
    ("Grandpa.note_stalled", &["Ok", "BadOrigin"]),
    ("Balances.transfer_allow_death", TRANSFER),
    ("Balances.force_transfer", TRANSFER),
    ("Balances.transfer_keep_alive", TRANSFER_KEEP_ALIVE),
    ("Balances.transfer_all", &["Ok", "BadOrigin", "CannotLookup", "Arithmetic.Overflow", "Arithmetic.Underflow"]),
    ("Balances.force_unreserve", &["Ok", "BadOrigin", "CannotLookup"]),
    ("Balances.upgrade_accounts", &["Ok", "BadOrigin"]),
    ("Balances.force_set_balance", &["Ok", "BadOrigin", "CannotLookup", "ConsumerRemaining"]),
    ("Balances.force_adjust_total_issuance", &["Ok", "BadOrigin", "Balances.DeltaZero", "Balances.IssuanceDeactivated"]),
    ("Balances.burn", &["Ok", "BadOrigin", "Arithmetic.Overflow", "Token.FundsUnavailable"]),
    ("Sudo.sudo", &["Ok", "Sudo.RequireSudo"]),
    ("Sudo.sudo_unchecked_weight", &["Ok", "Sudo.RequireSudo"]),
    ("Sudo.set_key", &["Ok", "Sudo.RequireSudo", "CannotLookup"]),
    ("Sudo.sudo_as", &["Ok", "Sudo.RequireSudo", "CannotLookup"]),
    ("Sudo.remove_key", &["Ok", "Sudo.RequireSudo"]),
    // What every transaction can meet, whatever it calls.
    ("(any)", VALIDITY),
    ("(no call)", &["(panic)", "Unknown.CannotLookup"]),
];

const TRANSFER: &[&str] = &[
    "Ok",
    "BadOrigin",
    "CannotLookup",
    "Arithmetic.Overflow",
    "Arithmetic.Underflow",
    "Token.BelowMinimum",
    "Token.Frozen",
    "Token.FundsUnavailable",
];

const TRANSFER_KEEP_ALIVE: &[&str] = &[
    "Ok",
    "BadOrigin",
    "CannotLookup",
    "Arithmetic.Overflow",
    "Arithmetic.Underflow",
    "Token.BelowMinimum",
    "Token.Frozen",
    "Token.FundsUnavailable",
    "Token.NotExpendable",
];

const VALIDITY: &[&str] = &[
    "Invalid.AncientBirthBlock",
    "Invalid.BadProof",
    "Invalid.Call",
    "Invalid.ExhaustsResources",
    "Invalid.Future",
    "Invalid.Payment",
    "Invalid.Stale",
    "Invalid.UnknownOrigin",
    "Unknown.CannotLookup",
];

/// Storage items that no step between two comparisons leaves changed: what is written there is gone before the call returns.
const WITHIN_CALLS: [&str; 3] = ["System.ExtrinsicCount", "System.ExtrinsicWeightReclaimed", "TransactionPayment.TxPaymentCredit"];

/// What was met less often than `minimum` times, one line each.
pub fn gaps(coverage: &Coverage, names: &Names, minimum: u64) -> Vec<String> {
    let mut gaps = Vec::new();
    let mut check = |what: String, count: u64| {
        if count < minimum {
            gaps.push(format!("{what}: {count} times, of at least {minimum}"));
        }
    };
    for (call, outcomes) in OUTCOMES {
        for outcome in outcomes {
            let counts = coverage.outcomes.iter().filter(|(name, _)| call == "(any)" || name.as_str() == call);
            check(format!("{call}: {outcome}"), counts.filter_map(|(_, outcomes)| outcomes.get(*outcome)).sum());
        }
    }
    for item in names.items().into_iter().filter(|item| !WITHIN_CALLS.contains(&item.as_str())) {
        let count = coverage.written.get(&item).copied().unwrap_or(0);
        check(format!("{item} written"), count);
    }
    for limit in ["length", "weight"] {
        check(format!("no room, by {limit}"), coverage.limits.get(limit).copied().unwrap_or(0));
    }
    gaps
}
