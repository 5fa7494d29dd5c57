//! The errors of the host, each with what to do next.

use crate::{
    allocator::AllocatorError,
    compression::CompressionError,
    keystore::InvalidSeed,
    outcome::{LogLine, Stats},
};

/// Why a blob is refused before any call.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The blob cannot be unpacked.
    #[error(transparent)]
    Compression(#[from] CompressionError),
    /// The blob is no WebAssembly.
    #[error("not a WebAssembly module: it starts with {start}; give the path of a runtime.wasm or of its compressed form")]
    NotWasm {
        /// The blob's first bytes in hexadecimal.
        start: String,
    },
    /// The module is damaged, or uses more than WebAssembly MVP.
    #[error("not a valid MVP module: {reason} (at byte {offset}); rebuild it for WebAssembly MVP with mutable globals and nothing else")]
    Invalid {
        /// What the validator says.
        reason: String,
        /// Where, in bytes from the start of the unpacked module.
        offset: usize,
    },
    /// The module has a start section.
    #[error("the module has a start section, which no host runs; initialise in the first call instead")]
    StartSection,
    /// An import that no table has.
    #[error("unknown import {module}.{name}: this host has no such function; remove the import or use one that every host knows")]
    UnknownImport {
        /// The import's module.
        module: String,
        /// The import's name.
        name: String,
    },
    /// An import with a signature of its own.
    #[error("wrong signature of import {name}: the module declares {declared}, hosts provide {provided}; correct the declaration")]
    WrongSignature {
        /// The import's name.
        name: String,
        /// What the module declares.
        declared: String,
        /// What hosts provide.
        provided: String,
    },
    /// The module does not import its memory.
    #[error("the module does not import its memory as env.memory; link it with --import-memory")]
    NoMemoryImport,
    /// The module exports its memory.
    #[error("the module exports its memory as {name:?}; the memory is the host's, link without exporting it")]
    MemoryExported {
        /// The export's name.
        name: String,
    },
    /// The memory cannot be provided.
    #[error("the memory cannot be provided: {reason}")]
    Memory {
        /// What is wrong with it.
        reason: String,
    },
    /// `__heap_base` is missing or no immutable `i32` global.
    #[error("__heap_base {problem}; link with --export=__heap_base")]
    HeapBase {
        /// What is wrong with it.
        problem: String,
    },
    /// The compiler refuses the module.
    #[error("the module does not compile: {0}")]
    Compile(String),
}

