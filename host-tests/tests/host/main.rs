//! Tests of the host with small modules of their own: each rule kept, and each rule broken once.

mod allocator;
mod blobs;
mod calls;
mod child_storage;
mod command_line;
mod crypto;
mod hashing;
mod logging;
mod program;
mod rules;
mod storage;
mod trie;
