//! A runtime with its storage.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use host_tests::{Blob, CallFailure, Externalities, HostConfig, LogLine, Outcome, StateVersion, Stats, Trap};

/// Units of fuel that a call may take: a block of the greatest weight takes a small part of it.
const FUEL: u64 = 30_000_000_000;

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It returned these bytes.
    Returned(Vec<u8>),
    /// It failed in this way and changed nothing.
    Failed(FailureKind),
}

/// The kinds of failure that are told apart. Two panics are equal whatever they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailureKind {
    /// The runtime stopped itself.
    Panic,
    /// It broke a rule of the host, or exhausted something; says what.
    Broken(String),
}

impl fmt::Display for FailureKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panic => formatter.write_str("a panic"),
            Self::Broken(what) => write!(formatter, "broken: {what}"),
        }
    }
}

/// What a call gave, took and said.
#[derive(Debug, Clone)]
pub struct Course {
    /// Its end.
    pub answer: Answer,
    /// Its figures.
    pub stats: Stats,
    /// The time between entering the runtime and its return; nothing for a call that failed.
    pub elapsed: Duration,
    /// Its log.
    pub logs: Vec<LogLine>,
}

/// A runtime and a chain's state.
pub struct Side {
    /// What the side is called in messages.
    pub name: &'static str,
    blob: Arc<Blob>,
    storage: Externalities,
    config: HostConfig,
}

/// A state to come back to.
#[derive(Clone)]
pub struct Snapshot(Externalities);

impl Side {
    /// A runtime with empty storage.
    pub fn new(name: &'static str, blob: impl Into<Arc<Blob>>) -> Self {
        // A runtime that leaves allocations behind is caught by the host's own tests; here it may, as it may in a node.
        let config = HostConfig { fuel: FUEL, allow_leaks: true, ..HostConfig::default() };
        Self { name, blob: blob.into(), storage: Externalities::new(StateVersion::V1), config }
    }

    /// From now on every signature counts as valid, so that a measurement leaves out the host's cryptography.
    pub fn trust_signatures(&mut self) {
        self.config.trust_signatures = true;
    }

    /// Another blob runs from now on, as after an upgrade.
    pub fn upgrade(&mut self, blob: impl Into<Arc<Blob>>) {
        self.blob = blob.into();
    }

    /// Starts over with this state.
    pub fn reset(&mut self, pairs: BTreeMap<Vec<u8>, Vec<u8>>) {
        self.storage = Externalities::with_storage(pairs, StateVersion::V1);
    }

    /// Calls a function of the runtime API.
    pub fn call(&mut self, function: &str, input: &[u8]) -> Course {
        match self.blob.call(function, input, &mut self.storage, &self.config) {
            Ok(Outcome { result, stats, logs, elapsed }) => Course { answer: Answer::Returned(result), stats, elapsed, logs },
            Err(error) => {
                let kind = match error.failure {
                    CallFailure::Trap(Trap::Unreachable) => FailureKind::Panic,
                    failure => FailureKind::Broken(failure.to_string()),
                };
                Course { answer: Answer::Failed(kind), stats: error.stats, elapsed: Duration::ZERO, logs: error.logs }
            }
        }
    }

    /// The value of a key.
    pub fn get(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.storage.get(key)
    }

    /// Sets the value of a key.
    pub fn set(&mut self, key: &[u8], value: &[u8]) {
        self.storage.set(key, Some(value.to_vec()));
    }

    /// What differs from the last block's state.
    pub fn changes(&mut self) -> BTreeMap<Vec<u8>, Option<Vec<u8>>> {
        self.storage.changes()
    }

    /// The whole state.
    pub fn pairs(&mut self) -> BTreeMap<Vec<u8>, Vec<u8>> {
        self.storage.pairs()
    }

    /// The state's root.
    pub fn root(&mut self) -> [u8; 32] {
        self.storage.root()
    }

    /// Makes all changes part of the chain's state, as importing a block does.
    pub fn commit(&mut self) {
        self.storage.commit();
    }

    /// The state as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.storage.clone())
    }

    /// Goes back to a state.
    pub fn restore(&mut self, snapshot: Snapshot) {
        self.storage = snapshot.0;
    }
}