/// Why a host function stopped the runtime.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostFunctionError {
    /// The allocator refused.
    #[error(transparent)]
    Allocator(#[from] AllocatorError),
    /// An argument points outside the memory.
    #[error("{bytes} bytes at {address:#x} lie outside the memory of {memory_bytes} bytes; check the pointer and length that the runtime passes")]
    OutOfBounds {
        /// Where the bytes start.
        address: u32,
        /// How many they are.
        bytes: u32,
        /// The memory's size in bytes.
        memory_bytes: u64,
    },
    /// An argument is no valid SCALE encoding of its type.
    #[error("the argument does not decode as {what}; check what the runtime encodes")]
    Decode {
        /// The type that was expected.
        what: &'static str,
    },
    /// A state version other than 0, 1 and 2, which lays out the state as 1 does.
    #[error("unknown state version {0}; versions 0, 1 and 2 exist")]
    StateVersion(u8),
    /// A log level other than 0 to 4.
    #[error("unknown log level {0}; 0 (error) to 4 (trace) exist")]
    LogLevel(u8),
    /// A text that is no UTF-8.
    #[error("the {what} is not UTF-8; check what the runtime passes")]
    NotText {
        /// What it was to be.
        what: &'static str,
    },
    /// A keystore or off-chain function in a block.
    #[error("no node lends its keystore and off-chain functions to a block; call it from an off-chain worker or a runtime API")]
    OnChain,
    /// A seed that makes no key.
    #[error(transparent)]
    Seed(#[from] InvalidSeed),
    /// A kind of local storage other than 0 and 1.
    #[error("unknown kind of local storage {0}; 0 (persistent) and 1 (local) exist")]
    StorageKind(u32),
    /// The version of a blob is read by a call that is itself such a reading.
    #[error("Core_version of a blob asks for the version of a blob; add the version sections to the inner one")]
    NestedVersion,
    /// A commit or rollback with nothing to end.
    #[error("no storage transaction is open; start one before {0}")]
    NoTransaction(&'static str),
    /// Signature batches do not nest and must be started.
    #[error("{0}")]
    Batch(&'static str),
    /// A fault that was asked for.
    #[error("a fault was made here on purpose")]
    Fault,
    /// A returned value is too long for a pointer-size.
    #[error("the returned value has {bytes} bytes, more than a pointer-size can say")]
    TooLong {
        /// The value's length in bytes.
        bytes: usize,
    },
}

/// How the runtime itself trapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trap {
    /// An `unreachable` instruction: how a runtime's panic ends.
    #[error("unreachable instruction executed: the runtime panicked, its log says why")]
    Unreachable,
    /// The fuel limit.
    #[error("out of fuel: the call needs more than its limit of instructions; raise the fuel if it is meant to")]
    OutOfFuel,
    /// The limit of nested calls.
    #[error("stack overflow: the functions call each other too deep")]
    StackOverflow,
    /// A load or store outside the memory, which is also how a shadow stack overflows.
    #[error("memory out of bounds: a load or store outside the memory, or the shadow stack overflowed")]
    MemoryOutOfBounds,
    /// An indirect call to a table slot outside the table.
    #[error("table out of bounds: an indirect call through a bad function pointer")]
    TableOutOfBounds,
    /// An indirect call to an empty table slot.
    #[error("indirect call to null: a function pointer is nil")]
    IndirectCallToNull,
    /// An indirect call of a function with another signature.
    #[error("indirect call with a wrong signature")]
    BadSignature,
    /// Integer division by zero.
    #[error("integer divided by zero")]
    DivisionByZero,
    /// Overflow of a division or conversion.
    #[error("integer overflow in a division or conversion")]
    IntegerOverflow,
    /// A float that is no integer was converted to one.
    #[error("a float out of range was converted to an integer")]
    BadConversion,
    /// Anything else that the engine knows.
    #[error("{0}")]
    Other(wasmtime::Trap),
}

impl From<wasmtime::Trap> for Trap {
    fn from(trap: wasmtime::Trap) -> Self {
        use wasmtime::Trap as Engine;
        match trap {
            Engine::UnreachableCodeReached => Self::Unreachable,
            Engine::OutOfFuel => Self::OutOfFuel,
            Engine::StackOverflow => Self::StackOverflow,
            Engine::MemoryOutOfBounds => Self::MemoryOutOfBounds,
            Engine::TableOutOfBounds => Self::TableOutOfBounds,
            Engine::IndirectCallToNull => Self::IndirectCallToNull,
            Engine::BadSignature => Self::BadSignature,
            Engine::IntegerDivisionByZero => Self::DivisionByZero,
            Engine::IntegerOverflow => Self::IntegerOverflow,
            Engine::BadConversionToInteger => Self::BadConversion,
            other => Self::Other(other),
        }
    }
}

/// An allocation that a call left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeakedAllocation {
    /// Its address.
    pub address: u32,
    /// The size that was asked for, in bytes.
    pub bytes: u32,
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallFailure {
    /// The blob has no such export.
    #[error("the runtime has no function {name:?}; it has: {}", exports.join(", "))]
    UnknownFunction {
        /// What was to be called.
        name: String,
        /// The functions that the blob exports.
        exports: Vec<String>,
    },
    /// The export is no runtime API function.
    #[error("{name:?} has the signature {found}; a runtime API function is (i32, i32) -> i64")]
    NotAnEntry {
        /// What was to be called.
        name: String,
        /// Its signature.
        found: String,
    },
    /// The blob could not be instantiated.
    #[error("the runtime cannot be instantiated: {0}")]
    Instantiation(String),
    /// The input has no room.
    #[error("no room for the input: {0}")]
    Input(AllocatorError),
    /// A host function refused.
    #[error("{function}: {error}")]
    HostFunction {
        /// The host function.
        function: &'static str,
        /// Why.
        error: HostFunctionError,
    },
    /// The runtime trapped.
    #[error("{0}")]
    Trap(Trap),
    /// The result lies outside the memory.
    #[error("the result, {bytes} bytes at {address:#x}, lies outside the memory of {memory_bytes} bytes; the runtime returns a wrong pointer-size")]
    ResultOutOfBounds {
        /// Where the result starts.
        address: u32,
        /// How long it is.
        bytes: u32,
        /// The memory's size in bytes.
        memory_bytes: u64,
    },
    /// Allocations are left that are neither input nor result.
    #[error("{} allocations left behind: {}; free all but the result before returning", leaked.len(), list(leaked))]
    Leak {
        /// All of them, by address.
        leaked: Vec<LeakedAllocation>,
    },
    /// The host could not release the input or the result.
    #[error("the input or result cannot be released: {0}")]
    Release(AllocatorError),
    /// An earlier call on this instance failed.
    #[error("an earlier call on this instance failed, which leaves its memory in an unknown state; start a fresh instance")]
    InstanceFailed,
    /// The engine failed in a way that is neither a trap nor a host function's.
    #[error("the engine failed: {0}")]
    Engine(String),
    /// The system gives no thread.
    #[error("no thread with a deep stack: {0}")]
    Thread(String),
}

/// How many leaked allocations an error names.
const LISTED: usize = 16;

fn list(leaked: &[LeakedAllocation]) -> String {
    let mut text: Vec<_> =
        leaked.iter().take(LISTED).map(|allocation| format!("{} bytes at {:#x}", allocation.bytes, allocation.address)).collect();
    if leaked.len() > LISTED {
        text.push(format!("and {} more", leaked.len() - LISTED));
    }
    text.join(", ")
}

/// A failed call: why, and what had happened until then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{function}: {failure}")]
pub struct CallError {
    /// The runtime function that was called.
    pub function: String,
    /// Why it failed.
    pub failure: CallFailure,
    /// What the runtime logged until then.
    pub logs: Vec<LogLine>,
    /// The call's figures until then.
    pub stats: Stats,
    /// The runtime's functions that were running, innermost first, by name where the blob has names.
    pub backtrace: Vec<String>,
}

impl CallError {
    /// A call that failed before it began.
    pub(crate) fn before(function: &str, failure: CallFailure) -> Box<Self> {
        Box::new(Self { function: function.to_owned(), failure, logs: Vec::new(), stats: Stats::default(), backtrace: Vec::new() })
    }
}
