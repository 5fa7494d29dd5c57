//! The command line: arguments, exit codes, and what every command shares.

mod benchmark;
mod metadata;
mod profile;
mod random;
mod script;
mod upgrade;

use std::{
    io::{ErrorKind, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{error::ErrorKind as ClapError, Parser, Subcommand};
use gopallet_differential::{
    comparison::{Pair, Scope},
    names::{opaque_option, Names},
    side::{Answer, Side},
};
use host_tests::Blob;

/// The exit code when the two sides differ.
const FAILED: u8 = 1;

/// The exit code of a wrong command line or a bad file.
const USAGE: u8 = 2;

/// Runs the same blocks through two runtimes, the oracle and a candidate, and compares what they do after every call, storage key by
/// storage key.
#[derive(Parser)]
#[command(
    name = "gopallet-differential",
    version,
    after_help = "Exit codes: 0 no difference, 1 a difference or a failed check, 2 wrong arguments or a bad file."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Random(random::Random),
    Script(script::Scripts),
    Upgrade(upgrade::Upgrades),
    Metadata(metadata::Metadata),
    Benchmark(benchmark::Benchmark),
    Profile(profile::Profile),
}

/// The two runtimes, and what of them is compared.
#[derive(clap::Args)]
struct Runtimes {
    /// The oracle's blob; 'make oracle' builds it
    #[arg(long, value_name = "BLOB", default_value = "build/oracle.wasm")]
    oracle: PathBuf,
    /// The blob that is compared with it
    #[arg(long, value_name = "BLOB", default_value = "runtime.wasm")]
    candidate: PathBuf,
    /// Compare the storage of these pallets only, no roots and no headers, and execute no block: for a runtime that lacks the others
    #[arg(long, value_name = "PALLET", value_delimiter = ',')]
    pallets: Vec<String>,
    /// Do not compare the results of these functions: for a runtime that has not all of them yet
    #[arg(long, value_name = "FUNCTION", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Start the candidate with a copy of the oracle's genesis
    #[arg(long)]
    copy_genesis: bool,
    /// Only make blocks: validate no transaction, execute no block
    #[arg(long)]
    build_only: bool,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

/// Why a command ends without success.
enum Failure {
    /// A difference was found.
    Failed(String),
    /// The arguments or a file are wrong.
    Usage(String),
    /// Nobody reads the output any more: no reason to complain.
    Closed,
}

type CommandResult = Result<(), Failure>;

/// Prints a line to standard output. A reader that has gone away ends the program silently.
fn print(text: &str) -> CommandResult {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::Usage(format!("cannot write the output: {error}"))),
    }
}

/// Says how far a command is, where somebody can watch.
fn progress(text: &str, last: bool) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        let end = if last { "\n" } else { "" };
        // Progress is of no use to anybody who cannot see it.
        let _ = write!(err, "\r{text}{end}").and_then(|()| err.flush());
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}

fn blob(path: &Path) -> Result<Blob, Failure> {
    let blob = Blob::compile(&read(path)?);
    blob.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}

impl Runtimes {
    /// Compiles both blobs, and reads the oracle's names.
    fn pair(&self) -> Result<Pair, Failure> {
        self.pair_of(blob)
    }

    /// The same with blobs that are compiled in a certain way.
    fn pair_of(&self, blob: impl Fn(&Path) -> Result<Blob, Failure>) -> Result<Pair, Failure> {
        let mut oracle = Side::new("the oracle", blob(&self.oracle)?);
        let candidate = Side::new("the candidate", blob(&self.candidate)?);
        let metadata = match oracle.call("Metadata_metadata_at_version", &15u32.to_le_bytes()).answer {
            Answer::Returned(result) => opaque_option(&result),
            Answer::Failed(_) => None,
        };
        let metadata = metadata.ok_or_else(|| Failure::Usage(format!("{} has no metadata of version 15", self.oracle.display())))?;
        let names = Names::from_metadata(&metadata).map_err(|error| Failure::Usage(format!("{}: {error}", self.oracle.display())))?;
        let Self { pallets, ignore, copy_genesis, build_only, .. } = self;
        let (pallets, ignored) = (pallets.clone(), ignore.clone());
        let scope = Scope { pallets, ignored, copy_genesis: *copy_genesis, build_only: *build_only };
        Ok(Pair::new(oracle, candidate, names, scope))
    }
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let help = matches!(error.kind(), ClapError::DisplayHelp | ClapError::DisplayVersion);
            // The same as clap's own exit, whatever became of the output.
            let _ = error.print();
            return if help { ExitCode::SUCCESS } else { ExitCode::from(USAGE) };
        }
    };
    // All calls of a command share one thread with a deep stack.
    let run = || match &arguments.command {
        Command::Random(command) => command.run(),
        Command::Script(command) => command.run(),
        Command::Upgrade(command) => command.run(),
        Command::Metadata(command) => command.run(),
        Command::Benchmark(command) => command.run(),
        Command::Profile(command) => command.run(),
    };
    let result = host_tests::on_deep_stack(run).unwrap_or_else(|error| Err(Failure::Usage(error.to_string())));
    let (code, message) = match result {
        Ok(()) | Err(Failure::Closed) => return ExitCode::SUCCESS,
        Err(Failure::Failed(message)) => (FAILED, message),
        Err(Failure::Usage(message)) => (USAGE, message),
    };
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(code)
}
