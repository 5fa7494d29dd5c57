//! The course of a chain: genesis, then block after block, compared at every step.
//!
//! A block is made as a node makes it, executed as a node imports it, and then executed once more with every damage that its script names.

use codec::{Compact, Decode, Encode};
use sp_crypto_hashing::{blake2_128, blake2_256, twox_128};

use crate::{
    account::Account,
    call::Environment,
    comparison::{difference, Difference, Pair, PairSnapshot},
    coverage::Coverage,
    extrinsic::{self, ChainView},
    genesis::{self, GenesisError},
    script::{Block, BlockDamage, Extrinsic, Script},
    side::Answer,
};

/// Milliseconds from one slot to the next.
const SLOT_MS: u64 = 6_000;

/// The slot of the chains' genesis.
const FIRST_SLOT: u64 = 1_000;

/// What a running chain knows beside the states.
pub struct Chain<'a> {
    pair: &'a mut Pair,
    coverage: &'a mut Coverage,
    /// The hashes of all blocks, the genesis first.
    hashes: Vec<[u8; 32]>,
    slot: u64,
    versions: (u32, u32),
}

/// What an extrinsic depends on, read from the oracle when it is made.
struct View {
    accounts: Vec<(Account, u32, u128)>,
    slot: u64,
    hashes: Vec<[u8; 32]>,
    versions: (u32, u32),
}

impl Environment for View {
    fn free(&self, account: &Account) -> u128 {
        self.accounts.iter().find(|(other, ..)| other == account).map_or(0, |(_, _, free)| *free)
    }

    fn slot_start_ms(&self) -> u64 {
        self.slot * SLOT_MS
    }
}

impl ChainView for View {
    fn nonce(&self, account: &Account) -> u32 {
        self.accounts.iter().find(|(other, ..)| other == account).map_or(0, |(_, nonce, _)| *nonce)
    }

    fn number(&self) -> u32 {
        self.hashes.len() as u32
    }

    fn block_hash(&self, number: u64) -> [u8; 32] {
        usize::try_from(number).ok().and_then(|number| self.hashes.get(number)).copied().unwrap_or_default()
    }

    fn spec_version(&self) -> u32 {
        self.versions.0
    }

    fn transaction_version(&self) -> u32 {
        self.versions.1
    }
}

/// The key of an account in storage.
pub fn account_key(account: &Account) -> Vec<u8> {
    let id = account.id();
    [&twox_128(b"System")[..], &twox_128(b"Account"), &blake2_128(&id), &id].concat()
}

/// A finished block.
struct Finished {
    header: Vec<u8>,
    extrinsics: Vec<Vec<u8>>,
}

impl Finished {
    fn encode(&self) -> Vec<u8> {
        let mut block = self.header.clone();
        Compact(self.extrinsics.len() as u32).encode_to(&mut block);
        block.extend(self.extrinsics.iter().flatten());
        block
    }
}

/// Runs a whole script. What was executed is counted in `coverage`.
pub fn run(pair: &mut Pair, script: &Script, coverage: &mut Coverage) -> Result<(), GenesisError> {
    let hash = genesis::start(pair, &script.genesis)?;
    let mut chain = Chain::new(pair, coverage, hash)?;
    for block in &script.blocks {
        chain.block(block)?;
    }
    Ok(())
}

impl<'a> Chain<'a> {
    /// A chain that both sides have the genesis of.
    pub fn new(pair: &'a mut Pair, coverage: &'a mut Coverage, genesis_hash: [u8; 32]) -> Result<Self, Box<Difference>> {
        let versions = version(pair)?;
        Ok(Self { pair, coverage, hashes: vec![genesis_hash], slot: FIRST_SLOT, versions })
    }

    /// Reads the runtime's version anew, as after an upgrade.
    pub fn upgraded(&mut self) -> Result<(), Box<Difference>> {
        self.versions = version(self.pair)?;
        Ok(())
    }

    /// The two sides.
    pub fn pair(&mut self) -> &mut Pair {
        self.pair
    }

    /// Makes, executes and imports a block.
    pub fn block(&mut self, block: &Block) -> Result<(), Box<Difference>> {
        let before = self.pair.snapshot();
        let step = format!("block {}", self.hashes.len());
        self.slot += block.slots;
        let header = self.header(block);
        self.coverage.blocks += 1;
        let started = self.pair.call(&format!("{step}: initialize"), "Core_initialize_block", &header)?;
        if matches!(started.answer, Answer::Failed(_)) {
            self.coverage.blocks_refused += 1;
            self.pair.restore(before);
            return Ok(());
        }
        let Some(finished) = self.fill(block, &step, &before)? else {
            self.coverage.blocks_refused += 1;
            self.pair.restore(before);
            return Ok(());
        };
        // A header has the whole state's root in it: where only a part of the state is compared, a block of one side is none of the other.
        let importable = self.pair.scope.is_whole() && !self.pair.scope.build_only;
        if importable && !self.import(&finished, block, &step, before.clone())? {
            self.coverage.blocks_refused += 1;
            self.pair.restore(before);
            return Ok(());
        }
        self.pair.commit();
        self.pair.compare_roots(&step)?;
        self.hashes.push(blake2_256(&finished.header));
        for (index, query) in block.queries.iter().enumerate() {
            let course = self.pair.query(&format!("{step}: query {index}"), &query.function, &query.input.0)?;
            self.coverage.query(&query.function, &course.answer);
        }
        Ok(())
    }

