//! Two sides, and the first difference between them.

use std::collections::{BTreeMap, BTreeSet};

use host_tests::LogLine;

use crate::{
    names::Names,
    session,
    side::{Answer, Course, FailureKind, Side, Snapshot},
};

/// How many characters of a text a difference shows at most.
const TEXT_MAX: usize = 1_000;

/// How many of them come before the first one that differs.
const TEXT_BEFORE: usize = 200;

/// A difference between the two sides.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("{step}: {subject} differs\n  oracle:    {oracle}\n  candidate: {candidate}{}", indented(log))]
pub struct Difference {
    /// When it was seen.
    pub step: String,
    /// What differs: a result, or a storage key by name.
    pub subject: String,
    /// What the oracle has.
    pub oracle: String,
    /// What the candidate has.
    pub candidate: String,
    /// What the candidate logged in this step.
    pub log: Vec<String>,
}

/// The log below a difference.
fn indented(log: &[String]) -> String {
    log.iter().map(|line| format!("\n  log: {line}")).collect()
}

/// What is compared. Everything, unless a runtime in the making has only a part of it.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The pallets whose storage is compared; all storage, and the roots, if there are none.
    pub pallets: Vec<String>,
    /// Functions whose results are not compared.
    pub ignored: Vec<String>,
    /// Whether the candidate's genesis is a copy of the oracle's.
    pub copy_genesis: bool,
    /// Whether transactions are not validated, blocks not executed and APIs not asked: blocks are only made.
    pub build_only: bool,
}

impl Scope {
    /// Whether all of the state is compared, and with it its root.
    pub fn is_whole(&self) -> bool {
        self.pallets.is_empty()
    }

    fn contains(&self, key: &[u8], names: &Names) -> bool {
        self.is_whole() || names.pallet_of(key).is_some_and(|pallet| self.pallets.iter().any(|wanted| wanted == pallet))
    }
}

/// The oracle and the candidate, with the same state as far as anybody has seen.
pub struct Pair {
    /// The oracle.
    pub oracle: Side,
    /// What is compared with it.
    pub candidate: Side,
    /// What keys, values and calls are called, from the oracle's metadata.
    pub names: Names,
    /// What is compared.
    pub scope: Scope,
    /// How often each storage item was changed by a step.
    pub written: BTreeMap<String, u64>,
    before: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

/// The states of both sides, to come back to.
#[derive(Clone)]
pub struct PairSnapshot(Snapshot, Snapshot, BTreeMap<Vec<u8>, Option<Vec<u8>>>);

/// Puts a difference together. Of long texts it shows the part around the first place where they differ.
pub fn difference(step: &str, subject: &str, oracle: String, candidate: String, logs: &[LogLine]) -> Box<Difference> {
    let log = logs.iter().map(ToString::to_string).collect();
    let same = oracle.chars().zip(candidate.chars()).take_while(|(a, b)| a == b).count();
    let (oracle, candidate) = (around(&oracle, same), around(&candidate, same));
    Box::new(Difference { step: step.to_owned(), subject: subject.to_owned(), oracle, candidate, log })
}

/// The part of a text around a character, with marks where something was left out.
fn around(text: &str, place: usize) -> String {
    let start = place.saturating_sub(TEXT_BEFORE);
    let mut part: String = text.chars().skip(start).take(TEXT_MAX).collect();
    if start > 0 {
        part.insert(0, '…');
    }
    if text.chars().nth(start + TEXT_MAX).is_some() {
        part.push('…');
    }
    part
}

impl Pair {
    /// Two sides with empty storage.
    pub fn new(oracle: Side, candidate: Side, names: Names, scope: Scope) -> Self {
        Self { oracle, candidate, names, scope, written: BTreeMap::new(), before: BTreeMap::new() }
    }

    /// Calls a function on both sides and compares results and storage. Gives the oracle's course.
    pub fn call(&mut self, step: &str, function: &str, input: &[u8]) -> Result<Course, Box<Difference>> {
        let course = self.ask(step, function, input)?;
        self.compare_changes(step, &course.1.logs)?;
        Ok(course.0)
    }

    /// Calls a function on both sides and compares the results only. Gives the oracle's course and the candidate's.
    fn ask(&mut self, step: &str, function: &str, input: &[u8]) -> Result<(Course, Course), Box<Difference>> {
        let oracle = self.oracle.call(function, input);
        let candidate = self.candidate.call(function, input);
        if oracle.answer != candidate.answer && !self.excused(function, input, &oracle.answer, &candidate.answer) {
            let describe = |course: &Course| match &course.answer {
                Answer::Returned(bytes) => self.names.result(function, bytes),
                Answer::Failed(kind) => kind.to_string(),
            };
            let subject = format!("the result of {function}");
            return Err(difference(step, &subject, describe(&oracle), describe(&candidate), &candidate.logs));
        }
        Ok((oracle, candidate))
    }

