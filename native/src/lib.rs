//! The shim's native side.
//!
//! | module      | what it holds                                                                          |
//! |-------------|----------------------------------------------------------------------------------------|
//! | `allocator` | the system's allocators behind one trait: `mmap`, `malloc`, jemalloc                   |
//! | `source`    | each of them as a chunk source, so that the collector runs on it                       |
//! | `manual`    | each of them as an allocator with limits, counts and checks, for memory freed by hand  |
//! | `c_abi`     | `manual` for other languages: `include/gopallet_native.h`, which cgo reads             |
//! | `codec`     | the shim's SCALE codec under the names that runtimes call it by                        |
//!
//! Nothing of this is part of a runtime.

pub mod allocator;
mod c_abi;
pub mod codec;
pub mod manual;
pub mod source;