    /// The header that a block starts with.
    fn header(&self, block: &Block) -> Vec<u8> {
        let parent = self.hashes[self.hashes.len() - 1];
        let slot = (6u8, *b"aura", self.slot.encode()).encode();
        let mut header = (parent, Compact(self.hashes.len() as u32), [0u8; 64], Compact(block.digest.len() as u32 + 1)).encode();
        header.extend(slot);
        header.extend(block.digest.iter().flat_map(|item| &item.0));
        header
    }

    /// The inherents, the extrinsics, and the end of a block. `None` where the block cannot be finished.
    fn fill(&mut self, block: &Block, step: &str, parent: &PairSnapshot) -> Result<Option<Finished>, Box<Difference>> {
        let mut extrinsics = Vec::new();
        if block.inherents {
            for inherent in self.inherents(step)? {
                if self.apply(&format!("{step}: inherent"), &inherent)? {
                    extrinsics.push(inherent);
                }
            }
        }
        for (index, script) in block.extrinsics.iter().enumerate() {
            let bytes = extrinsic::encode(script, &self.view(script));
            let step = format!("{step}: extrinsic {index}");
            if !self.pair.scope.build_only {
                self.validate(&step, &bytes, index, parent)?;
            }
            if self.apply(&step, &bytes)? {
                extrinsics.push(bytes);
            }
        }
        let ended = self.pair.call(&format!("{step}: finalize"), "BlockBuilder_finalize_block", &[])?;
        let Answer::Returned(header) = ended.answer else {
            return Ok(None);
        };
        Ok(Some(Finished { header, extrinsics }))
    }

    /// What the block's author knows and the runtime asks for: the time.
    fn inherent_data(&self, offset_ms: u64) -> Vec<u8> {
        vec![(*b"timstap0", (self.slot * SLOT_MS + offset_ms).encode())].encode()
    }

    fn inherents(&mut self, step: &str) -> Result<Vec<Vec<u8>>, Box<Difference>> {
        let data = self.inherent_data(0);
        let course = self.pair.question(&format!("{step}: inherents"), "BlockBuilder_inherent_extrinsics", &data)?;
        self.coverage.query("BlockBuilder_inherent_extrinsics", &course.answer);
        let Answer::Returned(list) = course.answer else {
            return Ok(Vec::new());
        };
        // Each extrinsic begins with its length, as a byte vector does.
        let bodies = Vec::<Vec<u8>>::decode(&mut &list[..]).unwrap_or_default();
        Ok(bodies.iter().map(Encode::encode).collect())
    }

    /// What an extrinsic's bytes depend on.
    fn view(&mut self, script: &Extrinsic) -> View {
        let mut accounts = Vec::new();
        let json = serde_json::to_value(script).unwrap_or_default();
        mentioned(&json, &mut accounts);
        let mut read = |account: Account| {
            let info = self.pair.oracle.get(&account_key(&account)).unwrap_or_default();
            // Nonce, three counters, then the free balance.
            let (nonce, _, _, _, free) = <(u32, u32, u32, u32, u128)>::decode(&mut &info[..]).unwrap_or_default();
            (account, nonce, free)
        };
        let accounts = accounts.into_iter().map(&mut read).collect();
        View { accounts, slot: self.slot, hashes: self.hashes.clone(), versions: self.versions }
    }

    /// Asks whether the pool would take an extrinsic, on the state before the block.
    fn validate(&mut self, step: &str, bytes: &[u8], index: usize, parent: &PairSnapshot) -> Result<(), Box<Difference>> {
        let now = self.pair.snapshot();
        self.pair.restore(parent.clone());
        // In a block, local, external.
        let source = [(index % 3) as u8];
        let input = [&source[..], bytes, &self.hashes[self.hashes.len() - 1]].concat();
        let course = self.pair.query(&format!("{step}: validate"), "TaggedTransactionQueue_validate_transaction", &input);
        self.pair.restore(now);
        self.coverage.query("TaggedTransactionQueue_validate_transaction", &course?.answer);
        Ok(())
    }

    /// Applies an extrinsic. Whether it belongs into the block; if not, its changes are undone, as a node does.
    fn apply(&mut self, step: &str, bytes: &[u8]) -> Result<bool, Box<Difference>> {
        let before = self.pair.snapshot();
        let events_before = self.coverage.events(self.pair);
        let full = self.coverage.length_is_exhausted(self.pair, bytes);
        let course = self.pair.call(&format!("{step}: apply"), "BlockBuilder_apply_extrinsic", bytes)?;
        self.coverage.applied(self.pair, bytes, &course.answer, events_before, full);
        let included = matches!(&course.answer, Answer::Returned(result) if result.first() == Some(&0));
        if !included {
            self.pair.restore(before);
        }
        Ok(included)
    }

