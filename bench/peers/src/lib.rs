//! The allocators that the shim's collector is compared with. Each defines the symbols that the shim defines, and is compiled and linked like it,
//! so that the optimiser does for each what it does for the shim.
//!
//! | feature     | `runtime.alloc`                                   | at the end of a call                       |
//! |-------------|---------------------------------------------------|--------------------------------------------|
//! | `builtin`   | TinyGo's own, of `-gc=conservative` and the like  | nothing: what is left is garbage           |
//! | `malloc`    | one allocation of the host                        | each is freed                              |
//! | `lol_alloc` | `lol_alloc::FreeListAllocator`, on `memory.grow`  | nothing: it has no list of what is alive   |
//! | `bump`      | a cursor in chunks of the host, inlined into Go   | the chunks are freed                       |
//!
//! With `malloc` and `bump` the host's allocator has the memory from `__heap_base` on, with the other two the program has it itself: such a module
//! takes its input at `gopallet_input`.
#![cfg_attr(target_arch = "wasm32", no_std)]

#[cfg(all(target_arch = "wasm32", feature = "bump"))]
#[path = "bump.rs"]
mod allocator;
#[cfg(all(target_arch = "wasm32", feature = "builtin"))]
#[path = "builtin.rs"]
mod allocator;
#[cfg(all(target_arch = "wasm32", feature = "lol_alloc"))]
#[path = "lol.rs"]
mod allocator;
#[cfg(all(target_arch = "wasm32", feature = "malloc"))]
#[path = "malloc.rs"]
mod allocator;
#[cfg(target_arch = "wasm32")]
mod runtime;
