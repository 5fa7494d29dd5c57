//! Where the tools are: from `toolchain.env`, which the toolchain's set-up writes, overridden by environment variables of the same
//! names.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file that the set-up writes into the cache folder.
pub const ENV_FILE: &str = "toolchain.env";

/// The tools that a build runs.
#[derive(Debug, Clone)]
pub struct Toolchain {
    /// TinyGo.
    pub tinygo: PathBuf,
    /// TinyGo's own sources.
    pub tinygo_root: PathBuf,
    /// A Go that this TinyGo accepts.
    pub go: PathBuf,
    /// The linker: `rust-lld`, or a `wasm-ld`.
    pub wasm_ld: PathBuf,
    /// The C compiler that assembles for wasm32.
    pub clang: PathBuf,
    /// The archiver for the assembled file.
    pub llvm_ar: PathBuf,
    /// The disassembler for TinyGo's bitcode.
    pub llvm_dis: PathBuf,
    /// Cargo, for the shim.
    pub cargo: PathBuf,
    /// The Rust compiler that belongs to it.
    pub rustc: PathBuf,
    /// Whether the Rust compiler has no library for the target, so that cargo must build it.
    pub build_std: bool,
}

/// A tool that is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ToolchainError {
    /// Neither the file nor the environment names it.
    #[error("{variable} is set neither in {file} nor in the environment, so {tool} is missing; run `make toolchain`")]
    Unset {
        /// The variable.
        variable: &'static str,
        /// What it names.
        tool: &'static str,
        /// The file that was looked into.
        file: String,
    },
    /// It is named, but does not exist.
    #[error("{tool} is not at {path}, where {variable} says it is; run `make toolchain`")]
    Absent {
        /// The variable.
        variable: &'static str,
        /// What it names.
        tool: &'static str,
        /// Its value.
        path: String,
    },
    /// A line of the file that is not `KEY=VALUE`.
    #[error("{file}:{line}: not a line of the form KEY=VALUE; run `make toolchain`, which writes the file anew")]
    Line {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
    },
}

impl Toolchain {
    /// Finds the tools by this process's environment.
    pub fn find() -> Result<Self, ToolchainError> {
        Self::from_variables(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    /// Finds the tools by `variable`, which looks up an environment variable.
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, ToolchainError> {
        let cache = variable("GOPALLET_CACHE").map(PathBuf::from);
        let xdg = || variable("XDG_CACHE_HOME").map(|path| PathBuf::from(path).join("gopallet"));
        let home = || variable("HOME").map(|path| PathBuf::from(path).join(".cache").join("gopallet"));
        let file = cache.or_else(xdg).or_else(home).unwrap_or_default().join(ENV_FILE);
        let entries = read_entries(&file)?;
        let lookup = |name: &str| variable(name).or_else(|| entries.get(name).map(OsString::from));
        let tool = |name: &'static str, tool: &'static str| {
            let value = lookup(name).ok_or_else(|| ToolchainError::Unset { variable: name, tool, file: file.display().to_string() })?;
            let path = PathBuf::from(value);
            // A bare command name is looked up on PATH when it is run.
            if path.components().count() > 1 && !path.exists() {
                return Err(ToolchainError::Absent { variable: name, tool, path: path.display().to_string() });
            }
            Ok(path)
        };
        Ok(Self {
            tinygo: tool("GOPALLET_TINYGO", "TinyGo")?,
            tinygo_root: tool("GOPALLET_TINYGOROOT", "TinyGo's source folder")?,
            go: tool("GOPALLET_GO", "the Go compiler")?,
            wasm_ld: tool("GOPALLET_WASM_LD", "the WebAssembly linker")?,
            clang: tool("GOPALLET_CLANG", "clang")?,
            llvm_ar: tool("GOPALLET_LLVM_AR", "llvm-ar")?,
            llvm_dis: tool("GOPALLET_LLVM_DIS", "llvm-dis")?,
            cargo: tool("GOPALLET_CARGO", "cargo")?,
            rustc: tool("GOPALLET_RUSTC", "rustc")?,
            build_std: lookup("GOPALLET_BUILD_STD").is_some_and(|value| value == "1"),
        })
    }

    /// The linker as a command: `rust-lld` needs to be told which linker to be.
    pub fn linker(&self) -> Command {
        let mut linker = Command::new(&self.wasm_ld);
        let name = self.wasm_ld.file_name().unwrap_or_default().to_string_lossy();
        if name.contains("lld") {
            linker.args(["-flavor", "wasm"]);
        }
        linker
    }
}

fn read_entries(file: &Path) -> Result<HashMap<String, String>, ToolchainError> {
    // A missing file is no error by itself: the environment may name every tool.
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut entries = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let error = || ToolchainError::Line { file: file.display().to_string(), line: number + 1 };
        let (key, value) = line.split_once('=').ok_or_else(error)?;
        entries.insert(key.trim().to_owned(), value.trim().to_owned());
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(variables: &[(&str, &str)]) -> String {
        let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        Toolchain::from_variables(lookup).expect_err("incomplete").to_string()
    }

    #[test]
    fn a_missing_tool_is_named_with_what_to_do() {
        let message = missing(&[("GOPALLET_CACHE", "/nowhere")]);
        assert!(message.contains("GOPALLET_TINYGO is set neither in /nowhere/toolchain.env"), "{message}");
        assert!(message.contains("TinyGo is missing; run `make toolchain`"), "{message}");
        let message = missing(&[("GOPALLET_TINYGO", "/nowhere/tinygo")]);
        assert!(message.contains("TinyGo is not at /nowhere/tinygo") && message.contains("make toolchain"), "{message}");
        let message = missing(&[("GOPALLET_TINYGO", "tinygo"), ("GOPALLET_TINYGOROOT", "/"), ("GOPALLET_GO", "go")]);
        assert!(message.contains("GOPALLET_WASM_LD"), "{message}");
    }

    #[test]
    fn the_file_is_read_and_overridden() {
        let folder = tempfile::tempdir().expect("a folder");
        let tools = ["TINYGO", "TINYGOROOT", "GO", "WASM_LD", "CLANG", "LLVM_AR", "LLVM_DIS", "CARGO", "RUSTC"];
        let lines: String = tools.iter().map(|tool| format!("GOPALLET_{tool}={}\n", tool.to_lowercase())).collect();
        std::fs::write(folder.path().join(ENV_FILE), format!("# tools\n{lines}GOPALLET_BUILD_STD=1\n")).expect("writes");
        let cache = folder.path().as_os_str().to_owned();
        let toolchain = Toolchain::from_variables(|name| match name {
            "GOPALLET_CACHE" => Some(cache.clone()),
            "GOPALLET_WASM_LD" => Some("rust-lld".into()),
            _ => None,
        });
        let toolchain = toolchain.expect("complete");
        assert!(toolchain.build_std);
        assert_eq!(toolchain.tinygo, Path::new("tinygo"));
        assert_eq!(toolchain.linker().get_args().collect::<Vec<_>>(), ["-flavor", "wasm"]);
        std::fs::write(folder.path().join(ENV_FILE), "nonsense\n").expect("writes");
        let error = Toolchain::from_variables(|name| (name == "GOPALLET_CACHE").then(|| cache.clone())).expect_err("damaged");
        assert!(matches!(error, ToolchainError::Line { line: 1, .. }));
    }
}