    /// Whether two answers may differ. The header of a finished block has the state's root in it, which differs when the state outside of
    /// the scope does; and the proof of a session key is never the same twice.
    fn excused(&self, function: &str, input: &[u8], oracle: &Answer, candidate: &Answer) -> bool {
        if self.scope.ignored.iter().any(|ignored| ignored == function) {
            return true;
        }
        let (oracle, candidate) = match (oracle, candidate) {
            (Answer::Returned(oracle), Answer::Returned(candidate)) => (oracle, candidate),
            // Where the oracle breaks down, as at a list that says it is longer than all memory, it is enough to stop.
            (Answer::Failed(FailureKind::Broken(_)), Answer::Failed(FailureKind::Panic)) => return true,
            _ => return false,
        };
        match function {
            "BlockBuilder_finalize_block" => !self.scope.is_whole(),
            session::FUNCTION => session::comparable(input, oracle) == session::comparable(input, candidate),
            _ => false,
        }
    }

    /// Calls a function whose changes nobody keeps, and compares the results.
    pub fn query(&mut self, step: &str, function: &str, input: &[u8]) -> Result<Course, Box<Difference>> {
        let snapshot = self.snapshot();
        let course = self.ask(step, function, input);
        self.restore(snapshot);
        course.map(|(oracle, _)| oracle)
    }

    /// The same for what making a block cannot do without: while the candidate is being written, only the oracle is asked.
    pub fn question(&mut self, step: &str, function: &str, input: &[u8]) -> Result<Course, Box<Difference>> {
        if !self.scope.build_only {
            return self.query(step, function, input);
        }
        let snapshot = self.oracle.snapshot();
        let course = self.oracle.call(function, input);
        self.oracle.restore(snapshot);
        Ok(course)
    }

    /// Compares what both sides have changed since the last block.
    pub fn compare_changes(&mut self, step: &str, logs: &[LogLine]) -> Result<(), Box<Difference>> {
        let (oracle, candidate) = (self.oracle.changes(), self.candidate.changes());
        if oracle != candidate {
            let keys: BTreeSet<_> = oracle.keys().chain(candidate.keys()).filter(|key| self.scope.contains(key, &self.names)).collect();
            for key in keys {
                if oracle.get(key) != candidate.get(key) {
                    let describe = |side: &BTreeMap<Vec<u8>, Option<Vec<u8>>>| match side.get(key) {
                        None => "unchanged".to_owned(),
                        Some(None) => "removed".to_owned(),
                        Some(Some(value)) => self.names.value(key, value),
                    };
                    return Err(difference(step, &self.names.key(key), describe(&oracle), describe(&candidate), logs));
                }
            }
        }
        for (key, value) in &oracle {
            if self.before.get(key) != Some(value) {
                *self.written.entry(self.names.item(key)).or_default() += 1;
            }
        }
        self.before = oracle;
        Ok(())
    }

    /// Compares the whole states, and their roots.
    pub fn compare_states(&mut self, step: &str) -> Result<(), Box<Difference>> {
        let (oracle, candidate) = (self.oracle.pairs(), self.candidate.pairs());
        let keys: BTreeSet<_> = oracle.keys().chain(candidate.keys()).filter(|key| self.scope.contains(key, &self.names)).collect();
        for key in keys {
            if oracle.get(key) != candidate.get(key) {
                let describe = |value: Option<&Vec<u8>>| value.map_or("nothing".to_owned(), |value| self.names.value(key, value));
                let (oracle, candidate) = (describe(oracle.get(key)), describe(candidate.get(key)));
                return Err(difference(step, &self.names.key(key), oracle, candidate, &[]));
            }
        }
        self.compare_roots(step)
    }

    /// Compares the roots of the states.
    pub fn compare_roots(&mut self, step: &str) -> Result<(), Box<Difference>> {
        let (oracle, candidate) = (self.oracle.root(), self.candidate.root());
        if self.scope.is_whole() && oracle != candidate {
            return Err(difference(step, "the state's root", hex::encode(oracle), hex::encode(candidate), &[]));
        }
        Ok(())
    }

    /// Makes the changes of both sides part of their states.
    pub fn commit(&mut self) {
        self.oracle.commit();
        self.candidate.commit();
        self.before.clear();
    }

    /// Both states as they are now.
    pub fn snapshot(&self) -> PairSnapshot {
        PairSnapshot(self.oracle.snapshot(), self.candidate.snapshot(), self.before.clone())
    }

    /// Goes back to earlier states.
    pub fn restore(&mut self, snapshot: PairSnapshot) {
        self.oracle.restore(snapshot.0);
        self.candidate.restore(snapshot.1);
        self.before = snapshot.2;
    }
}
