//! A chain that is upgraded: by `set_code`, from blob to blob, on both sides at once.
//!
//! Storage holds the same bytes on both sides, whichever blobs run: those that `set_code` was given. So the states can be compared to the
//! end, also where one side changes from one implementation to the other and back.

use std::sync::Arc;

use host_tests::Blob;

use crate::{
    account::Account,
    amount::Amount,
    call::{Call, Code},
    chain::Chain,
    comparison::Pair,
    coverage::Coverage,
    genesis::{self, GenesisError},
    script::{Block, Bytes, Extrinsic, Genesis},
};

/// What a chain is upgraded to.
pub struct Upgrade {
    /// The bytes that `set_code` writes.
    pub code: Vec<u8>,
    /// What the oracle's side runs afterwards.
    pub oracle: Arc<Blob>,
    /// What the candidate's side runs afterwards.
    pub candidate: Arc<Blob>,
}

/// Blocks between upgrades.
const BLOCKS: usize = 3;

/// Runs a chain through all upgrades, with blocks before, between and after them.
pub fn run(pair: &mut Pair, upgrades: Vec<Upgrade>) -> Result<(), GenesisError> {
    let hash = genesis::start(pair, &Genesis::default())?;
    let mut coverage = Coverage::default();
    let mut chain = Chain::new(pair, &mut coverage, hash)?;
    for _ in 0..BLOCKS {
        chain.block(&busy())?;
    }
    for upgrade in upgrades {
        let code = Code::Bytes(Bytes(upgrade.code.clone()));
        let mut block = busy();
        block.extrinsics.push(Extrinsic::signed(Account::named("Alice"), Call::Sudo { call: Box::new(Call::SetCode { code }) }));
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
