//! A chain on this host: blocks are made from transactions, or executed as they come, each on the state of the one before.
//!
//! The calls are those of a node. A new block is `Core_initialize_block`, the inherents that `BlockBuilder_inherent_extrinsics` makes of
//! the time, `BlockBuilder_apply_extrinsic` for each of them and for each transaction, `BlockBuilder_finalize_block`. A block from
//! elsewhere is `Core_execute_block`. Each call gets an instance of its own. Nothing is sealed, and no seal is checked.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use codec::{Decode, Encode};
use sp_crypto_hashing::{blake2_256, twox_128};

use crate::{
    block::{Block, DigestItem, Hash, Header},
    compression,
    error::{CallError, CallFailure, HostError},
    externalities::{Externalities, StateVersion},
    outcome::{HostConfig, Outcome},
    state::{to_hex, State, CODE},
    validity::TransactionError,
    version::{RuntimeVersion, UnknownVersion},
    Blob,
};

/// The consensus engine whose slots are numbers in the digest.
const AURA: [u8; 4] = *b"aura";

const SLOT_DURATION: &str = "AuraApi_slot_duration";
const INITIALIZE: &str = "Core_initialize_block";
const EXECUTE: &str = "Core_execute_block";
const INHERENTS: &str = "BlockBuilder_inherent_extrinsics";
const APPLY: &str = "BlockBuilder_apply_extrinsic";
const FINALIZE: &str = "BlockBuilder_finalize_block";

/// The time between two blocks of a runtime that names none, in milliseconds.
const BLOCK_TIME_MS: u64 = 6000;

/// Inherent data, by identifier.
pub type Inherents = BTreeMap<[u8; 8], Vec<u8>>;

/// Why a block is not made or not taken.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// No code in the state.
    #[error("the state has no runtime: nothing at :code; start from a chain spec, which `host-tests genesis` builds")]
    NoCode,
    /// The code is no runtime.
    #[error("the runtime at :code: {0}")]
    Blob(#[from] HostError),
    /// The code has no version.
    #[error("the runtime at :code: {0}")]
    Version(#[from] UnknownVersion),
    /// A call failed.
    #[error(transparent)]
    Call(#[from] Box<CallError>),
    /// The runtime answers something else.
    #[error("the answer of {function}, {answer}, does not decode as {what}; check what the runtime returns")]
    Answer {
        /// The function.
        function: &'static str,
        /// What it answered, in hexadecimal.
        answer: String,
        /// What the answer was to be.
        what: &'static str,
    },
    /// An inherent is refused.
    #[error("the inherent extrinsic {0} of the runtime's own making is refused: {1}; check the time and the inherent data")]
    Inherent(usize, Refusal),
    /// The block does not follow the last one.
    #[error("block {number} has the parent {parent}, but the last block is {head_number}, {head}; start from the state before it")]
    NotNext {
        /// The block's number.
        number: u32,
        /// The hash of its parent.
        parent: String,
        /// The number of the last block here.
        head_number: u32,
        /// Its hash.
        head: String,
    },
    /// The state is another one than the header says.
    #[error("block {number} leaves the state root {found}, its header says {expected}; another runtime or another state made it")]
    Root {
        /// The block's number.
        number: u32,
        /// The root in the header.
        expected: String,
        /// The root that execution leaves.
        found: String,
    },
}

/// What a block is to be made of.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    /// The time of the block in milliseconds since 1970; `None` for the next slot after the last block.
    pub timestamp_ms: Option<u64>,
    /// Inherent data besides time and slot.
    pub inherents: Inherents,
}

/// What an extrinsic came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// In the block, and done.
    Done,
    /// In the block, but the call failed with this encoded `DispatchError`.
    Failed(Vec<u8>),
    /// Not in the block.
    Refused(Refusal),
}

/// Why a transaction is not in the block.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The runtime says so.
    #[error(transparent)]
    Invalid(TransactionError),
    /// The runtime cannot even read it, or does not survive it.
    #[error("applying it ends the call: {0}")]
    Call(CallFailure),
}

