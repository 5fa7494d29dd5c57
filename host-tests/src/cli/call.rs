//! `host-tests call`: one function of a runtime.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use host_tests::{
    on_deep_stack,
    state::{from_hex, to_hex, State},
    Blob, CallError, CallFailure, Externalities, HostConfig, LogLevel, LogLine, Outcome, StateVersion, Stats,
};
use serde::Serialize;

use super::{complain, files, print, print_json, source, CommandResult, Failure, Runtime};

/// Call a runtime API function and print its result as hexadecimal digits. The runtime's log goes to standard error.
#[derive(Args)]
#[command(
    after_help = concat!(
        "Examples:\n",
        "  host-tests call runtime.wasm Core_version\n",
        "  host-tests call runtime.wasm Core_initialize_block 0x00..00 --storage before.json --save-storage after.json\n",
        "  host-tests call runtime.wasm Core_version --repeat 10000 --json",
    )
)]
pub struct Call {
    #[command(flatten)]
    runtime: Runtime,
    /// The function, as the blob exports it: Core_version
    function: String,
    /// The SCALE-encoded arguments in hexadecimal, 0x in front or not; nothing for a function without arguments
    #[arg(default_value = "0x", hide_default_value = true, value_parser = |text: &str| from_hex(text, "input"))]
    input: std::vec::Vec<u8>,
    /// Pages of 64 KiB that the heap may have
    #[arg(long, value_name = "PAGES", default_value_t = HostConfig::default().heap_pages)]
    heap_pages: u32,
    /// Units of fuel that a call may consume: about one for each instruction
    #[arg(long, value_name = "UNITS", default_value_t = HostConfig::default().fuel)]
    fuel: u64,
    #[command(flatten)]
    source: source::Source,
    /// The storage from a JSON object of hexadecimal keys and values
    #[arg(long, value_name = "FILE", conflicts_with_all = ["chain", "state"])]
    storage: Option<PathBuf>,
    /// Keep the storage after the call in the database that --state names
    #[arg(long, requires = "state")]
    write: bool,
    /// Write the storage after the call to this file, in the same form
    #[arg(long, value_name = "FILE")]
    save_storage: Option<PathBuf>,
    /// Call as often on one instance that is never reset, each time on the storage before the first call; print the last call
    #[arg(long, value_name = "TIMES", value_parser = clap::value_parser!(u32).range(1..))]
    repeat: Option<u32>,
    /// The layout of the state trie whose root is printed
    #[arg(long, value_name = "VERSION", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=1))]
    state_version: u8,
    /// The most talkative level of the log
    #[arg(long, value_enum, default_value = "info")]
    log_level: Level,
    /// Accept a call that leaves allocations behind
    #[arg(long)]
    allow_leaks: bool,
    /// Say which functions of the module the fuel went to, the most expensive first. The optimiser has put most functions into others
    #[arg(long)]
    profile: bool,
    /// Lend no keystore and no off-chain functions, as for the calls that make up a block
    #[arg(long)]
    block: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl From<Level> for Option<LogLevel> {
    fn from(level: Level) -> Self {
        match level {
            Level::Off => None,
            Level::Error => Some(LogLevel::Error),
            Level::Warn => Some(LogLevel::Warn),
            Level::Info => Some(LogLevel::Info),
            Level::Debug => Some(LogLevel::Debug),
            Level::Trace => Some(LogLevel::Trace),
        }
    }
}

/// How the calls of one instance differ.
#[derive(Serialize)]
struct Repeated {
    calls: u32,
    equal_results: bool,
    fuel_min: u64,
    fuel_max: u64,
    memory_bytes: u64,
}

#[derive(Serialize)]
struct Report<'a> {
    function: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    backtrace: &'a [String],
    #[serde(flatten)]
    stats: &'a Stats,
    storage_root: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeated: Option<&'a Repeated>,
    logs: &'a [LogLine],
}