    /// Executes the finished block on the state before it, then with damages, and checks its inherents. Not every block that can be made
    /// can be executed: one with an inherent behind a transaction cannot.
    fn import(&mut self, finished: &Finished, block: &Block, step: &str, before: PairSnapshot) -> Result<bool, Box<Difference>> {
        let made = self.pair.snapshot();
        let (made_oracle, made_candidate) = (self.pair.oracle.changes(), self.pair.candidate.changes());
        let encoded = finished.encode();
        self.pair.restore(before.clone());
        let step = format!("{step}: execute");
        let course = self.pair.call(&step, "Core_execute_block", &encoded)?;
        self.coverage.query("Core_execute_block", &course.answer);
        if matches!(course.answer, Answer::Failed(_)) {
            return Ok(false);
        }
        for (side, made) in [(&mut self.pair.oracle, made_oracle), (&mut self.pair.candidate, made_candidate)] {
            if side.changes() != made {
                let text = format!("{}: making a block and executing it give different states", side.name);
                return Err(difference(&step, "the state of a block that was made", text, String::new(), &[]));
            }
        }
        for damage in &block.damage {
            self.pair.restore(before.clone());
            let step = format!("{step} with damage {damage:?}");
            let course = self.pair.query(&step, "Core_execute_block", &damaged(finished, damage))?;
            self.coverage.query("Core_execute_block", &course.answer);
        }
        self.pair.restore(before);
        for offset_ms in [0, 30_000, 60_000] {
            let input = [encoded.clone(), self.inherent_data(offset_ms)].concat();
            let course = self.pair.query(&format!("{step}: check inherents"), "BlockBuilder_check_inherents", &input)?;
            self.coverage.query("BlockBuilder_check_inherents", &course.answer);
        }
        self.pair.restore(made);
        Ok(true)
    }
}

/// The accounts that a script names, by itself or in amounts.
fn mentioned(json: &serde_json::Value, accounts: &mut Vec<Account>) {
    match json {
        serde_json::Value::String(text) => {
            let name = text.strip_prefix("free(").and_then(|rest| rest.split_once(')')).map_or(text.as_str(), |(name, _)| name);
            accounts.extend(name.parse::<Account>().ok());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| mentioned(item, accounts)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| mentioned(field, accounts)),
        _ => {}
    }
}

/// The spec version and the transaction version, which both sides must have in common.
fn version(pair: &mut Pair) -> Result<(u32, u32), Box<Difference>> {
    let course = pair.question("version", "Core_version", &[])?;
    let Answer::Returned(bytes) = course.answer else {
        return Ok((0, 0));
    };
    type Version = (String, String, u32, u32, u32, Vec<([u8; 8], u32)>, u32, u8);
    let (_, _, _, spec, _, _, transaction, _) = Version::decode(&mut &bytes[..]).unwrap_or_default();
    Ok((spec, transaction))
}

/// The bytes of a block with a damage.
fn damaged(finished: &Finished, damage: &BlockDamage) -> Vec<u8> {
    // Parent, number, the two roots; a number below 64 takes one byte, and two below 16,384.
    let number_bytes = match finished.header[32] & 3 {
        0 => 1,
        1 => 2,
        _ => 4,
    };
    let roots = 32 + number_bytes;
    let digest = roots + 64;
    let mut block = Finished { header: finished.header.clone(), extrinsics: finished.extrinsics.clone() };
    match damage {
        BlockDamage::ParentHash => block.header[0] ^= 1,
        BlockDamage::Number => block.header[32] ^= 4,
        BlockDamage::StateRoot => block.header[roots] ^= 1,
        BlockDamage::ExtrinsicsRoot => block.header[roots + 32] ^= 1,
        BlockDamage::DropDigest => {
            block.header.truncate(digest);
            block.header.push(0);
        }
        BlockDamage::AddDigest => {
            block.header[digest] += 4;
            block.header.extend((0u8, b"more".to_vec()).encode());
        }
        BlockDamage::DropFirst => drop(block.extrinsics.drain(..1.min(finished.extrinsics.len()))),
        BlockDamage::DropLast => drop(block.extrinsics.pop()),
        BlockDamage::RepeatLast => block.extrinsics.extend(finished.extrinsics.last().cloned()),
        BlockDamage::Rotate if !block.extrinsics.is_empty() => block.extrinsics.rotate_left(1),
        BlockDamage::Rotate => {}
        BlockDamage::FlipBit(_) | BlockDamage::Truncate(_) | BlockDamage::Append(_) => {}
    }
    let mut bytes = block.encode();
    match damage {
        BlockDamage::FlipBit(bit) => {
            let bit = *bit as usize % (bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
        BlockDamage::Truncate(length) => bytes.truncate(*length as usize % bytes.len()),
        BlockDamage::Append(more) => bytes.extend(&more.0),
        _ => {}
    }
    bytes
}
