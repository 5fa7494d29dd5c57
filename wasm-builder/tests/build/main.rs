//! Builds from beginning to end, with the real tools: small runtimes in Go that are built, or refused as they should be.
//!
//! The tools are those of `toolchain.env` and of the environment; without them every test fails and says what to do. Each test writes its
//! runtime into a folder of its own inside the Go module, since only there it finds the module's packages, and removes it at its end.
//!
//! | file | what |
//! |---|---|
//! | `api_functions` | functions that the manifest declares and Go has not, or not so |
//! | `source_rules` | Go code that the source check refuses |
//! | `contract` | what only the finished module shows |
//! | `globals` | the table of mutable globals |
//! | `manifest` | wrong manifests, and the generated files of this repository |
//! | `reproducibility` | the same bytes in every folder |
//! | `tools` | missing tools and exit statuses |

mod api_functions;
mod contract;
mod globals;
mod manifest;
mod reproducibility;
mod runtime;
mod source_rules;
mod tools;

use gopallet_wasm_builder::toolchain::Toolchain;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is above").to_path_buf()
}

/// The builder's program, in the folder of the repository.
fn builder(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wasm-builder"));
    command.args(arguments).current_dir(repository());
    command
}

/// Fails with the way out unless there are tools to build with.
#[track_caller]
fn require_tools() {
    if let Err(error) = Toolchain::find() {
        panic!("these tests build runtimes: {error}; run `make test`, which sees to the tools");
    }
}

/// What a program wrote to standard error.
fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
