//! `host-tests bench`: what calls cost.

use std::path::PathBuf;

use clap::Args;
use host_tests::{
    benchmark::{measure, Measured, Subject},
    on_deep_stack,
    state::from_hex,
    Blob, HostConfig, StateVersion,
};

use super::{files, print, print_json, progress, source, CommandResult, Failure};

/// Measure calls: fuel, host calls, mallocs and peak memory, which are exact, and the time. Several blobs are measured in turn, round by
/// round, and their results compared.
#[derive(Args)]
#[command(
    after_help = concat!(
        "Examples:\n",
        "  host-tests bench runtime.wasm\n",
        "  host-tests bench old.wasm new.wasm --call Core_version --call Core_initialize_block=0x00..00 --chain chain.json --rounds 1000",
    )
)]
pub struct Bench {
    /// The blobs
    #[arg(required = true)]
    blobs: Vec<PathBuf>,
    /// A call: the function, and after = the SCALE-encoded arguments in hexadecimal. Core_version unless given
    #[arg(long = "call", value_name = "FUNCTION[=HEX]", value_parser = subject)]
    calls: Vec<Subject>,
    #[command(flatten)]
    source: source::Source,
    /// How often each call runs on each blob
    #[arg(long, value_name = "TIMES", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Print one JSON list instead of text
    #[arg(long)]
    json: bool,
}

fn subject(text: &str) -> Result<Subject, String> {
    let (function, input) = text.split_once('=').unwrap_or((text, ""));
    let input = from_hex(input, "input").map_err(|error| error.to_string())?;
    Ok(Subject { function: function.to_owned(), input })
}

impl Bench {
    pub fn run(&self) -> CommandResult {
        let compile = |path: &PathBuf| Ok::<_, Failure>(Blob::compile(&files::read(path, "blob")?)?);
        let blobs = self.blobs.iter().map(compile).collect::<Result<Vec<_>, _>>()?;
        let storage = self.source.load()?.externalities(StateVersion::V1);
        let version = Subject { function: "Core_version".to_owned(), input: Vec::new() };
        let subjects = if self.calls.is_empty() { vec![version] } else { self.calls.clone() };
        // What a call leaves on the heap is another command's business.
        let config = HostConfig { allow_leaks: true, log_level: None, ..HostConfig::default() };
        let bar = progress::bar(self.rounds.into(), self.json);
        let measured = on_deep_stack(|| measure(&blobs, &subjects, storage, &config, self.rounds, || bar.inc(1)));
        bar.finish_and_clear();
        let measured = measured.map_err(|failure| Failure::Failed(failure.to_string()))?;
        let measured = measured.map_err(|error| Failure::Failed(error.to_string()))?;
        if self.json {
            return print_json(&measured);
        }
        self.table(&measured)
    }

    fn table(&self, measured: &[Measured]) -> CommandResult {
        print(&format!(
            "{:>12} {:>10} {:>8} {:>12} {:>12} {:>12}  call",
            "fuel", "host calls", "mallocs", "peak bytes", "min µs", "median µs"
        ))?;
        for line in measured {
            let microseconds = |nanoseconds: u64| format!("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000);
            let differs = if line.same_result { "" } else { "  (another result than the first blob's)" };
            print(&format!(
                "{:>12} {:>10} {:>8} {:>12} {:>12} {:>12}  {} {}{differs}",
                line.fuel,
                line.host_calls,
                line.mallocs,
                line.peak_live_bytes,
                microseconds(line.min_ns),
                microseconds(line.median_ns),
                line.function,
                self.blobs[line.blob].display(),
            ))?;
        }
        Ok(())
    }
}
