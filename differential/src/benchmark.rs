//! What calls cost on both sides.
//!
//! The same course is measured on both: a chain whose genesis the oracle builds, a block with transfers, made and executed. Fuel,
//! mallocs and host calls are exact. Time is the least of many rounds, in which the two sides take turns, and leaves out compilation and
//! instantiation. Signatures are taken for valid, so that it is the runtime's own time and not that of the host's cryptography.

use codec::{Compact, Encode};
use serde::Serialize;

use crate::{
    account::Account,
    amount::Amount,
    call::{Call, Environment},
    comparison::{Difference, Pair},
    extrinsic::{self, ChainView},
    genesis::{self, GenesisError},
    script::{Extrinsic, Genesis},
    side::{Answer, Course},
};

/// The slot of the measured block.
const SLOT: u64 = 1_000;

/// Milliseconds from one slot to the next.
const SLOT_MS: u64 = 6_000;

/// What a call costs on one side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Units of fuel.
    pub fuel: u64,
    /// The least time of all rounds, in nanoseconds.
    pub nanoseconds: u64,
    /// Calls of `ext_allocator_malloc`.
    pub mallocs: u64,
    /// Calls of `ext_allocator_free`.
    pub frees: u64,
    /// Calls of all other host functions.
    pub host_calls: u64,
    /// The most bytes that were allocated at one time.
    pub peak_live_bytes: u64,
    /// Whether the call failed.
    pub failed: bool,
}

/// A row: a call and its cost on both sides.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What was called.
    pub call: String,
    /// The oracle's cost.
    pub oracle: Cost,
    /// The candidate's.
    pub candidate: Cost,
}

/// Why nothing can be measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchmarkError {
    /// The chain cannot start.
    #[error(transparent)]
    Genesis(#[from] GenesisError),
    /// The oracle does not make the blocks that are to be measured.
    #[error("the oracle does not make the block: {0}")]
    Oracle(String),
}

impl From<Box<Difference>> for BenchmarkError {
    fn from(difference: Box<Difference>) -> Self {
        Self::Genesis(difference.into())
    }
}

/// What transfers depend on: Alice pays them all.
struct View {
    genesis: [u8; 32],
    nonce: u32,
}

impl Environment for View {
    fn free(&self, _: &Account) -> u128 {
        0
    }

    fn slot_start_ms(&self) -> u64 {
        SLOT * SLOT_MS
    }
}

impl ChainView for View {
    fn nonce(&self, _: &Account) -> u32 {
        self.nonce
    }

    fn number(&self) -> u32 {
        1
    }

    fn block_hash(&self, _: u64) -> [u8; 32] {
        self.genesis
    }

    fn spec_version(&self) -> u32 {
        100
    }

    fn transaction_version(&self) -> u32 {
        1
    }
}

/// Measures every call of the table, each as often as `rounds` says; long calls a tenth as often. `progress` is told of each row.
pub fn measure(pair: &mut Pair, rounds: u32, mut progress: impl FnMut(&str)) -> Result<Vec<Row>, BenchmarkError> {
    let hash = start(pair)?;
    let mut rows = Vec::new();
    let mut row = |pair: &mut Pair, call: &str, function: &str, input: &[u8], rounds: u32| {
        progress(call);
        rows.push(measure_call(pair, call, function, input, rounds));
    };
    row(pair, "Core_version", "Core_version", &[], rounds);
    row(pair, "Metadata_metadata", "Metadata_metadata", &[], rounds);
    let slot = (6u8, *b"aura", SLOT.encode());
    let header = (hash, Compact(1u32), [0u8; 64], vec![slot]).encode();
    row(pair, "initialize_block", "Core_initialize_block", &header, rounds);
    let genesis = pair.snapshot();
    both(pair, "Core_initialize_block", &header)?;
    let set_time = Extrinsic { form: crate::script::Form::Bare, ..Extrinsic::signed(alice(), Call::TimestampSet { offset_ms: 0 }) };
    let time = extrinsic::encode(&set_time, &View { genesis: hash, nonce: 0 });
    row(pair, "apply timestamp.set", "BlockBuilder_apply_extrinsic", &time, rounds);
    both(pair, "BlockBuilder_apply_extrinsic", &time)?;
    let transfer = transfer(hash, 0);
    row(pair, "apply transfer_keep_alive", "BlockBuilder_apply_extrinsic", &transfer, rounds);
    row(pair, "finalize_block", "BlockBuilder_finalize_block", &[], rounds);
    pair.restore(genesis.clone());
    let input = [&[2], &transfer[..], &hash].concat();
    row(pair, "validate_transaction", "TaggedTransactionQueue_validate_transaction", &input, rounds);
    for transfers in [100, 1_000] {
        let block = block(pair, &header, &time, hash, transfers)?;
        pair.restore(genesis.clone());
        row(pair, &format!("execute_block, {transfers} transfers"), "Core_execute_block", &block, rounds.div_ceil(10));
    }
    Ok(rows)
}

