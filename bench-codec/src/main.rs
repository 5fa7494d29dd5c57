//! Runs the fixture `codec` and its counterpart over parity-scale-codec in the same engine, and prints fuel, time and allocations.
//!
//! ```text
//! bench-codec FIXTURE.wasm REFERENCE.wasm METADATA_V14 [--check]
//! ```
//!
//! Fuel is counted exactly: of a call that decodes or encodes many times, less that of a call that does so once fewer. Time is the least of
//! interleaved rounds. `--check` fails where the fixture takes more fuel than the reference.

mod samples;

use host_tests::{Blob, Externalities, HostConfig, Outcome};
use std::process::ExitCode;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A row of the table: one kind of value.
struct Row {
    name: &'static str,
    /// The kind's number in the fixture.
    kind: u8,
    encoded: Vec<u8>,
    /// How often one call repeats the work, so that a round takes about a millisecond.
    times: u32,
}

/// What a side did with one value.
struct Measure {
    fuel: u64,
    time: Duration,
    mallocs: u64,
}

fn call(blob: &Blob, function: &str, row: &Row, times: u32) -> Result<(Outcome, Duration)> {
    let mut input = vec![row.kind];
    input.extend(times.to_le_bytes());
    input.extend(&row.encoded);
    let outcome = blob.call(function, &input, &mut Externalities::default(), &HostConfig::default());
    let outcome = outcome.map_err(|error| format!("{function} of {}: {error}", row.name))?;
    let time = outcome.elapsed;
    Ok((outcome, time))
}

/// Runs one direction on both sides: theirs, ours.
fn measure(reference: &Blob, fixture: &Blob, function: &str, row: &Row) -> Result<[Measure; 2]> {
    const ROUNDS: usize = 7;
    let blobs = [reference, fixture];
    let once = [call(blobs[0], function, row, 1)?.0, call(blobs[1], function, row, 1)?.0];
    if once[0].result != once[1].result {
        return Err(format!("{function} of {}: the sides read different values", row.name).into());
    }
    let mut times = [[Duration::MAX; 2]; 2];
    let mut many = once;
    let first = [many[0].stats.clone(), many[1].stats.clone()];
    for _ in 0..ROUNDS {
        for side in 0..2 {
            let (_, short) = call(blobs[side], function, row, 1)?;
            let (outcome, long) = call(blobs[side], function, row, row.times + 1)?;
            times[side][0] = times[side][0].min(short);
            times[side][1] = times[side][1].min(long);
            many[side] = outcome;
        }
    }
    Ok([0, 1].map(|side| Measure {
        fuel: (many[side].stats.fuel - first[side].fuel) / u64::from(row.times),
        time: times[side][1].saturating_sub(times[side][0]) / row.times,
        mallocs: (many[side].stats.mallocs - first[side].mallocs) / u64::from(row.times),
    }))
}

fn run() -> Result<bool> {
    let mut arguments: Vec<_> = std::env::args().skip(1).collect();
    let check = arguments.last().is_some_and(|argument| argument == "--check");
    if check {
        arguments.pop();
    }
    let [fixture, reference, metadata] = &arguments[..] else {
        return Err("usage: bench-codec FIXTURE.wasm REFERENCE.wasm METADATA_V14 [--check]".into());
    };
    let [fixture, reference] = [fixture, reference].map(|path| -> Result<_> {
        let wasm = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        Ok(Blob::compile(&wasm).map_err(|error| format!("{path}: {error}"))?)
    });
    let (fixture, reference) = (fixture?, reference?);
    println!("| value | fuel: Rust | Go | ratio | time: Rust | Go | ratio | host allocations: Rust | Go |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    let mut slower = false;
    for row in &samples::rows(std::fs::read(metadata)?) {
        for function in ["Codec_decode", "Codec_encode"] {
            let [theirs, ours] = measure(&reference, &fixture, function, row)?;
            let direction = function.trim_start_matches("Codec_");
            let fuel = ours.fuel as f64 / theirs.fuel as f64;
            let time = ours.time.as_secs_f64() / theirs.time.as_secs_f64();
            slower |= fuel > 1.0;
            println!(
                "| {direction} {} | {} | {} | {fuel:.3} | {:?} | {:?} | {time:.2} | {} | {} |",
                row.name, theirs.fuel, ours.fuel, theirs.time, ours.time, theirs.mallocs, ours.mallocs
            );
        }
    }
    Ok(check && slower)
}

fn main() -> ExitCode {
    match run() {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => {
            eprintln!("a row takes more fuel than the reference");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