/// A block that was made.
#[derive(Debug, Clone)]
pub struct Authored {
    /// The block.
    pub block: Block,
    /// How many of its extrinsics are inherents.
    pub inherents: usize,
    /// What each transaction that was taken off the queue came to, in its order.
    pub transactions: Vec<Applied>,
    /// What the calls for it cost together.
    pub cost: Cost,
}

/// What the calls for a block cost together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Units of fuel.
    pub fuel: u64,
    /// Calls of host functions other than the allocator's.
    pub host_calls: u64,
    /// Calls of the allocator's `malloc`.
    pub mallocs: u64,
    /// Processor time in the runtime.
    pub elapsed: Duration,
}

impl Cost {
    fn add(&mut self, outcome: &Outcome) {
        self.fuel += outcome.stats.fuel;
        self.host_calls += outcome.stats.host_calls;
        self.mallocs += outcome.stats.mallocs;
        self.elapsed += outcome.elapsed;
    }
}

/// A chain: its last block, the state after it, and the runtime in that state. A clone is a fork: it goes on by itself.
#[derive(Debug, Clone)]
pub struct Chain {
    storage: Externalities,
    head: Header,
    blob: Arc<Blob>,
    code_hash: Hash,
    /// Whether the runtime is the caller's and not that of the state.
    overridden: bool,
    config: HostConfig,
}

impl Chain {
    /// A chain whose only block is genesis.
    pub fn from_genesis(state: State) -> Result<Self, ChainError> {
        let mut chain = Self::resume(state, Header::genesis([0; 32]))?;
        chain.head = Header::genesis(chain.storage.root());
        Ok(chain)
    }

    /// A chain whose last block has this header and left this state.
    pub fn resume(state: State, head: Header) -> Result<Self, ChainError> {
        let code = state.top.get(CODE).ok_or(ChainError::NoCode)?;
        let (blob, state_version) = load(code)?;
        let code_hash = blake2_256(code);
        // As in a node: no keys and no off-chain functions, and an instance for each call, on which nothing need be freed.
        let config = HostConfig { allow_leaks: true, offchain: false, ..HostConfig::default() };
        let storage = Externalities::with_state(state, state_version);
        Ok(Self { storage, head, blob, code_hash, overridden: false, config })
    }

    /// Runs all blocks to come on this blob, whatever the state has at `:code`.
    pub fn override_code(&mut self, code: &[u8]) -> Result<(), ChainError> {
        let (blob, state_version) = load(code)?;
        self.storage.set_state_version(state_version);
        (self.blob, self.overridden) = (blob, true);
        Ok(())
    }

    /// The limits and the log level of the calls.
    pub fn config_mut(&mut self) -> &mut HostConfig {
        &mut self.config
    }

    /// The header of the last block.
    pub fn head(&self) -> &Header {
        &self.head
    }

    /// The state after the last block.
    pub fn storage_mut(&mut self) -> &mut Externalities {
        &mut self.storage
    }

    /// Makes a block of as many transactions from the front of the queue as it takes, and appends it to the chain. A transaction for which
    /// there is no room is back at the front of the queue. After an error chain and state are as before.
    pub fn author(&mut self, proposal: &Proposal, queue: &mut VecDeque<Vec<u8>>) -> Result<Authored, ChainError> {
        let before = queue.clone();
        self.storage.begin();
        let made = self.make(proposal, queue);
        self.storage.end(made.is_ok());
        match &made {
            Ok(authored) => self.adopt(authored.block.header.clone())?,
            Err(_) => *queue = before,
        }
        made
    }

