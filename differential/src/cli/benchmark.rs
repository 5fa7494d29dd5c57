//! `benchmark`: what calls cost on both sides.

use gopallet_differential::benchmark::{measure, Cost, Row};

use super::{print, progress, read, CommandResult, Failure, Runtimes};

/// The level at which chains compress their blobs.
const ZSTD_LEVEL: i32 = 19;

/// Measure calls on both sides in turn: fuel, mallocs, frees and host calls, which are exact, and the least time of all rounds
#[derive(clap::Args)]
#[command(
    after_help = "Compilation and instantiation are left out, signatures count as valid. A ratio is the candidate's figure by the oracle's."
)]
pub(super) struct Benchmark {
    /// How often each call is measured; the execution of whole blocks a tenth as often
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Measure only the calls whose names contain this
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    only: String,
    #[command(flatten)]
    runtimes: Runtimes,
}

impl Benchmark {
    pub(super) fn run(&self) -> CommandResult {
        let mut pair = self.runtimes.pair()?;
        pair.oracle.trust_signatures();
        pair.candidate.trust_signatures();
        let rows = measure(&mut pair, &self.only, self.rounds, |call| progress(&format!("{call:40}"), false));
        progress("", true);
        let rows = rows.map_err(|error| Failure::Failed(error.to_string()))?;
        let sizes = [compressed(&self.runtimes.oracle)?, compressed(&self.runtimes.candidate)?];
        if self.runtimes.json {
            let sizes = serde_json::json!({ "oracle": sizes[0], "candidate": sizes[1] });
            return print(&serde_json::json!({ "calls": rows, "compressed_bytes": sizes }).to_string());
        }
        print(&format!(
            "{:38} {:9} {:>12} {:>10} {:>9} {:>9} {:>10} {:>11}",
            "call", "", "fuel", "µs", "mallocs", "frees", "host calls", "peak bytes"
        ))?;
        rows.iter().try_for_each(table_row)?;
        let ratio = sizes[1] as f64 / sizes[0] as f64;
        print(&format!("compressed: oracle {} bytes, candidate {} bytes, ratio {ratio:.3}", sizes[0], sizes[1]))
    }
}

fn table_row(row: &Row) -> CommandResult {
    let line = |call: &str, side: &str, cost: &Cost| {
        let (fuel, microseconds) = (cost.fuel, cost.nanoseconds as f64 / 1_000.0);
        let failed = if cost.failed { "  (the call fails)" } else { "" };
        let Cost { mallocs, frees, host_calls, peak_live_bytes, .. } = cost;
        print(&format!(
            "{call:38} {side:9} {fuel:12} {microseconds:10.1} {mallocs:9} {frees:9} {host_calls:10} {peak_live_bytes:11}{failed}"
        ))
    };
    line(&row.call, "oracle", &row.oracle)?;
    line("", "candidate", &row.candidate)?;
    let ratio = |part: u64, whole: u64| if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) };
    let (a, b) = (&row.oracle, &row.candidate);
    print(&format!(
        "{:38} {:9} {:>12} {:>10} {:>9} {:>9} {:>10} {:>11}",
        "",
        "ratio",
        ratio(b.fuel, a.fuel),
        ratio(b.nanoseconds, a.nanoseconds),
        ratio(b.mallocs, a.mallocs),
        ratio(b.frees, a.frees),
        ratio(b.host_calls, a.host_calls),
        ratio(b.peak_live_bytes, a.peak_live_bytes),
    ))
}

/// The size of a blob as chains keep it, without names but with its version sections.
fn compressed(path: &std::path::Path) -> Result<usize, Failure> {
    let wrong = |reason: String| Failure::Usage(format!("{}: {reason}", path.display()));
    let wasm = host_tests::compression::decompress(&read(path)?).map_err(|error| wrong(error.to_string()))?.into_owned();
    let stripped = stripped(&wasm).ok_or_else(|| wrong("its sections cannot be read".to_owned()))?;
    Ok(host_tests::compression::compress(&stripped, ZSTD_LEVEL).map_err(|error| wrong(error.to_string()))?.len())
}

/// The module without its custom sections, except for those with the version.
fn stripped(wasm: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(8)?;
    let mut stripped = header.to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, after) = leb128(after)?;
        let (body, next) = after.split_at_checked(length)?;
        let section = &rest[..rest.len() - next.len()];
        let keep = kind != 0 || {
            let (length, name) = leb128(body)?;
            matches!(name.get(..length)?, b"runtime_version" | b"runtime_apis")
        };
        if keep {
            stripped.extend(section);
        }
        rest = next;
    }
    Some(stripped)
}

/// An unsigned number of WebAssembly, and what follows it.
fn leb128(mut bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        number |= usize::from(byte & 0x7F) << shift;
        bytes = rest;
        if byte & 0x80 == 0 {
            return Some((number, bytes));
        }
    }
    None
}
