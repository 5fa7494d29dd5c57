//! How a program fares: whether it can be built and run, and prints what it must.

use crate::output;
use crate::programs::Program;
use host_tests::{Blob, CallFailure, Externalities, HostConfig, Trap};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The exported function that runs a program.
pub const ENTRY: &str = "Program_run";

/// Units of fuel for a program: what the slowest one needs in the stress mode, several times over. One that never ends fails in seconds.
const FUEL: u64 = 10_000_000_000;

/// Bytes of a failure's text that are kept.
const TEXT_BYTES_MAX: usize = 4096;

/// Lines of a failed program's output that are kept.
const TAIL_LINES: usize = 5;

/// How far a program came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// TinyGo refused it.
    Compile,
    /// The linker refused it.
    Link,
    /// The host refused the module.
    Load,
    /// It ended by a trap, or left memory behind.
    Call,
    /// It printed something else.
    Output,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Compile, Self::Link, Self::Load, Self::Call, Self::Output];
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Compile => "compile",
            Self::Link => "link",
            Self::Load => "load",
            Self::Call => "call",
            Self::Output => "output",
        })
    }
}

/// Why a program did not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{stage}: {text}")]
pub struct Failure {
    /// How far it came.
    pub stage: Stage,
    /// What was said.
    pub text: String,
}

impl Failure {
    /// A failure with the beginning of a text.
    pub fn new(stage: Stage, text: impl fmt::Display) -> Self {
        let mut text = text.to_string();
        let end = (0..=TEXT_BYTES_MAX).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        text.truncate(end);
        Self { stage, text }
    }
}

/// The figures of a program that passed. They repeat exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Units of fuel.
    pub fuel: u64,
    /// The most bytes of the host's heap in use at one time. TinyGo's own collectors don't use it.
    pub peak_live_bytes: u64,
}

/// Runs a program's module on a fresh instance, and compares what it prints with what it must print. It must end by the return of `main`, and
/// leave nothing on the host's heap, or by `os.Exit(0)`.
pub fn run(program: &Program, module: &[u8]) -> Result<Passed, Failure> {
    let Some(expected) = &program.expected else {
        return Err(Failure::new(Stage::Output, "TinyGo's module has no expected output for this program"));
    };
    let blob = Blob::compile(module).map_err(|error| Failure::new(Stage::Load, error))?;
    let config = HostConfig { fuel: FUEL, ..HostConfig::default() };
    let (printed, stats) = match blob.call(ENTRY, &[], &mut Externalities::default(), &config) {
        Ok(outcome) => (output::of_program(&output::text(&outcome.logs)).map(str::to_owned), outcome.stats),
        Err(error) => {
            let text = output::text(&error.logs);
            let exited = output::of_exited_program(&text).filter(|_| error.failure == CallFailure::Trap(Trap::Unreachable));
            let Some(printed) = exited.map(str::to_owned) else {
                let tail: Vec<_> = text.lines().rev().take(TAIL_LINES).collect();
                let tail: Vec<_> = tail.into_iter().rev().collect();
                return Err(Failure::new(Stage::Call, format!("{error}; printed last: {}", tail.join("\n"))));
            };
            (Some(printed), error.stats)
        }
    };
    let Some(printed) = printed else {
        return Err(Failure::new(Stage::Output, "the end of the output is missing"));
    };
    match output::difference(expected, &printed.replace("\r\n", "\n")) {
        None => Ok(Passed { fuel: stats.fuel, peak_live_bytes: stats.peak_live_bytes }),
        Some((line, expected, found)) => {
            let shown = |line: Option<&str>| line.map_or("the end".to_owned(), |line| format!("{line:?}"));
            Err(Failure::new(Stage::Output, format!("line {line}: expected {}, found {}", shown(expected), shown(found))))
        }
    }
}