    /// Executes a block on the state of its parent, compares the root, and appends it to the chain. After an error chain and state are as
    /// before.
    pub fn import(&mut self, block: &Block) -> Result<Cost, ChainError> {
        let header = &block.header;
        if header.parent_hash != self.head.hash() || header.number != self.head.number + 1 {
            return Err(ChainError::NotNext {
                number: header.number,
                parent: to_hex(&header.parent_hash),
                head_number: self.head.number,
                head: to_hex(&self.head.hash()),
            });
        }
        self.storage.begin();
        let executed = self.execute(block);
        self.storage.end(executed.is_ok());
        if executed.is_ok() {
            self.adopt(header.clone())?;
        }
        executed
    }

    fn execute(&mut self, block: &Block) -> Result<Cost, ChainError> {
        let mut cost = Cost::default();
        let unsealed = Block { header: block.header.without_seals(), extrinsics: block.extrinsics.clone() };
        self.call(EXECUTE, &unsealed.encode(), &mut cost)?;
        let (expected, found) = (block.header.state_root, self.storage.root());
        if expected != found {
            return Err(ChainError::Root { number: block.header.number, expected: to_hex(&expected), found: to_hex(&found) });
        }
        Ok(cost)
    }

    fn make(&mut self, proposal: &Proposal, queue: &mut VecDeque<Vec<u8>>) -> Result<Authored, ChainError> {
        let mut cost = Cost::default();
        let (timestamp_ms, slot) = self.time(proposal.timestamp_ms, &mut cost)?;
        let digest = slot.map(|slot| DigestItem::PreRuntime(AURA, slot.encode())).into_iter().collect();
        let (parent_hash, number) = (self.head.hash(), self.head.number + 1);
        let header = Header { parent_hash, number, state_root: [0; 32], extrinsics_root: [0; 32], digest };
        let mode = self.call(INITIALIZE, &header.encode(), &mut cost)?;
        let mut data = proposal.inherents.clone();
        data.insert(*b"timstap0", timestamp_ms.encode());
        data.extend(slot.map(|slot| (*b"auraslot", slot.encode())));
        let inherents: Vec<Vec<u8>> = self.ask(INHERENTS, &data.encode(), "a list of extrinsics", &mut cost)?;
        let mut extrinsics = Vec::new();
        for (index, inherent) in inherents.into_iter().enumerate() {
            if let Applied::Refused(error) = self.apply(&inherent, &mut cost)? {
                return Err(ChainError::Inherent(index, error));
            }
            extrinsics.push(inherent);
        }
        let inherents = extrinsics.len();
        // Since its version 5 the function says whether this is a block for inherents alone.
        let transactions = if mode == [1] { Vec::new() } else { self.fill(&mut extrinsics, queue, &mut cost)? };
        let header: Header = self.ask(FINALIZE, &[], "a header", &mut cost)?;
        let (expected, found) = (header.state_root, self.storage.root());
        if expected != found {
            return Err(ChainError::Root { number: header.number, expected: to_hex(&expected), found: to_hex(&found) });
        }
        Ok(Authored { block: Block { header, extrinsics }, inherents, transactions, cost })
    }

    /// Applies transactions from the front of the queue until one finds no room, and adds those that are not refused to the extrinsics.
    fn fill(&mut self, extrinsics: &mut Vec<Vec<u8>>, queue: &mut VecDeque<Vec<u8>>, cost: &mut Cost) -> Result<Vec<Applied>, ChainError> {
        let (inherents, mut transactions) = (extrinsics.len(), Vec::new());
        while let Some(transaction) = queue.pop_front() {
            let applied = self.apply(&transaction, cost)?;
            match &applied {
                // It fits into a later block, if there is anything in this one.
                Applied::Refused(Refusal::Invalid(error)) if error.exhausts_resources() && extrinsics.len() > inherents => {
                    queue.push_front(transaction);
                    break;
                }
                Applied::Refused(_) => {}
                Applied::Done | Applied::Failed(_) => extrinsics.push(transaction),
            }
            transactions.push(applied);
        }
        Ok(transactions)
    }