fn alice() -> Account {
    Account::named("Alice")
}

fn transfer(genesis: [u8; 32], nonce: u32) -> Vec<u8> {
    let call = Call::TransferKeepAlive { dest: Account::named("Bob").into(), value: Amount::Exact(1_000_000) };
    extrinsic::encode(&Extrinsic::signed(alice(), call), &View { genesis, nonce })
}

/// Gives both sides the genesis of the preset `development`, as the oracle builds it.
fn start(pair: &mut Pair) -> Result<[u8; 32], GenesisError> {
    let copied = std::mem::replace(&mut pair.scope.copy_genesis, true);
    let hash = genesis::start(pair, &Genesis::default());
    pair.scope.copy_genesis = copied;
    hash
}

fn returned(course: Course, function: &str) -> Result<Vec<u8>, BenchmarkError> {
    match course.answer {
        Answer::Returned(bytes) => Ok(bytes),
        Answer::Failed(kind) => Err(BenchmarkError::Oracle(format!("{function}: {kind}"))),
    }
}

/// Calls a function on both sides; what the candidate makes of it shows in its own rows.
fn both(pair: &mut Pair, function: &str, input: &[u8]) -> Result<Vec<u8>, BenchmarkError> {
    pair.candidate.call(function, input);
    returned(pair.oracle.call(function, input), function)
}

/// A block as the oracle makes it.
fn block(pair: &mut Pair, header: &[u8], time: &[u8], hash: [u8; 32], transfers: u32) -> Result<Vec<u8>, BenchmarkError> {
    returned(pair.oracle.call("Core_initialize_block", header), "Core_initialize_block")?;
    let mut extrinsics = vec![time.to_vec()];
    extrinsics.extend((0..transfers).map(|nonce| transfer(hash, nonce)));
    for extrinsic in &extrinsics {
        let result = returned(pair.oracle.call("BlockBuilder_apply_extrinsic", extrinsic), "BlockBuilder_apply_extrinsic")?;
        if result[..] != [0, 0] {
            return Err(BenchmarkError::Oracle(format!("apply: {}", pair.names.outcome(&result))));
        }
    }
    let mut block = returned(pair.oracle.call("BlockBuilder_finalize_block", &[]), "BlockBuilder_finalize_block")?;
    Compact(extrinsics.len() as u32).encode_to(&mut block);
    block.extend(extrinsics.concat());
    Ok(block)
}

fn measure_call(pair: &mut Pair, call: &str, function: &str, input: &[u8], rounds: u32) -> Row {
    let mut row = Row { call: call.to_owned(), oracle: Cost::default(), candidate: Cost::default() };
    let before = pair.snapshot();
    for _ in 0..rounds.max(1) {
        for (side, cost) in [(&mut pair.oracle, &mut row.oracle), (&mut pair.candidate, &mut row.candidate)] {
            let course = side.call(function, input);
            let nanoseconds = course.elapsed.as_nanos() as u64;
            let least = if cost.nanoseconds == 0 { nanoseconds } else { cost.nanoseconds.min(nanoseconds) };
            *cost = Cost {
                fuel: course.stats.fuel,
                nanoseconds: least,
                mallocs: course.stats.mallocs,
                frees: course.stats.frees,
                host_calls: course.stats.host_calls,
                peak_live_bytes: course.stats.peak_live_bytes,
                failed: matches!(course.answer, Answer::Failed(_)),
            };
        }
        pair.restore(before.clone());
    }
    row
}
