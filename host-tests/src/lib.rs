//! A Polkadot host for tests and daily work: runs runtimes on wasmtime, and fails every call that breaks a rule of the
//! contract between a runtime and its hosts.
//!
//! ```text
//!  blob          a compiled runtime: checked imports and exports
//!   └ instance   the course of a call, fresh or reused
//!      ├ context      what host functions work on
//!      │  ├ allocator      the runtime's heap
//!      │  └ externalities  storage: polkadot-sdk's overlay over a trie
//!      └ functions    the host functions, one file for each family, and their table
//!  inspection, version, compression    what can be read from a blob without running it
//!  state, chain_spec, database         where storage comes from, and where it is kept
//!  genesis, block, chain, validity     the first state of a chain, and blocks on top of it
//!  metadata, comparison, benchmark     how two blobs differ, and what their calls cost
//!  profile       which function of a blob a call's fuel goes to
//! ```
//!
//! ```no_run
//! use host_tests::{Blob, Externalities, HostConfig};
//!
//! let blob = Blob::compile(&std::fs::read("runtime.wasm")?)?;
//! let mut storage = Externalities::default();
//! let outcome = blob.call("Core_version", &[], &mut storage, &HostConfig::default())?;
//! println!("{} bytes, {} units of fuel", outcome.result.len(), outcome.stats.fuel);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod allocator;
pub mod benchmark;
mod blob;
pub mod block;
pub mod chain;
pub mod chain_spec;
pub mod comparison;
pub mod compression;
mod context;
mod cpu_time;
pub mod database;
mod error;
mod externalities;
mod functions;
pub mod genesis;
pub mod inspection;
mod instance;
pub mod keystore;
pub mod metadata;
pub mod offchain;
mod outcome;
mod pointer;
mod profile;
mod stack;
pub mod state;
pub mod validity;
pub mod version;

pub use blob::Blob;
pub use error::{CallError, CallFailure, HostError, HostFunctionError, LeakedAllocation, Trap};
pub use externalities::{Externalities, IndexOperation, StateVersion};
pub use functions::table::{HostFunction, WasmType, HOST_FUNCTIONS};
pub use instance::ReusedInstance;
pub use outcome::{Faults, HostConfig, LogLevel, LogLine, Outcome, Stats};
pub use pointer::PointerSize;
pub use profile::FunctionCost;
pub use stack::on_deep_stack;
