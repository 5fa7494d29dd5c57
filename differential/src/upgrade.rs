//! A chain that is upgraded: by `set_code`, from blob to blob, on both sides at once.
//!
//! Storage holds the same bytes on both sides, whichever blobs run: those that `set_code` was given. So the states can be compared to the
//! end, also where one side changes from one implementation to the other and back.

use std::sync::Arc;

use codec::{Compact, Decode, Encode};
use host_tests::Blob;

use crate::{
    account::Account,
    amount::Amount,
    call::{Call, Code},
    chain::Chain,
    comparison::Pair,
    coverage::Coverage,
    genesis::{self, GenesisError},
    names::{item_key, pallet_prefix},
    script::{Block, Bytes, Extrinsic, Genesis},
};

/// What a chain is upgraded to.
pub struct Upgrade {
    /// Whether the new version has to be a later one: `set_code`, and not `set_code_without_checks`.
    pub checked: bool,
    /// The bytes that `set_code` writes.
    pub code: Vec<u8>,
    /// What the oracle's side runs afterwards.
    pub oracle: Arc<Blob>,
    /// What the candidate's side runs afterwards.
    pub candidate: Arc<Blob>,
}

/// Blocks between upgrades.
const BLOCKS: usize = 3;

/// The slot that Aura is made to believe before an upgrade: far ahead, as after slots of another length. Without the migration no block follows.
const WRONG_SLOT: u64 = 1 << 40;

/// Runs a chain through all upgrades, with blocks before, between and after them.
///
/// Before an upgrade to a later version the chain gets something to migrate: a slot that is wrong, and a pallet with no storage, which has to get its
/// storage version.
pub fn run(pair: &mut Pair, upgrades: Vec<Upgrade>) -> Result<(), GenesisError> {
    let hash = genesis::start(pair, &Genesis::default())?;
    let mut coverage = Coverage::default();
    let mut chain = Chain::new(pair, &mut coverage, hash)?;
    for _ in 0..BLOCKS {
        chain.block(&busy())?;
    }
    for upgrade in upgrades {
        let code = Code::Bytes(Bytes(upgrade.code.clone()));
        let call = Box::new(if upgrade.checked { Call::SetCode { code } } else { Call::SetCodeWithoutChecks { code } });
        let mut block = busy();
        if upgrade.checked {
            block.extrinsics.extend(to_migrate());
        }
        block.extrinsics.push(Extrinsic::signed(Account::named("Alice"), Call::Sudo { call }));
        chain.block(&block)?;
        let stored = chain.pair().oracle.get(b":code");
        if stored.as_ref() != Some(&upgrade.code) {
            return Err(GenesisError::Refused("the upgrade".to_owned()));
        }
        chain.pair().oracle.upgrade(upgrade.oracle);
        chain.pair().candidate.upgrade(upgrade.candidate);
        chain.upgraded()?;
        for _ in 0..BLOCKS {
            chain.block(&busy())?;
        }
    }
    Ok(())
}

/// What the migrations of the next block have to repair.
fn to_migrate() -> [Extrinsic; 2] {
    let slot = (Bytes(item_key("Aura", "CurrentSlot")), Bytes(WRONG_SLOT.encode()));
    let calls = [Call::SetStorage { items: vec![slot] }, Call::KillPrefix { prefix: Bytes(pallet_prefix(EMPTIED)), subkeys: 100 }];
    calls.map(|call| Extrinsic::signed(Account::named("Alice"), Call::Sudo { call: Box::new(call) }))
}

/// The pallet that loses its storage before an upgrade.
const EMPTIED: &str = "Grandpa";

/// What the migrations of a chain's last upgrade have left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The spec version that storage was last migrated to.
    pub spec_version: Option<u32>,
    /// The storage version of the pallet that had lost its storage.
    pub storage_version: Option<u16>,
    /// Whether Aura's slot is one that the chain can have reached.
    pub slot_is_right: bool,
}

/// What the migrations have left behind on the oracle's side, and on the other if nothing differs.
pub fn migrated(pair: &mut Pair) -> Migrated {
    let mut read = |pallet, item| pair.oracle.get(&item_key(pallet, item));
    let last = read("System", "LastRuntimeUpgrade");
    let version = read(EMPTIED, ":__STORAGE_VERSION__:");
    let slot = read("Aura", "CurrentSlot");
    Migrated {
        spec_version: last.and_then(|last| Compact::<u32>::decode(&mut &last[..]).ok()).map(|version| version.0),
        storage_version: version.and_then(|version| u16::decode(&mut &version[..]).ok()),
        slot_is_right: slot.and_then(|slot| u64::decode(&mut &slot[..]).ok()).is_some_and(|slot| slot < WRONG_SLOT),
    }
}

/// A block with something in it.
fn busy() -> Block {
    let value = Amount::Exact(1_000_000_000);
    let transfer = Call::TransferKeepAlive { dest: Account::named("Charlie").into(), value };
    let remark = Call::RemarkWithEvent { remark: Bytes(b"before and after".to_vec()) };
    let extrinsics = vec![
        Extrinsic::signed(Account::named("Alice"), transfer),
        Extrinsic::signed(Account::named("Bob"), remark),
        Extrinsic::signed(Account::named("Charlie"), Call::TransferAll { dest: Account::named("Dave").into(), keep_alive: false }),
    ];
    Block { extrinsics, ..Block::default() }
}
