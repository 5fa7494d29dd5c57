//! What can be wrong with a manifest. Every message names the file, the line where it is known, and what to do.

use crate::{APIS_MAX, FUNCTIONS_MAX, NAME_BYTES_MAX};
use std::fmt;
use std::path::PathBuf;

/// A manifest that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestError {
    /// The manifest's file.
    pub file: PathBuf,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The file could not be read.
    #[error("cannot read the manifest: {0}; every runtime has a runtime.toml beside its Go main package")]
    Unreadable(String),
    /// Not TOML, a key is unknown or missing, or a value has the wrong type.
    #[error("{0}")]
    Syntax(String),
    /// A name is empty.
    #[error("{0} is empty; give it a name")]
    EmptyName(&'static str),
    /// A name is too long.
    #[error("{what} `{name}` is longer than {NAME_BYTES_MAX} bytes; shorten it")]
    LongName {
        /// Which name.
        what: &'static str,
        /// The name itself.
        name: String,
    },
    /// A name has characters that it may not have.
    #[error("{what} `{name}` is not a valid name; use {allowed}")]
    InvalidName {
        /// Which name.
        what: &'static str,
        /// The name itself.
        name: String,
        /// What names of this kind look like.
        allowed: &'static str,
    },
    /// No API is declared.
    #[error("no runtime API is declared; add at least `[[api]]` with name = \"Core\"")]
    NoApis,
    /// An API without functions.
    #[error("runtime API `{0}` has no functions; list them or remove the API")]
    NoFunctions(String),
    /// An API is declared twice.
    #[error("runtime API `{0}` is declared twice; merge the two")]
    DuplicateApi(String),
    /// A function is declared twice in one API.
    #[error("function `{function}` of runtime API `{api}` is declared twice; remove one")]
    DuplicateFunction {
        /// The API.
        api: String,
        /// The function.
        function: String,
    },
    /// Two different functions would share a name in Go or in Wasm.
    #[error("`{name}` would name two things, one of them function `{function}` of runtime API `{api}`; rename one of them")]
    NameClash {
        /// The API.
        api: String,
        /// The function.
        function: String,
        /// The derived name.
        name: String,
    },
    /// Too many APIs.
    #[error("{0} runtime APIs are declared; at most {APIS_MAX} are allowed")]
    TooManyApis(usize),
    /// Too many functions.
    #[error("{0} runtime API functions are declared; at most {FUNCTIONS_MAX} are allowed")]
    TooManyFunctions(usize),
    /// The Core API is older than the encoding of the version.
    #[error("Core API version {0} has another encoding of the runtime version; declare version 4 or 5")]
    OldCore(u32),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for ManifestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.problem)
    }
}
