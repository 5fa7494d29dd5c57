//! Every host function once against sp-io, polkadot-sdk's own: the same call on the same storage gives the same answer, and leaves storage
//! of the same root behind. What sp-io keeps only for old runtimes is compared with the newer function that means the same.
//!
//! The list of the functions that all hosts have in common is `functions.txt`.

mod crypto;
mod node;
mod state;

use std::collections::BTreeMap;

use host_tests::{Externalities, HostConfig, StateVersion, HOST_FUNCTIONS};
use sp_core::offchain::{
    storage::{InMemOffchainStorage, OffchainDb},
    testing::{TestOffchainExt, TestTransactionPoolExt},
    OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
};
use sp_core::storage::{ChildInfo, Storage, StorageChild};
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_state_machine::TestExternalities;

use crate::program::{compile, Argument, Program, Returns};

/// The names and signatures that sc-executor, smoldot and Gossamer have in common.
const FUNCTIONS: &str = include_str!("functions.txt");

/// The child trie of the storage.
const CHILD: &[u8] = b"child";

/// A value that the two state versions lay out differently.
const LONG: &[u8] = &[7; 40];

const TIMESTAMP_MS: u64 = 1_700_000_000_000;
const SEED: [u8; 32] = [5; 32];

/// What sp-io answers, from what the host answered: most answers don't depend on it.
type Expected = Box<dyn Fn(&[u8]) -> Vec<u8>>;

/// One call of a host function.
struct Case {
    /// Calls before it, whose answers are ignored.
    before: Vec<(&'static str, Vec<Argument<'static>>)>,
    arguments: Vec<Argument<'static>>,
    returns: Returns,
    expected: Expected,
}

/// A call whose answer is taken as `returns` says and must equal what the closure gets from sp-io.
fn case(arguments: Vec<Argument<'static>>, returns: Returns, expected: impl Fn() -> Vec<u8> + 'static) -> Case {
    Case { before: Vec::new(), arguments, returns, expected: Box::new(move |_| expected()) }
}

/// A call without an answer: the root of the storage tells.
fn silent(arguments: Vec<Argument<'static>>, effect: impl Fn() + 'static) -> Case {
    case(arguments, Returns::Nothing, move || {
        effect();
        Vec::new()
    })
}

/// A truth value as it is returned.
fn truth(value: bool) -> Vec<u8> {
    u32::from(value).to_le_bytes().to_vec()
}

/// Bytes for arguments that live as long as the test.
fn keep(bytes: impl Into<Vec<u8>>) -> &'static [u8] {
    Vec::leak(bytes.into())
}

fn pairs() -> BTreeMap<Vec<u8>, Vec<u8>> {
    // sp-state-machine's storage for tests always has a value at `:code`
    let of: [(&[u8], &[u8]); 6] = [(b":code", b""), (b"a", b"0123456789"), (b"p1", LONG), (b"p2", b""), (b"p3", b"3"), (b"list", &[4, 7])];
    of.into_iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect()
}

/// The storage for the host.
fn ours(version: StateVersion) -> Externalities {
    let mut storage = Externalities::with_children(pairs(), [(CHILD.to_vec(), pairs())], version);
    let offchain = storage.offchain_mut();
    (offchain.validator, offchain.timestamp_ms, offchain.random_seed) = (true, TIMESTAMP_MS, SEED);
    storage
}

/// The storage for sp-io.
fn theirs(version: StateVersion) -> TestExternalities<sp_core::Blake2Hasher> {
    let child = StorageChild { data: pairs(), child_info: ChildInfo::new_default(CHILD) };
    let storage = Storage { top: pairs(), children_default: [(CHILD.to_vec(), child)].into() };
    let mut externalities = TestExternalities::new_with_state_version(storage, version);
    let (worker, state) = TestOffchainExt::new();
    state.write().timestamp = TIMESTAMP_MS.into();
    state.write().seed = SEED;
    externalities.register_extension(OffchainWorkerExt::new(worker));
    externalities.register_extension(OffchainDbExt::new(OffchainDb::new(InMemOffchainStorage::default())));
    externalities.register_extension(TransactionPoolExt::new(TestTransactionPoolExt::new().0));
    externalities.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    externalities
}

/// The call of the function of this name, without `ext_` in front.
fn case_of(function: &str) -> Case {
    let found = state::case_of(function).or_else(|| crypto::case_of(function)).or_else(|| node::case_of(function));
    found.unwrap_or_else(|| panic!("no case for {function}"))
}

#[test]
fn the_table_is_that_of_all_hosts() {
    let table: Vec<_> =
        HOST_FUNCTIONS.iter().map(|function| format!("{} {}", function.name, function.signature().replace(" -> ", "->"))).collect();
    let listed: Vec<_> = FUNCTIONS.lines().collect();
    assert_eq!(listed.len(), 82);
    assert_eq!(table, listed);
}

#[test]
fn each_function_answers_as_sp_io_does() {
    for function in HOST_FUNCTIONS {
        for version in [StateVersion::V0, StateVersion::V1] {
            let name = function.name.strip_prefix("ext_").expect("all names start so");
            let case = case_of(name);
            let mut program = Program::new();
            for (function, arguments) in &case.before {
                program = program.call(function, arguments);
            }
            let wasm = program.end(function.name, &case.arguments, case.returns);
            let mut storage = ours(version);
            let config = HostConfig { allow_leaks: true, ..HostConfig::default() };
            let outcome = compile(&wasm).call("run", &[], &mut storage, &config).unwrap_or_else(|error| panic!("{name}: {error}"));
            let (expected, root) = theirs(version).execute_with(|| ((case.expected)(&outcome.result), sp_io::storage::root(version)));
            assert_eq!(outcome.result, expected, "{name}");
            assert_eq!(storage.root().as_slice(), root, "{name}: the storage afterwards");
            assert_eq!(outcome.stats.calls_by_function[function.name], 1, "{name}");
        }
    }
}
