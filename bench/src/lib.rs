//! The benchmark of the allocators: one set of Go programs, each compiled by stock TinyGo with every allocator, run side by side on wasmtime.
//!
//! ```text
//!  variant    which allocator, and how a module with it is made
//!  module     building the modules, where their sources have changed
//!  program    which programs there are, and with which input each is called
//!  host       a wasmtime host with Substrate's allocator, which counts and meters
//!  memory     the memory of instances, warm from the start
//!  measure    fuel, and the time of interleaved rounds
//!  report     the table, the file of results
//!  plot       the picture of them
//! ```

pub mod host;
pub mod measure;
pub mod memory;
pub mod module;
pub mod plot;
pub mod program;
pub mod report;
pub mod variant;
