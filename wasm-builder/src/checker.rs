//! The Go side's own checker, `runtimecheck`: it refuses Go code that cannot be consensus code before anything is compiled.

use crate::command::{self, CommandError};
use crate::compile::{self, go_command, CompileError};
use crate::toolchain::Toolchain;
use gopallet_manifest::Manifest;
use std::path::Path;
use std::process::Output;

/// Exit status of the checker when a rule is broken.
const STATUS_VIOLATED: i32 = 1;
/// Exit status of the checker when the Go code could not be examined: it has errors of syntax or types, or lies in no module.
const STATUS_UNUSABLE: i32 = 2;

/// Why the checker did not pass the runtime.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckerError {
    /// The checker could not be built.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The checker could not be run.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// Rules are broken; one line each.
    #[error("the runtime's Go code breaks these rules:\n{0}")]
    Violations(String),
    /// The Go code has errors; one line each.
    #[error("the runtime's Go code has errors:\n{0}")]
    Errors(String),
}

/// Runs the checker of the repository `root` on the runtime in `runtime`; its program is put into `folder`. Both are absolute. The paths in
/// an error are relative to the folder `here`, in which the user is, or absolute.
pub fn run(
    toolchain: &Toolchain,
    root: &Path,
    runtime: &Path,
    manifest: &Manifest,
    folder: &Path,
    here: &Path,
) -> Result<(), CheckerError> {
    let program = folder.join("runtimecheck");
    compile::runtimecheck(toolchain, root, &program)?;
    let functions: Vec<String> = manifest.functions().into_iter().map(|function| function.go_function).collect();
    let mut check = go_command(&program, here, toolchain);
    // Go takes PWD for the working directory if it is one of its names: a link would not fit the other paths.
    check.env("PWD", here).arg("-functions").arg(functions.join(",")).arg(runtime);
    let output = command::run("runtimecheck", &mut check)?;
    match output.status.code() {
        Some(0) => Ok(()),
        Some(STATUS_VIOLATED) => Err(CheckerError::Violations(lines(&output))),
        Some(STATUS_UNUSABLE) => Err(CheckerError::Errors(lines(&output))),
        _ => Err(command::failure("runtimecheck", &output).into()),
    }
}

fn lines(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}
