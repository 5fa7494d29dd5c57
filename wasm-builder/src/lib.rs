//! Builds a runtime: from a Go `main` package and its manifest to a module that every Polkadot host accepts.
//!
//! ```text
//! runtime.toml ── generate ──> runtime_generated.go        checker: Go rules, before anything is compiled
//!                                     │
//!       Go package ── compile ──> app.bc ── bitcode ──┐    bitcode: stack slots
//!       shim       ── compile ──> libgopallet_shim.a ─┴─ link ──> linked.wasm, linked.map
//!                                                                    │
//!       globals (fills the table of mutable globals) ── prune ── output (version sections) ── contract ──> three files
//! ```
//!
//! [`pipeline::build`] is the whole way; [`contract::check`] judges any finished module.

pub mod bitcode;
pub mod checker;
pub mod command;
pub mod compile;
pub mod contract;
pub mod debug_info;
pub mod generate;
pub mod globals;
pub mod link;
pub mod map;
pub mod module;
pub mod output;
pub mod pipeline;
pub mod prune;
pub mod spec_version;
pub mod toolchain;
