//! Chains that go through the spec versions 100, 101 and 102, and change from one implementation to the other as they do. Both sides hold the same bytes
//! under `:code`, those of the blob that the oracle's side runs, so that all of their storage can be compared after each step.

use std::sync::Arc;

use gopallet_differential::upgrade::{migrated, run, Migrated, Upgrade};

use crate::{blob, bytes, pair, ORACLE};

/// `set_code` to `code`; the oracle's side runs `oracle` after it, the other side `candidate`.
fn to(code: &str, oracle: &str, candidate: &str) -> Upgrade {
    Upgrade { checked: true, code: bytes(code), oracle: blob(oracle), candidate: blob(candidate) }
}

/// What storage shows when the migrations to version 102 have run: those of Aura, of a new pallet and of the version itself.
const AT_102: Migrated = Migrated { spec_version: Some(102), storage_version: Some(5), slot_is_right: true };

/// A chain of FRAME that goes through the versions in FRAME, and one that begins with `first` and runs the `others` after it.
fn goes_along(first: &str, others: [&str; 2], codes: [&str; 2]) {
    let mut pair = pair();
    pair.candidate.upgrade(blob(first));
    let oracles = ["oracle.spec-101", "oracle.spec-102"];
    let upgrades = (0..2).map(|step| to(codes[step], oracles[step], others[step])).collect();
    run(&mut pair, upgrades).expect("no difference");
    assert_eq!(migrated(&mut pair), AT_102);
}

#[test]
fn from_go_to_go_to_go() {
    goes_along("solo", ["solo.spec-101", "solo.spec-102"], ["solo.spec-101", "solo.spec-102"]);
}

#[test]
fn from_frame_to_go_to_frame() {
    goes_along("oracle", ["solo.spec-101", "oracle.spec-102"], ["solo.spec-101", "oracle.spec-102"]);
}

#[test]
fn from_go_to_frame_to_go() {
    goes_along("solo", ["oracle.spec-101", "solo.spec-102"], ["oracle.spec-101", "solo.spec-102"]);
}

#[test]
fn from_frame_to_frame_on_one_side_and_from_go_to_go_on_the_other() {
    goes_along("solo", ["solo.spec-101", "solo.spec-102"], ["oracle.spec-101", "oracle.spec-102"]);
}

#[test]
fn back_to_an_earlier_version() {
    let mut pair = pair();
    pair.candidate.upgrade(Arc::clone(&ORACLE));
    let back = |code, oracle, candidate| Upgrade { checked: false, ..to(code, oracle, candidate) };
    let upgrades =
        vec![to("solo.spec-101", "oracle.spec-101", "solo.spec-101"), back("oracle", "oracle", "solo"), back("solo", "oracle", "oracle")];
    run(&mut pair, upgrades).expect("no difference");
    // A version that is not a later one migrates nothing.
    assert_eq!(migrated(&mut pair).spec_version, Some(101));
}

#[test]
fn an_upgrade_to_the_same_version_is_refused_on_both_sides() {
    let refused = run(&mut pair(), vec![to("solo", "oracle", "solo")]).expect_err("the version does not increase");
    assert!(refused.to_string().contains("the upgrade"), "{refused}");
}
