//! What a call is given and what it gives back: limits, result, figures, log.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use crate::profile::FunctionCost;

/// The levels of the host's log, from the least to the most talkative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Something failed.
    Error,
    /// Something looks wrong.
    Warn,
    /// What an operator wants to know.
    Info,
    /// What a developer wants to know.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The level that a runtime means by `level`: 0 is an error, 4 a trace.
    pub fn from_wire(level: u8) -> Option<Self> {
        [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace].get(usize::from(level)).copied()
    }

    /// The number that `ext_logging_max_level` gives for this level as the maximum: 1 for errors alone, 5 for everything; 0 would be off.
    pub fn filter(self) -> u32 {
        self as u32 + 1
    }
}

impl std::fmt::Display for LogLevel {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(match self {
            Self::Error => "ERROR",
            Self::Warn => "WARN",
            Self::Info => "INFO",
            Self::Debug => "DEBUG",
            Self::Trace => "TRACE",
        })
    }
}

/// A line that the runtime logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// Its level.
    pub level: LogLevel,
    /// The part of the runtime that logged it.
    pub target: String,
    /// Its text.
    pub message: String,
}

impl std::fmt::Display for LogLine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:5} {}: {}", self.level, self.target, self.message)
    }
}

/// The limits and settings of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostConfig {
    /// Pages of 64 KiB that the heap may have beyond the memory that the blob asks for.
    pub heap_pages: u32,
    /// Units of fuel that a call may consume: about one for each instruction.
    pub fuel: u64,
    /// The most talkative level that is logged; `None` turns the log off.
    pub log_level: Option<LogLevel>,
    /// Whether a call may leave allocations behind. Hosts with a fresh instance for each call never notice; on a host that keeps its
    /// instance it is a leak.
    pub allow_leaks: bool,
    /// Whether the call may use the keystore and the off-chain functions, as off-chain workers and calls that make keys do. Nodes lend
    /// neither to a block: there such a function fails.
    pub offchain: bool,
    /// Whether every signature counts as valid, and none is verified: so that a measurement is the runtime's own time.
    pub trust_signatures: bool,
    /// What is to go wrong on purpose.
    pub faults: Faults,
}

/// Faults that the host makes on purpose, to see what a runtime does then.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// The allocation that finds the heap exhausted, counted from 0 in each call: the input is the first, and the values that host
    /// functions return count as well.
    pub allocation: Option<u64>,
    /// The call of a host function that ends the call, counted from 0 in each call; the allocator's functions don't count.
    pub host_call: Option<u64>,
}

impl Default for HostConfig {
    /// 2,048 heap pages (128 MiB), 100 thousand million units of fuel, log level info, no leaks, off-chain functions allowed, signatures
    /// verified, no faults.
    fn default() -> Self {
        let log_level = Some(LogLevel::Info);
        Self {
            heap_pages: 2048,
            fuel: 100_000_000_000,
            log_level,
            allow_leaks: false,
            offchain: true,
            trust_signatures: false,
            faults: Faults::default(),
        }
    }
}

/// The figures of a call. All of them are equal whenever the same call is repeated on the same storage with a fresh
/// instance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Calls of `ext_allocator_malloc` by the runtime.
    pub mallocs: u64,
    /// Calls of `ext_allocator_free` by the runtime.
    pub frees: u64,
    /// Buffers that host functions allocated for what they returned; the runtime has to free them too.
    pub host_buffers: u64,
    /// Bytes asked for by all mallocs and host buffers together.
    pub bytes_allocated: u64,
    /// Allocations that were live when the runtime returned, the call's input and result included.
    pub live_allocations: u64,
    /// Bytes of the heap that were ever used, headers included: how far the bump pointer came. On a reused instance it counts from
    /// the instance's first call.
    pub peak_heap_bytes: u64,
    /// The most bytes that were live at one time, headers included.
    pub peak_live_bytes: u64,
    /// Calls of host functions other than `ext_allocator_*`.
    pub host_calls: u64,
    /// Calls of each host function that was called at all, `ext_allocator_*` included.
    pub calls_by_function: BTreeMap<String, u64>,
    /// Units of fuel consumed.
    pub fuel: u64,
    /// What each function has taken of the fuel, the most expensive first; empty unless the blob is one of
    /// [`Blob::compile_profiled`](crate::Blob::compile_profiled).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<FunctionCost>,
}

/// What a successful call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The SCALE-encoded result.
    pub result: Vec<u8>,
    /// The call's figures.
    pub stats: Stats,
    /// What the runtime logged.
    pub logs: Vec<LogLine>,
    /// Processor time between entering the runtime and its return. Compilation and instantiation are left out.
    pub elapsed: Duration,
}
