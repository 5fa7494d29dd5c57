//! What is measured: the calls of a node's day, each in the state in which a node makes it.

use codec::{Compact, Encode};

use super::BenchmarkError;
use crate::{
    account::Account,
    amount::Amount,
    call::{Call, Environment},
    comparison::Pair,
    extrinsic::{self, ChainView},
    genesis::{self, GenesisError},
    script::{Bytes, Extrinsic, Form, Genesis},
    side::{Answer, Course},
};

/// The slot of the measured block.
const SLOT: u64 = 1_000;

/// Milliseconds from one slot to the next.
const SLOT_MS: u64 = 6_000;

/// More than any account has.
const TOO_MUCH: u128 = 1 << 100;

const APPLY: &str = "BlockBuilder_apply_extrinsic";
const INITIALIZE: &str = "Core_initialize_block";
const FINALIZE: &str = "BlockBuilder_finalize_block";

/// A call that is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What the table calls it.
    pub name: String,
    /// The function.
    pub function: &'static str,
    /// Its SCALE-encoded arguments.
    pub input: Vec<u8>,
    /// Whether it takes so long that fewer rounds do.
    pub long: bool,
}

impl Subject {
    fn new(name: &str, function: &'static str, input: Vec<u8>) -> Self {
        Self { name: name.to_owned(), function, input, long: false }
    }

    /// A function under its own name.
    fn plain(function: &'static str, input: Vec<u8>) -> Self {
        Self::new(function, function, input)
    }

    /// The application of an extrinsic.
    fn apply(name: &str, extrinsic: Vec<u8>) -> Self {
        Self::new(&format!("apply {name}"), APPLY, extrinsic)
    }
}

/// What extrinsics depend on: Alice signs them all.
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

impl View {
    fn signed(&self, call: Call) -> Vec<u8> {
        extrinsic::encode(&Extrinsic::signed(alice(), call), self)
    }

    fn transfer(&self, value: u128) -> Vec<u8> {
        self.signed(Call::TransferKeepAlive { dest: bob().into(), value: Amount::Exact(value) })
    }

    /// The time of the block.
    fn time(&self) -> Vec<u8> {
        extrinsic::encode(&Extrinsic { form: Form::Bare, ..Extrinsic::signed(alice(), Call::TimestampSet { offset_ms: 0 }) }, self)
    }
}

fn alice() -> Account {
    Account::named("Alice")
}

fn bob() -> Account {
    Account::named("Bob")
}

/// Brings both sides into each state in turn, and visits what is measured there. A visit leaves the states as they were.
pub(super) fn visit_all(pair: &mut Pair, mut visit: impl FnMut(&mut Pair, &Subject)) -> Result<(), BenchmarkError> {
    let configuration = on_the_oracle(pair, |pair| genesis::configuration(pair, &Genesis::default()))?.encode();
    pair.oracle.reset([].into());
    pair.candidate.reset([].into());
    visit(pair, &Subject::plain("Core_version", vec![]));
    visit(pair, &Subject::plain("Metadata_metadata", vec![]));
    visit(pair, &Subject::plain("Metadata_metadata_at_version", 15u32.encode()));
    visit(pair, &Subject::plain("GenesisBuilder_get_preset", Some(b"development".to_vec()).encode()));
    visit(pair, &Subject::plain("GenesisBuilder_build_state", configuration));

    let hash = on_the_oracle(pair, |pair| genesis::start(pair, &Genesis::default()))?;
    let view = View { genesis: hash, nonce: 0 };
    let header = (hash, Compact(1u32), [0u8; 64], vec![(6u8, *b"aura", SLOT.encode())]).encode();
    for subject in at_rest(&view, &header) {
        visit(pair, &subject);
    }
    let genesis = pair.snapshot();
    visit(pair, &Subject::new("initialize_block", INITIALIZE, header.clone()));
    both(pair, INITIALIZE, &header)?;
    let data = inherent_data();
    visit(pair, &Subject::new("inherent_extrinsics", "BlockBuilder_inherent_extrinsics", data.clone()));
    visit(pair, &Subject::apply("timestamp.set", view.time()));
    both(pair, APPLY, &view.time())?;
    visit(pair, &Subject::new("finalize_block, no transfer", FINALIZE, vec![]));
    for subject in transactions(&view) {
        visit(pair, &subject);
    }
    both(pair, APPLY, &view.transfer(1_000_000))?;
    visit(pair, &Subject::new("finalize_block", FINALIZE, vec![]));
    for transfers in [0, 100, 1_000] {
        pair.restore(genesis.clone());
        let block = block(pair, &header, &view, transfers)?;
        pair.restore(genesis.clone());
        if transfers == 0 {
            visit(pair, &Subject::new("check_inherents", "BlockBuilder_check_inherents", [&block[..], &data].concat()));
        }
        let name = format!("execute_block, {transfers} transfers");
        visit(pair, &Subject { long: transfers > 0, ..Subject::new(&name, "Core_execute_block", block) });
    }
    Ok(())
}

