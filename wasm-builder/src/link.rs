//! The link: TinyGo's bitcode and the shim's through one ThinLTO.
//!
//! The linker runs in the build's own folder and sees relative names only: it takes the names of its inputs into the names of private
//! symbols, and the same sources must give the same bytes in every folder.

use crate::command::{self, CommandError};
use crate::compile::SHIM_ARCHIVE;
use crate::contract::{Heap, PAGE_BYTES};
use crate::globals::TABLE_SYMBOL;
use crate::toolchain::Toolchain;
use std::path::Path;

/// TinyGo's bitcode, in the build's folder.
pub const BITCODE: &str = "app.bc";
/// The linked module, in the build's folder.
pub const LINKED: &str = "linked.wasm";
/// The linker's map, in the build's folder.
pub const MAP: &str = "linked.map";

/// Globals that the linker exports for hosts.
pub const LINKER_GLOBALS: [&str; 2] = ["__heap_base", "__data_end"];

/// One MiB: it lies below the data, so that an overflow traps instead of overwriting.
const STACK_BYTES: u32 = 1 << 20;

/// Links [`BITCODE`] and the shim's archive in `folder` to [`LINKED`] and [`MAP`]; `functions` are the names of the API functions.
pub fn link(toolchain: &Toolchain, folder: &Path, functions: &[String], heap: Heap) -> Result<(), CommandError> {
    let exports = LINKER_GLOBALS.into_iter().chain([TABLE_SYMBOL]).chain(functions.iter().map(String::as_str));
    link_objects(toolchain, folder, &[BITCODE, SHIM_ARCHIVE], exports, heap)
}

/// Links `objects`, names in `folder`, to [`LINKED`] and [`MAP`], as every runtime is linked: for what is to be compared with one.
pub fn link_objects<'a>(
    toolchain: &Toolchain,
    folder: &Path,
    objects: &[&str],
    exports: impl Iterator<Item = &'a str>,
    heap: Heap,
) -> Result<(), CommandError> {
    let mut command = toolchain.linker();
    command.current_dir(folder);
    command.args(["--no-entry", "--stack-first", "-z", &format!("stack-size={STACK_BYTES}"), "--import-memory"]);
    command.args(["--gc-sections", "--lto-O3", "--error-limit=0", &format!("-Map={MAP}"), "-o", LINKED]);
    // rustc's module with the global allocator's symbols names no CPU, and a Rust crate that leaves no function in its bitcode names no
    // target. LLVM's default has more than the MVP and uses it; with bulk memory it would even initialise memory by a start function.
    command.args(["-mllvm", "-mcpu=mvp"]);
    if let Heap::Guest { pages } = heap {
        // The linker puts the heap behind the data, and asks for memory that holds both.
        command.arg(format!("--initial-heap={}", u64::from(pages) * PAGE_BYTES));
    }
    command.args(exports.map(|name| format!("--export={name}")));
    command.args(objects);
    command::run_to_success("the WebAssembly linker", &mut command)?;
    Ok(())
}