    /// Applies an extrinsic. One that is refused leaves no changes.
    fn apply(&mut self, extrinsic: &Vec<u8>, cost: &mut Cost) -> Result<Applied, ChainError> {
        self.storage.begin();
        let applied = match self.blob.call(APPLY, &extrinsic.encode(), &mut self.storage, &self.config) {
            Ok(outcome) => {
                cost.add(&outcome);
                applied(&outcome.result)
            }
            Err(error) => Ok(Applied::Refused(Refusal::Call(error.failure))),
        };
        self.storage.end(matches!(applied, Ok(Applied::Done | Applied::Failed(_))));
        applied
    }

    /// The time of the next block, and its slot where the runtime has Aura.
    fn time(&mut self, wanted: Option<u64>, cost: &mut Cost) -> Result<(u64, Option<u64>), ChainError> {
        if !self.blob.functions().iter().any(|function| function == SLOT_DURATION) {
            let now = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
            let now = self.storage.get(&now).and_then(|now| u64::decode(&mut &now[..]).ok()).unwrap_or(0);
            return Ok((wanted.unwrap_or(now + BLOCK_TIME_MS), None));
        }
        let duration_ms: u64 = self.ask(SLOT_DURATION, &[], "a number of milliseconds", cost)?;
        let duration_ms = duration_ms.max(1);
        let last = self.head.digest.iter().find_map(|item| match item {
            DigestItem::PreRuntime(AURA, slot) => u64::decode(&mut &slot[..]).ok(),
            _ => None,
        });
        let timestamp_ms = wanted.unwrap_or_else(|| (last.unwrap_or(0) + 1).saturating_mul(duration_ms));
        Ok((timestamp_ms, Some(timestamp_ms / duration_ms)))
    }

    fn call(&mut self, function: &'static str, input: &[u8], cost: &mut Cost) -> Result<Vec<u8>, ChainError> {
        let outcome = self.blob.call(function, input, &mut self.storage, &self.config)?;
        cost.add(&outcome);
        Ok(outcome.result)
    }

    fn ask<T: Decode>(&mut self, function: &'static str, input: &[u8], what: &'static str, cost: &mut Cost) -> Result<T, ChainError> {
        let answer = self.call(function, input, cost)?;
        let mut rest = &answer[..];
        let decoded = T::decode(&mut rest).ok().filter(|_| rest.is_empty());
        decoded.ok_or_else(|| wrong(function, &answer, what))
    }

    /// Takes the block of this header for the last one, and the runtime that it leaves for the next.
    fn adopt(&mut self, header: Header) -> Result<(), ChainError> {
        self.storage.commit();
        self.head = header;
        let code = self.storage.get(CODE).ok_or(ChainError::NoCode)?;
        let code_hash = blake2_256(&code);
        if code_hash != self.code_hash && !self.overridden {
            let (blob, state_version) = load(&code)?;
            self.storage.set_state_version(state_version);
            self.blob = blob;
        }
        self.code_hash = code_hash;
        Ok(())
    }
}

/// What `BlockBuilder_apply_extrinsic` answers.
fn applied(answer: &[u8]) -> Result<Applied, ChainError> {
    match answer {
        [0, 0] => Some(Applied::Done),
        [0, 1, error @ ..] => Some(Applied::Failed(error.to_vec())),
        [1, error @ ..] => TransactionError::from_bytes(error).map(|error| Applied::Refused(Refusal::Invalid(error))),
        _ => None,
    }
    .ok_or_else(|| wrong(APPLY, answer, "an ApplyExtrinsicResult"))
}

fn wrong(function: &'static str, answer: &[u8], what: &'static str) -> ChainError {
    ChainError::Answer { function, answer: to_hex(answer), what }
}

/// Compiles the code of a state, and finds out how it lays out the state.
fn load(code: &[u8]) -> Result<(Arc<Blob>, StateVersion), ChainError> {
    let blob = Blob::compile(code)?;
    let wasm = compression::decompress(code).map_err(HostError::from)?;
    let version = RuntimeVersion::of(&wasm, &blob)?;
    Ok((Arc::new(blob), version.state_version()))
}
