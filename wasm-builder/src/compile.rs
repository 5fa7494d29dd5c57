//! The compilers: TinyGo turns the runtime into bitcode, cargo turns the shim into a static library of bitcode, and Go builds the checker of
//! the Go rules.
//!
//! The first two may not leave a path of this machine in what it writes, beyond debug information, which the outputs do not have.

use crate::command::{self, CommandError};
use crate::toolchain::Toolchain;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The shim's static library.
pub const SHIM_ARCHIVE: &str = "libgopallet_shim.a";
/// The Rust target: the WebAssembly MVP with mutable globals.
const RUST_TARGET: &str = "wasm32v1-none";

/// Why a compiler's result could not be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// A tool failed.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// A file could not be read or written.
    #[error("cannot {action} {path}: {error}")]
    File {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: String,
        /// Why it failed.
        error: std::io::Error,
    },
}

fn file_error(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> CompileError {
    let path = path.display().to_string();
    move |error| CompileError::File { action, path, error }
}

/// Puts the folder of `tool` first on the PATH of `command`.
fn prefer(command: &mut Command, tool: &Path) {
    let Some(folder) = tool.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
    if let Ok(path) = std::env::join_paths(folders) {
        command.env("PATH", path);
    }
}

/// A command in `folder` that finds the pinned Go and no other.
pub fn go_command(program: &Path, folder: &Path, toolchain: &Toolchain) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("GOTOOLCHAIN", "local").env("GOWORK", "off").env("GOPALLET_GO", &toolchain.go);
    prefer(&mut command, &toolchain.go);
    command
}

/// Compiles the Go package in `runtime` to bitcode, which is written to `bitcode`.
pub fn tinygo(toolchain: &Toolchain, target: &Path, runtime: &Path, bitcode: &Path) -> Result<(), CompileError> {
    let mut command = go_command(&toolchain.tinygo, runtime, toolchain);
    command.arg("build").arg(prefixed("-target=", target)).arg("-opt=2").arg("-o").arg(bitcode).arg(".");
    command.env("TINYGOROOT", &toolchain.tinygo_root);
    command::run_to_success("TinyGo", &mut command)?;
    Ok(())
}

/// The disassembly of a file of bitcode.
pub fn disassemble(toolchain: &Toolchain, bitcode: &Path) -> Result<String, CompileError> {
    let mut command = Command::new(&toolchain.llvm_dis);
    command.arg(bitcode).args(["-o", "-"]);
    let output = command::run_to_success("llvm-dis", &mut command)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Builds the shim of the repository `root` for the runtime with this `manifest`, and copies the archive to `archive`.
pub fn shim(toolchain: &Toolchain, root: &Path, manifest: &Path, features: &[&str], archive: &Path) -> Result<(), CompileError> {
    library(toolchain, root, "gopallet-shim", features, manifest, archive)
}

/// Builds the static library of a package of the repository `root` as the shim is built, with these cargo features, and copies it to `archive`.
///
/// All runtimes share one target folder, so the copy is made under the lock that also keeps another build from replacing the archive.
pub fn library(
    toolchain: &Toolchain,
    root: &Path,
    package: &str,
    features: &[&str],
    manifest: &Path,
    archive: &Path,
) -> Result<(), CompileError> {
    let target = root.join("target").join("wasm");
    let _lock = locked(&target)?;
    let mut command = Command::new(&toolchain.cargo);
    command.current_dir(root).args(["build", "--package", package, "--lib", "--profile", "wasm", "--target", RUST_TARGET]);
    if !features.is_empty() {
        command.args(["--features", &features.join(",")]);
    }
    if toolchain.build_std {
        command.args(["-Z", "build-std=core,alloc,compiler_builtins", "-Z", "build-std-features=compiler-builtins-mem"]);
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    prefer(&mut command, &toolchain.cargo);
    command
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags(toolchain, root)?)
        .env("RUSTC", &toolchain.rustc)
        .env("GOPALLET_MANIFEST", manifest)
        .env("CC_wasm32v1_none", &toolchain.clang)
        .env("AR_wasm32v1_none", &toolchain.llvm_ar);
    command::run_to_success("cargo, building the shim,", &mut command)?;

    let file = format!("lib{}.a", package.replace('-', "_"));
    let built = target.join(RUST_TARGET).join("wasm").join(file);
    std::fs::copy(&built, archive).map_err(file_error("copy", &built))?;
    Ok(())
}

/// Builds the checker of the repository `root`, and copies the program to `program`. Go leaves the program in the repository's own target folder
/// alone if it is up to date, so it is not linked for each runtime anew.
pub fn runtimecheck(toolchain: &Toolchain, root: &Path, program: &Path) -> Result<(), CompileError> {
    let target = root.join("target").join("go");
    let _lock = locked(&target)?;
    let built = target.join("runtimecheck");
    let mut command = go_command(&toolchain.go, &root.join("go-runtime"), toolchain);
    // Without the state of the repository in it: that is another one after each commit, and git may refuse to tell it.
    command.args(["build", "-buildvcs=false", "-o"]).arg(&built).arg("./cmd/runtimecheck");
    command::run_to_success("go, building runtimecheck,", &mut command)?;
    std::fs::copy(&built, program).map_err(file_error("copy", &built))?;
    Ok(())
}

/// Creates `folder` and keeps other builds out of it for as long as the result lives.
fn locked(folder: &Path) -> Result<File, CompileError> {
    std::fs::create_dir_all(folder).map_err(file_error("create", folder))?;
    let path = folder.join(".wasm-builder.lock");
    let lock = File::create(&path).map_err(file_error("create", &path))?;
    lock.lock().map_err(file_error("lock", &path))?;
    Ok(lock)
}

/// The flags for rustc, in cargo's encoding: bitcode for the linker, and no path of this machine in messages of panics.
fn rust_flags(toolchain: &Toolchain, root: &Path) -> Result<OsString, CompileError> {
    let sysroot = rustc_prints(toolchain, root, &["--print", "sysroot"])?;
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let mut flags = vec![OsString::from("-Clinker-plugin-lto"), OsString::from("-Ccodegen-units=1")];
    let remap = |from: &Path, to: &str| {
        let mut flag = prefixed("--remap-path-prefix=", from);
        flag.push("=");
        flag.push(to);
        flag
    };
    flags.extend(cargo_home.or_else(home).map(|home| remap(&home, "/cargo")));
    flags.push(remap(Path::new(&sysroot), "/rust"));
    // Where the library's sources are installed rustc names them by their path there, elsewhere by this name.
    let version = rustc_prints(toolchain, root, &["-vV"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    flags.push(remap(&Path::new(&sysroot).join("lib/rustlib/src/rust"), &format!("/rustc/{commit}")));
    // Of two prefixes that match, rustc takes the last: the repository may lie inside the home folder.
    flags.push(remap(root, "/gopallet"));
    Ok(flags.join(std::ffi::OsStr::new("\x1f")))
}

fn rustc_prints(toolchain: &Toolchain, root: &Path, arguments: &[&str]) -> Result<String, CompileError> {
    let output = command::run_to_success("rustc", Command::new(&toolchain.rustc).current_dir(root).args(arguments))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn prefixed(prefix: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(prefix);
    argument.push(path);
    argument
}
