//! Tests of the host with small modules of their own: each rule kept, and each rule broken once.

mod against_sp_io;
mod allocator;
mod blobs;
mod calls;
mod chain;
mod chain_commands;
mod child_storage;
mod command_line;
mod compared;
mod crypto;
mod faults;
mod hashing;
mod kept;
mod keystore;
mod logging;
mod offchain;
mod program;
mod rules;
mod storage;
mod trie;