impl Call {
    pub fn run(&self) -> CommandResult {
        let wasm = files::read(&self.runtime.blob, "blob")?;
        let blob = if self.profile { Blob::compile_profiled(&wasm)? } else { Blob::compile(&wasm)? };
        let version = if self.state_version == 0 { StateVersion::V0 } else { StateVersion::V1 };
        let loaded = self.source.load()?;
        let mut storage = match &self.storage {
            Some(path) => read_storage(path, version)?,
            None => loaded.externalities(version),
        };
        let config = HostConfig {
            heap_pages: self.heap_pages,
            fuel: self.fuel,
            log_level: self.log_level.into(),
            allow_leaks: self.allow_leaks,
            offchain: !self.block,
            ..HostConfig::default()
        };
        // One thread for all repetitions.
        let called = on_deep_stack(|| match self.repeat {
            Some(times) => self.call_repeatedly(&blob, times, &mut storage, &config),
            None => blob.call(&self.function, &self.input, &mut storage, &config).map(|outcome| (outcome, None)),
        });
        match called.map_err(|failure| Failure::Failed(failure.to_string()))? {
            Ok((outcome, repeated)) => {
                if self.write {
                    loaded.keep(&mut storage)?;
                }
                self.succeed(&outcome, repeated.as_ref(), &mut storage)
            }
            Err(error) => self.fail(&error, &mut storage),
        }
    }

    fn call_repeatedly(
        &self,
        blob: &Blob,
        times: u32,
        storage: &mut Externalities,
        config: &HostConfig,
    ) -> Result<(Outcome, Option<Repeated>), Box<CallError>> {
        let before = storage.clone();
        let mut instance = blob.instance(config)?;
        let first = instance.call(&self.function, &self.input, storage)?;
        let fuel = first.stats.fuel;
        let mut repeated = Repeated { calls: times, equal_results: true, fuel_min: fuel, fuel_max: fuel, memory_bytes: 0 };
        let mut last = first.clone();
        for _ in 1..times {
            *storage = before.clone();
            last = instance.call(&self.function, &self.input, storage)?;
            repeated.equal_results &= last.result == first.result;
            repeated.fuel_min = repeated.fuel_min.min(last.stats.fuel);
            repeated.fuel_max = repeated.fuel_max.max(last.stats.fuel);
        }
        repeated.memory_bytes = instance.memory_bytes();
        Ok((last, Some(repeated)))
    }

    fn succeed(&self, outcome: &Outcome, repeated: Option<&Repeated>, storage: &mut Externalities) -> CommandResult {
        if let Some(path) = &self.save_storage {
            files::write(path, storage.state().to_json().as_bytes())?;
        }
        let result = to_hex(&outcome.result);
        if self.runtime.json {
            print_json(&Report {
                function: &self.function,
                result: Some(result),
                error: None,
                backtrace: &[],
                stats: &outcome.stats,
                storage_root: to_hex(&storage.root()),
                repeated,
                logs: &outcome.logs,
            })?;
        } else {
            outcome.logs.iter().for_each(|line| complain(&line.to_string()));
            print(&result)?;
            if self.profile {
                print_profile(&outcome.stats)?;
            }
        }
        match repeated {
            Some(repeated) if !repeated.equal_results => {
                Err(Failure::Failed("the calls on one instance gave different results: a call leaves state behind".into()))
            }
            _ => Ok(()),
        }
    }

    fn fail(&self, error: &CallError, storage: &mut Externalities) -> CommandResult {
        if self.runtime.json {
            print_json(&Report {
                function: &self.function,
                result: None,
                error: Some(error.failure.to_string()),
                backtrace: &error.backtrace,
                stats: &error.stats,
                storage_root: to_hex(&storage.root()),
                repeated: None,
                logs: &error.logs,
            })?;
        } else {
            error.logs.iter().for_each(|line| complain(&line.to_string()));
            error.backtrace.iter().for_each(|frame| complain(&format!("  in {frame}")));
        }
        Err(match error.failure {
            CallFailure::UnknownFunction { .. } | CallFailure::NotAnEntry { .. } => Failure::Usage(error.to_string()),
            _ => Failure::Failed(error.to_string()),
        })
    }
}

/// What each function has taken, and which host functions were called.
fn print_profile(stats: &Stats) -> CommandResult {
    print(&format!("{:>12} {:>7} {:>9}  function", "fuel", "", "calls"))?;
    for function in &stats.functions {
        let share = 100.0 * function.fuel as f64 / stats.fuel.max(1) as f64;
        print(&format!("{:>12} {share:>6.1}% {:>9}  {}", function.fuel, function.calls, function.name))?;
    }
    print(&format!("{:>12} {:>7} {:>9}  in all", stats.fuel, "", ""))?;
    stats.calls_by_function.iter().try_for_each(|(name, calls)| print(&format!("{:>30}  {name}", calls)))
}

fn read_storage(path: &Path, version: StateVersion) -> Result<Externalities, Failure> {
    let state = State::from_json(&files::read(path, "storage file")?);
    let state = state.map_err(|error| Failure::Usage(format!("storage file {}: {error}", path.display())))?;
    Ok(Externalities::with_state(state, version))
}
