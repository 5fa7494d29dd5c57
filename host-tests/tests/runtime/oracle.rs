//! Chains on a whole runtime that nobody here wrote the pallets of: the oracle, which is FRAME's.

use super::module;
use codec::{Compact, Encode};
use host_tests::{
    chain::{Applied, Chain, Proposal, Refusal},
    comparison::Comparison,
    genesis::GenesisBuilder,
    state::State,
    validity::{Invalid, TransactionError},
    Blob,
};
use sp_core::{sr25519, Pair};
use sp_crypto_hashing::{blake2_128, blake2_256, twox_128};
use std::collections::VecDeque;

const SPEC_VERSION: u32 = 100;

fn genesis(code: &[u8], preset: &str) -> State {
    let blob = Blob::compile(code).expect("a runtime");
    let builder = GenesisBuilder::new(&blob);
    let configuration = builder.configuration(Some(preset), None).expect("a configuration");
    builder.state(&configuration, code).expect("a state")
}

fn account(name: &str) -> sr25519::Pair {
    sr25519::Pair::from_string(&format!("//{name}"), None).expect("a path")
}

/// `Balances.transfer_keep_alive` to the account of this name.
fn transfer(to: &str, value: u128) -> Vec<u8> {
    [&[4, 3, 0][..], &account(to).public().0, &Compact(value).encode()].concat()
}

/// A signed transaction without a tip that never expires.
fn signed(by: &str, nonce: u32, call: &[u8], spec_version: u32, genesis: &[u8; 32]) -> Vec<u8> {
    let pair = account(by);
    let extension = [&[0][..], &Compact(nonce).encode(), &Compact(0_u128).encode(), &[0]].concat();
    let implicit = (spec_version, 1_u32, genesis, genesis, 0_u8).encode();
    let mut payload = [call, &extension, &implicit].concat();
    if payload.len() > 256 {
        payload = blake2_256(&payload).to_vec();
    }
    [&[0x84, 0][..], &pair.public().0, &[1], &pair.sign(&payload).0, &extension, call].concat()
}

/// The free balance in `System.Account`.
fn balance(chain: &mut Chain, of: &str) -> u128 {
    let key = account(of).public().0;
    let key = [&twox_128(b"System")[..], &twox_128(b"Account"), &blake2_128(&key), &key].concat();
    let account = chain.storage_mut().get(&key).unwrap_or_default();
    // after nonce, consumers, providers and sufficients
    account.get(16..32).map_or(0, |free| u128::from_le_bytes(free.try_into().expect("16 bytes")))
}

fn refused(error: Invalid) -> Applied {
    Applied::Refused(Refusal::Invalid(TransactionError::Invalid(error)))
}

#[test]
fn blocks_from_a_preset_are_executed_to_the_same_roots() {
    let code = module("oracle");
    let blob = Blob::compile(&code).expect("a runtime");
    for preset in GenesisBuilder::new(&blob).presets().expect("presets") {
        let genesis = genesis(&code, &preset);
        let mut author = Chain::from_genesis(genesis).expect("a chain");
        let mut importer = author.clone();
        for _ in 0..3 {
            let made = author.author(&Proposal::default(), &mut VecDeque::new()).expect("a block");
            assert_eq!(made.inherents, 1, "the time");
            importer.import(&made.block).expect("the same root");
        }
        assert_eq!(author.storage_mut().state(), importer.storage_mut().state());
        // garbage is refused, and the block is made all the same
        let made = author.author(&Proposal::default(), &mut VecDeque::from([vec![0xFF; 8]])).expect("a block");
        assert_eq!(made.block.extrinsics.len(), made.inherents);
        importer.import(&made.block).expect("the same root");
    }
}

#[test]
fn signed_transfers_move_balances() {
    let code = module("oracle");
    let genesis = genesis(&code, "development");
    let mut author = Chain::from_genesis(genesis).expect("a chain");
    let mut importer = author.clone();
    let hash = author.head().hash();
    let (bob, value) = (balance(&mut author, "Bob"), 1_000_000_000_000);
    let mut queue: VecDeque<_> = (0..100).map(|nonce| signed("Alice", nonce, &transfer("Bob", value), SPEC_VERSION, &hash)).collect();
    let used = signed("Alice", 7, &transfer("Bob", value), SPEC_VERSION, &hash);
    let foreign = signed("Alice", 100, &transfer("Bob", value), SPEC_VERSION + 1, &hash);
    let poor = signed("Alice", 100, &transfer("Bob", u128::MAX), SPEC_VERSION, &hash);
    queue.extend([used, foreign, poor]);
    let made = author.author(&Proposal::default(), &mut queue).expect("a block");
    assert_eq!(made.transactions[..100], vec![Applied::Done; 100]);
    assert_eq!(made.transactions[100..102], [refused(Invalid::Stale), refused(Invalid::BadProof)]);
    assert!(matches!(made.transactions[102], Applied::Failed(_)));
    assert_eq!(made.block.extrinsics.len(), 102);
    assert_eq!(balance(&mut author, "Bob"), bob + 100 * value);
    importer.import(&made.block).expect("the same root");
    assert_eq!(balance(&mut importer, "Bob"), bob + 100 * value);
}

#[test]
fn an_upgrade_runs_from_the_next_block_on() {
    let (code, next) = (module("oracle"), module("oracle.spec-101"));
    let genesis = genesis(&code, "development");
    let mut author = Chain::from_genesis(genesis).expect("a chain");
    let mut importer = author.clone();
    let hash = author.head().hash();
    // Sudo.sudo_unchecked_weight of System.set_code, with no weight
    let upgrade = [&[6, 1, 0, 2][..], &next.encode(), &[0, 0]].concat();
    let transactions = [
        (signed("Alice", 0, &upgrade, SPEC_VERSION, &hash), Applied::Done),
        (signed("Alice", 1, &transfer("Bob", 1), SPEC_VERSION, &hash), refused(Invalid::BadProof)),
        (signed("Alice", 1, &transfer("Bob", 1), SPEC_VERSION + 1, &hash), Applied::Done),
    ];
    for (transaction, expected) in transactions {
        let made = author.author(&Proposal::default(), &mut VecDeque::from([transaction])).expect("a block");
        assert_eq!(made.transactions, [expected]);
        importer.import(&made.block).expect("the same root");
    }
}

#[test]
fn it_does_not_differ_from_itself() {
    let code = module("oracle");
    let comparison = Comparison::of(&code, &code).expect("a runtime");
    assert!(comparison.same_interface() && comparison.sizes.is_empty());
}
