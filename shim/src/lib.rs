//! The shim: everything that stock TinyGo lacks to make a Polkadot runtime, as one `no_std` static library.
//!
//! | module    | what it holds                                                        | who may use it      |
//! |-----------|----------------------------------------------------------------------|---------------------|
//! | `heap`    | size classes, blocks, chunks, regions; the chunk source as a trait   | `gc`                |
//! | `gc`      | the collector: marking, sweeping, pacing, counts                     | `tinygo`, `exports` |
//! | `verify`  | the heap walker that checks every invariant                          | tests, stress mode  |
//! | `scale`   | SCALE primitives over parity-scale-codec                             | `codec`             |
//! | `codec`   | the codec's functions that Go code may call, natively through cgo    | Go                  |
//! | `fault`   | how a broken invariant ends: a message with a prefix, then a trap    | all                 |
//! | `printed` | what Go prints, in pieces of whole characters                        | `tinygo`            |
//! | `host`    | the host's `ext_*` functions; implements the chunk source            | wasm only           |
//! | `memory`  | `memset`, faster than the compiler's                                 | wasm only           |
//! | `tinygo`  | the symbols of TinyGo's runtime that the shim defines or calls       | wasm only           |
//! | `globals` | the mutable globals of the linked module: roots, and their reset     | wasm only           |
//! | `abi`     | the functions that Go code may call                                  | wasm only           |
//! | `exports` | the runtime API trampolines, made from the runtime's manifest        | wasm only           |
//!
//! Two directions join the languages: what Go calls in Rust is in `tinygo` (the compiler's own calls) and `abi` (calls written in Go);
//! what Rust calls in Go is in `tinygo` (`_initialize`, the stack's roots) and `exports` (the API functions). Everything above the line
//! "wasm only" also runs natively, where the tests are.
#![no_std]

// Natively the library is linked into programs that have std, whose panic handler it needs.
#[cfg(not(target_arch = "wasm32"))]
extern crate std;

pub mod codec;
pub mod fault;
pub mod gc;
pub mod heap;
pub mod printed;
pub mod scale;
pub mod verify;

#[cfg(target_arch = "wasm32")]
mod abi;
#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
mod globals;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod memory;
#[cfg(target_arch = "wasm32")]
mod tinygo;
