//! TinyGo's own test programs, on the collector and on TinyGo's collectors, and the list of what passes.
//!
//! TinyGo's Go module has a folder `testdata` with programs and the output that they must print. Nothing of it is kept here: the programs are
//! read from the module when the tests run.
//!
//! ```text
//! testdata ── programs ──┐
//!  entry/  ──────────────┴─ modules (TinyGo, link, cache) ── execution (host, log to text) ── list (programs.toml) ── violations
//! ```
//!
//! The target is the runtimes' own, with another collector for the comparison. What the builder checks of a runtime's code is left out: these
//! are ordinary Go programs, with floats and maps.

pub mod cache;
pub mod collector;
pub mod execution;
pub mod list;
pub mod modules;
pub mod output;
pub mod programs;
