//! Running a tool: its output is kept, and a failure says which tool it was and what it printed.

use std::io;
use std::process::{Command, Output};

/// Variables that would change what a tool builds: only what a build sets itself may reach it.
const FOREIGN_VARIABLES: [&str; 16] = [
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "CFLAGS",
    "CGO_ENABLED",
    "GOARCH",
    "GOEXPERIMENT",
    "GOFLAGS",
    "GOOS",
    "GOROOT",
    "GOWORK",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "TINYGOROOT",
];

/// A tool that did not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// It could not be started.
    #[error("cannot run {tool} ({program}): {error}; run `make toolchain`")]
    Start {
        /// What it is.
        tool: &'static str,
        /// Its path.
        program: String,
        /// Why.
        error: io::Error,
    },
    /// It failed.
    #[error("{tool} failed ({status}):\n{output}")]
    Failed {
        /// What it is.
        tool: &'static str,
        /// How it ended.
        status: String,
        /// What it printed.
        output: String,
    },
}

/// Runs a tool to its end, whether it succeeds or not.
pub fn run(tool: &'static str, command: &mut Command) -> Result<Output, CommandError> {
    for variable in FOREIGN_VARIABLES {
        // What the build set on purpose stays.
        if !command.get_envs().any(|(name, _)| name == variable) {
            command.env_remove(variable);
        }
    }
    command.stdin(std::process::Stdio::null()).output().map_err(|error| CommandError::Start {
        tool,
        program: command.get_program().to_string_lossy().into_owned(),
        error,
    })
}

/// Runs a tool that must succeed.
pub fn run_to_success(tool: &'static str, command: &mut Command) -> Result<Output, CommandError> {
    let output = run(tool, command)?;
    if output.status.success() {
        return Ok(output);
    }
    Err(failure(tool, &output))
}

/// The error for a tool that ended with `output`.
pub fn failure(tool: &'static str, output: &Output) -> CommandError {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    CommandError::Failed { tool, status: output.status.to_string(), output: text.join("\n").trim().to_owned() }
}
