//! A runtime's manifest: `runtime.toml`, beside the runtime's Go `main` package.
//!
//! It declares two things, the runtime's version and its runtime APIs, and is the only place where they are written down:
//!
//! ```text
//! runtime.toml ──┬── rust_trampolines ── the shim's exports          (build.rs of the shim)
//!                ├── go_source        ── runtime_generated.go        (wasm-builder generate)
//!                └── sections         ── runtime_version, runtime_apis (wasm-builder build)
//! ```
//!
//! Names derived from an API `Core` with a function `initialize_block`:
//!
//! | what | name |
//! |---|---|
//! | Wasm export, called by the host | `Core_initialize_block` |
//! | symbol by which the trampoline calls Go | `go_Core_initialize_block` |
//! | Go function that the author writes | `CoreInitializeBlock` |
//!
//! Invariant: a [`Manifest`] that exists is valid. All names are identifiers, all derived names differ, and the lists are bounded, so
//! no later step has to check or escape anything.

mod error;
mod go;
mod parse;
mod rust;
mod version;

pub use error::{ManifestError, Problem};
pub use go::go_source;
pub use rust::{rust_trampolines, Entry};
pub use version::{APIS_SECTION, VERSION_SECTION};

/// The most runtime APIs that one manifest may declare.
pub const APIS_MAX: usize = 64;
/// The most functions that one manifest may declare, all APIs together.
pub const FUNCTIONS_MAX: usize = 128;
/// The longest name, in bytes.
pub const NAME_BYTES_MAX: usize = 64;
/// The manifest's file name.
pub const MANIFEST_FILE: &str = "runtime.toml";
/// The name of the Go file that [`go_source`] is written to.
pub const GENERATED_FILE: &str = "runtime_generated.go";

/// A valid manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    version: Version,
    apis: Vec<Api>,
}

/// The runtime's version, field by field as `sp_version::RuntimeVersion` has it, without the APIs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Name of the runtime; nodes compare it with their native one.
    pub spec_name: String,
    /// Name of the implementation.
    pub impl_name: String,
    /// Version of the block authoring interface.
    pub authoring_version: u32,
    /// Version of the runtime's rules: a change of behaviour raises it.
    pub spec_version: u32,
    /// Version of the implementation of the same rules.
    pub impl_version: u32,
    /// Version of the extrinsic format.
    pub transaction_version: u32,
    /// Version of the state trie and of the extrinsics' root.
    pub system_version: u8,
}

/// A runtime API that the runtime implements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    name: String,
    version: u32,
    functions: Vec<String>,
}

/// One function of a runtime API, with every name it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiFunction {
    /// The Wasm export: `Core_initialize_block`.
    pub export: String,
    /// The symbol that Go exports to the trampoline: `go_Core_initialize_block`.
    pub go_symbol: String,
    /// The Go function that the runtime's author writes: `CoreInitializeBlock`.
    pub go_function: String,
}

impl Manifest {
    /// The runtime's version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The same runtime with another version of its rules.
    #[must_use]
    pub fn with_spec_version(mut self, spec_version: u32) -> Self {
        self.version.spec_version = spec_version;
        self
    }

    /// The runtime APIs, in the order of the manifest.
    pub fn apis(&self) -> &[Api] {
        &self.apis
    }

    /// All functions of all APIs, in the order of the manifest.
    pub fn functions(&self) -> Vec<ApiFunction> {
        self.apis.iter().flat_map(Api::api_functions).collect()
    }

    /// The names of all exports that a host calls, in the order of the manifest.
    pub fn exports(&self) -> Vec<String> {
        self.functions().into_iter().map(|f| f.export).collect()
    }
}

impl Api {
    /// The API's name: that of its Rust trait in Substrate.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The API's version.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The functions' names, without the API's.
    pub fn functions(&self) -> &[String] {
        &self.functions
    }

    /// The API's id: the first 8 bytes that BLAKE2b yields for the name, with an output length of 8.
    pub fn id(&self) -> [u8; 8] {
        version::api_id(&self.name)
    }

    fn api_functions(&self) -> impl Iterator<Item = ApiFunction> + '_ {
        self.functions.iter().map(|function| ApiFunction {
            export: format!("{}_{function}", self.name),
            go_symbol: format!("go_{}_{function}", self.name),
            go_function: camel_case(&self.name) + &camel_case(function),
        })
    }
}

/// `initialize_block` becomes `InitializeBlock`; a part that is CamelCase already stays as it is.
fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for part in name.split('_') {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_camel_case_in_go() {
        assert_eq!(camel_case("initialize_block"), "InitializeBlock");
        assert_eq!(camel_case("TaggedTransactionQueue"), "TaggedTransactionQueue");
        assert_eq!(camel_case("query_info_2"), "QueryInfo2");
    }
}
