//! What calls cost on both sides.
//!
//! The same course is measured on both: a chain whose genesis the oracle builds, a block with transfers, made and executed. Fuel,
//! mallocs and host calls are exact. Time is the least of many rounds, in which the two sides take turns, and leaves out compilation and
//! instantiation. Signatures are taken for valid, so that it is the runtime's own time and not that of the host's cryptography.

mod subject;

use host_tests::Stats;
use serde::Serialize;

use crate::{
    comparison::{Difference, Pair},
    genesis::GenesisError,
    side::Answer,
};

use subject::{visit_all, Subject};

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

/// Where the fuel of a call goes on both sides.
#[derive(Debug, Clone, Serialize)]
pub struct Profile {
    /// What was called.
    pub call: String,
    /// The oracle's figures.
    pub oracle: Stats,
    /// The candidate's.
    pub candidate: Stats,
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
    /// There is no such call.
    #[error("no call has {text:?} in its name; there are: {}", calls.join("; "))]
    UnknownCall {
        /// What was looked for.
        text: String,
        /// All that there is.
        calls: Vec<String>,
    },
}

impl From<Box<Difference>> for BenchmarkError {
    fn from(difference: Box<Difference>) -> Self {
        Self::Genesis(difference.into())
    }
}

/// Measures every call of the table whose name contains `only`, each as often as `rounds` says; long calls a tenth as often. `progress` is
/// told of each.
pub fn measure(pair: &mut Pair, only: &str, rounds: u32, mut progress: impl FnMut(&str)) -> Result<Vec<Row>, BenchmarkError> {
    visit(pair, only, |pair, subject| {
        progress(&subject.name);
        measure_call(pair, subject, if subject.long { rounds.div_ceil(10) } else { rounds })
    })
}

/// Says where the fuel of every call goes whose name contains `only`. The blobs must be
/// [profiled](host_tests::Blob::compile_profiled).
pub fn profile(pair: &mut Pair, only: &str) -> Result<Vec<Profile>, BenchmarkError> {
    visit(pair, only, |pair, subject| {
        let before = pair.snapshot();
        let oracle = pair.oracle.call(subject.function, &subject.input).stats;
        let candidate = pair.candidate.call(subject.function, &subject.input).stats;
        pair.restore(before);
        Profile { call: subject.name.clone(), oracle, candidate }
    })
}

/// What `each` makes of the calls whose names contain `only`.
fn visit<R>(pair: &mut Pair, only: &str, mut each: impl FnMut(&mut Pair, &Subject) -> R) -> Result<Vec<R>, BenchmarkError> {
    let (mut results, mut calls) = (Vec::new(), Vec::new());
    visit_all(pair, |pair, subject| {
        calls.push(subject.name.clone());
        if subject.name.contains(only) {
            results.push(each(pair, subject));
        }
    })?;
    if results.is_empty() {
        return Err(BenchmarkError::UnknownCall { text: only.to_owned(), calls });
    }
    Ok(results)
}

fn measure_call(pair: &mut Pair, subject: &Subject, rounds: u32) -> Row {
    let mut row = Row { call: subject.name.clone(), oracle: Cost::default(), candidate: Cost::default() };
    let before = pair.snapshot();
    for _ in 0..rounds.max(1) {
        for (side, cost) in [(&mut pair.oracle, &mut row.oracle), (&mut pair.candidate, &mut row.candidate)] {
            let course = side.call(subject.function, &subject.input);
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