/// What is asked between blocks.
fn at_rest(view: &View, header: &[u8]) -> Vec<Subject> {
    let transfer = view.transfer(1_000_000);
    // Extrinsics come with their length in front; the questions about fees have the length behind as well.
    let priced = [&transfer[..], &(transfer.len() as u32).encode()].concat();
    vec![
        Subject::new("validate_transaction", "TaggedTransactionQueue_validate_transaction", [&[2], &transfer[..], &view.genesis].concat()),
        Subject::new("query_info", "TransactionPaymentApi_query_info", priced.clone()),
        Subject::new("query_fee_details", "TransactionPaymentApi_query_fee_details", priced),
        Subject::new("account_nonce", "AccountNonceApi_account_nonce", alice().id().to_vec()),
        Subject::new("slot_duration", "AuraApi_slot_duration", vec![]),
        Subject::new("authorities of Aura", "AuraApi_authorities", vec![]),
        Subject::new("authorities of Grandpa", "GrandpaApi_grandpa_authorities", vec![]),
        Subject::new("offchain_worker", "OffchainWorkerApi_offchain_worker", header.to_vec()),
    ]
}

/// What is applied in a block whose time is set.
fn transactions(view: &View) -> Vec<Subject> {
    let charlie = Account::named("Charlie");
    let remark = Call::RemarkWithEvent { remark: Bytes(vec![7; 32]) };
    let forced = Call::ForceSetBalance { who: charlie.clone().into(), new_free: Amount::Exact(1_000_000) };
    let later = View { genesis: view.genesis, nonce: 7 };
    vec![
        Subject::apply("transfer_keep_alive", view.transfer(1_000_000)),
        Subject::apply(
            "transfer_allow_death, new account",
            view.signed(Call::TransferAllowDeath { dest: charlie.into(), value: Amount::Exact(1_000_000) }),
        ),
        Subject::apply("transfer_all", view.signed(Call::TransferAll { dest: bob().into(), keep_alive: false })),
        Subject::apply("a transfer that fails", view.transfer(TOO_MUCH)),
        Subject::apply("a transfer too early", later.transfer(1_000_000)),
        Subject::apply("remark_with_event", view.signed(remark)),
        Subject::apply("sudo force_set_balance", view.signed(Call::Sudo { call: Box::new(forced) })),
    ]
}

/// What the block's author knows and the runtime asks for: the time.
fn inherent_data() -> Vec<u8> {
    vec![(*b"timstap0", (SLOT * SLOT_MS).encode())].encode()
}

/// Makes a genesis that both sides have from the oracle, whatever the candidate can.
fn on_the_oracle<R>(pair: &mut Pair, step: impl FnOnce(&mut Pair) -> Result<R, GenesisError>) -> Result<R, GenesisError> {
    let copied = std::mem::replace(&mut pair.scope.copy_genesis, true);
    let result = step(pair);
    pair.scope.copy_genesis = copied;
    result
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
fn block(pair: &mut Pair, header: &[u8], view: &View, transfers: u32) -> Result<Vec<u8>, BenchmarkError> {
    returned(pair.oracle.call(INITIALIZE, header), INITIALIZE)?;
    let mut extrinsics = vec![view.time()];
    extrinsics.extend((0..transfers).map(|nonce| View { genesis: view.genesis, nonce }.transfer(1_000_000)));
    for extrinsic in &extrinsics {
        let result = returned(pair.oracle.call(APPLY, extrinsic), APPLY)?;
        if result[..] != [0, 0] {
            return Err(BenchmarkError::Oracle(format!("apply: {}", pair.names.outcome(&result))));
        }
    }
    let mut block = returned(pair.oracle.call(FINALIZE, &[]), FINALIZE)?;
    Compact(extrinsics.len() as u32).encode_to(&mut block);
    block.extend(extrinsics.concat());
    Ok(block)
}
