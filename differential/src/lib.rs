//! Runs the same blocks through two runtimes and compares what they do.
//!
//! One runtime is the oracle, the other the candidate. Both get the same genesis, the same `:code` in storage and the same calls; after
//! each call its result and every key of storage that it changed are compared.
//!
//! ```text
//!  script        what happens: genesis, blocks, extrinsics; JSON
//!   ├ call          the calls of the composition
//!   ├ amount        amounts, also relative to what an account has
//!   └ account       accounts and their signatures
//!  extrinsic     a script's extrinsic as bytes: extensions, signature, damage
//!  side          a runtime with its storage
//!  comparison    two sides, and the first difference between them
//!   ├ chain         the course of a chain: genesis, blocks
//!   ├ query         calls of runtime APIs beside the blocks
//!   └ names         storage keys, values and events as a reader knows them
//!  metadata      the metadata of two runtimes, compared by structure
//!  generator     random scripts
//!  shrink        a failing script made small
//!  coverage      which calls ended in which way, how often
//!   └ expectation   what a run has to have met
//!  upgrade       a chain that goes from blob to blob
//!  benchmark     what calls cost on both sides
//! ```

pub mod account;
pub mod amount;
pub mod benchmark;
pub mod call;
pub mod chain;
pub mod comparison;
pub mod coverage;
pub mod expectation;
pub mod extrinsic;
pub mod generator;
pub mod genesis;
pub mod metadata;
pub mod names;
pub mod script;
pub mod session;
pub mod shrink;
pub mod side;
pub mod upgrade;
