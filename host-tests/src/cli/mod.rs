//! The command line: arguments, exit codes, and what every command shares.

mod author;
mod bench;
mod call;
mod diff;
mod files;
mod genesis;
mod inspect;
mod progress;
mod replay;
mod source;
mod version;

use std::{
    io::{ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{error::ErrorKind as ClapError, Parser, Subcommand};

/// The exit code of a call that failed, or of a check that found something.
const FAILED: u8 = 1;

/// The exit code of a wrong command line or a bad file.
const USAGE: u8 = 2;

/// A Polkadot host for tests: runs a runtime's functions on wasmtime, and fails every call that breaks the contract between
/// runtimes and hosts.
#[derive(Parser)]
#[command(
    name = "host-tests",
    version,
    after_help = "Exit codes: 0 success, 1 the call failed or a check found something, 2 wrong arguments or a bad file."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Call(call::Call),
    Version(version::Version),
    Inspect(inspect::Inspect),
    Genesis(genesis::Genesis),
    Author(author::Author),
    Replay(replay::Replay),
    Diff(diff::Diff),
    Bench(bench::Bench),
}

/// A blob, and how to print.
#[derive(clap::Args)]
struct Runtime {
    /// The blob: runtime.wasm, or its form compressed with zstd and Substrate's prefix
    blob: PathBuf,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// Why a command ends without success.
enum Failure {
    /// The call failed, or a check found something.
    Failed(String),
    /// The arguments or a file are wrong.
    Usage(String),
    /// Nobody reads the output any more: no reason to complain.
    Closed,
}

type CommandResult = Result<(), Failure>;

impl From<host_tests::HostError> for Failure {
    fn from(error: host_tests::HostError) -> Self {
        Self::Usage(error.to_string())
    }
}

/// Prints a line to standard output. A reader that has gone away ends the program silently.
fn print(text: &str) -> CommandResult {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::Usage(format!("cannot write the output: {error}"))),
    }
}

/// Prints a line to standard error, where nothing can be done about a failure.
fn complain(text: &str) {
    let _unheard = writeln!(std::io::stderr().lock(), "{text}");
}

fn print_json(value: &impl serde::Serialize) -> CommandResult {
    let text = serde_json::to_string_pretty(value);
    print(&text.map_err(|error| Failure::Failed(format!("the output is no JSON: {error}")))?)
}

/// Reads the command line and runs its command.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Printing fails only when nobody reads.
            let _unheard = error.print();
            let asked = matches!(error.kind(), ClapError::DisplayHelp | ClapError::DisplayVersion);
            return ExitCode::from(if asked { 0 } else { USAGE });
        }
    };
    let result = match &arguments.command {
        Command::Call(call) => call.run(),
        Command::Version(version) => version.run(),
        Command::Inspect(inspect) => inspect.run(),
        Command::Genesis(genesis) => genesis.run(),
        Command::Author(author) => author.run(),
        Command::Replay(replay) => replay.run(),
        Command::Diff(diff) => diff.run(),
        Command::Bench(bench) => bench.run(),
    };
    match result {
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Failed(reason)) => {
            complain(&format!("error: {reason}"));
            ExitCode::from(FAILED)
        }
        Err(Failure::Usage(reason)) => {
            complain(&format!("error: {reason}"));
            ExitCode::from(USAGE)
        }
    }
}
