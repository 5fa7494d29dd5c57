//! What calls cost, on one blob or on several side by side.
//!
//! Each call runs on a fresh instance and a snapshot of the same storage; compilation and instantiation are left out. The rounds of the
//! blobs are interleaved, so that whatever else the machine does meets all of them alike.

use std::time::Duration;

use serde::Serialize;

use crate::{error::CallError, externalities::Externalities, outcome::HostConfig, Blob};

/// A call to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The function.
    pub function: String,
    /// The SCALE-encoded arguments.
    pub input: Vec<u8>,
}

/// What a call costs on a blob. All but the times are exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// The function.
    pub function: String,
    /// The blob's place in the list.
    pub blob: usize,
    /// Units of fuel.
    pub fuel: u64,
    /// Calls of host functions other than the allocator's.
    pub host_calls: u64,
    /// Calls of the allocator's `malloc`.
    pub mallocs: u64,
    /// The most bytes of the heap that were live at one time, headers included.
    pub peak_live_bytes: u64,
    /// The shortest time in nanoseconds.
    pub min_ns: u64,
    /// The time in nanoseconds that half of the rounds stayed below.
    pub median_ns: u64,
    /// Whether the result is that of the first blob.
    pub same_result: bool,
}

/// Measures each call on each blob, in so many rounds. `progress` is called after each round.
pub fn measure(
    blobs: &[Blob],
    subjects: &[Subject],
    storage: Externalities,
    config: &HostConfig,
    rounds: u32,
    mut progress: impl FnMut(),
) -> Result<Vec<Measured>, Box<CallError>> {
    let mut times = vec![Vec::with_capacity(rounds as usize); subjects.len() * blobs.len()];
    let mut measured = Vec::new();
    for round in 0..rounds.max(1) {
        for (place, subject) in subjects.iter().enumerate() {
            let mut first = Vec::new();
            for (index, blob) in blobs.iter().enumerate() {
                let outcome = blob.call(&subject.function, &subject.input, &mut storage.clone(), config)?;
                times[place * blobs.len() + index].push(outcome.elapsed);
                if round > 0 {
                    continue;
                }
                if index == 0 {
                    first.clone_from(&outcome.result);
                }
                measured.push(Measured {
                    function: subject.function.clone(),
                    blob: index,
                    fuel: outcome.stats.fuel,
                    host_calls: outcome.stats.host_calls,
                    mallocs: outcome.stats.mallocs,
                    peak_live_bytes: outcome.stats.peak_live_bytes,
                    min_ns: 0,
                    median_ns: 0,
                    same_result: outcome.result == first,
                });
            }
        }
        progress();
    }
    for (measured, times) in measured.iter_mut().zip(&mut times) {
        times.sort_unstable();
        let nanoseconds = |time: Option<&Duration>| time.map_or(0, |time| time.as_nanos() as u64);
        measured.min_ns = nanoseconds(times.first());
        measured.median_ns = nanoseconds(times.get(times.len() / 2));
    }
    Ok(measured)
}
