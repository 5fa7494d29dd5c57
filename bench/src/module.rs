//! Building the modules. One is made like a runtime: TinyGo's bitcode and a Rust library's through one ThinLTO, then pruned to what is exported.
//! It is no runtime though, and the contract with the hosts is not asked for: TinyGo's collectors grow memory, which the contract forbids.

use crate::variant::Variant;
use gopallet_manifest::{Manifest, MANIFEST_FILE};
use gopallet_wasm_builder::compile::{self, SHIM_ARCHIVE};
use gopallet_wasm_builder::contract::Heap;
use gopallet_wasm_builder::link::{self, BITCODE, LINKED, LINKER_GLOBALS, MAP};
use gopallet_wasm_builder::pipeline::BuildError;
use gopallet_wasm_builder::toolchain::Toolchain;
use gopallet_wasm_builder::{bitcode, generate, globals, map::LinkMap, prune};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the programs, from the repository's root.
const PROGRAMS_FOLDER: &str = "go-runtime/bench";

/// The folder of the built modules, from the repository's root.
const OUTPUT_FOLDER: &str = "build/bench";

/// The address of a variable for the input, of modules that have the heap to themselves.
pub const INPUT_SYMBOL: &str = "gopallet_input";
/// The size of that variable, in bytes.
pub const INPUT_BYTES: usize = 65_536;
/// The address of a variable with the number of collections, of modules with a collector of TinyGo's.
pub const COLLECTIONS_SYMBOL: &str = "gopallet_collections";

/// Where sources of the modules are, from the repository's root.
const SOURCES: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "bench/peers",
    "build.rs",
    "go-runtime",
    "manifest",
    "rust-toolchain.toml",
    "shim/src",
    "toolchain",
    "wasm-builder/Cargo.toml",
    "wasm-builder/src",
];

/// Folders of Go packages that the programs are not made of.
const FOREIGN: [&str; 8] = ["_build-tests", "apis", "cmd", "fixtures", "frame", "internal", "pallets", "runtimes"];

/// Why a module could not be built.
#[derive(Debug, thiserror::Error)]
pub enum ModuleError {
    /// A step of the build failed.
    #[error("cannot build the programs with the allocator `{variant}`: {error}")]
    Build {
        /// The allocator.
        variant: &'static str,
        /// What failed.
        error: Box<BuildError>,
    },
    /// A file could not be read or written.
    #[error("cannot use {path}: {error}")]
    File {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
}

fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> ModuleError + '_ {
    move |error| ModuleError::File { path: path.display().to_string(), error }
}

/// The modules of a checkout.
pub struct Modules {
    root: PathBuf,
    /// The hash of everything that modules are made of.
    sources: String,
}

impl Modules {
    /// The modules of the checkout at `root`.
    pub fn new(root: &Path) -> Result<Self, ModuleError> {
        let root = root.canonicalize().map_err(file_error(root))?;
        let sources = hash_of_sources(&root)?;
        Ok(Self { root, sources })
    }

    /// The module of a variant: the one that is there, if nothing that it is made of has changed. With `probed`, the shim's collector tells the
    /// host when it works.
    pub fn get(&self, variant: Variant, probed: bool, step: &mut dyn FnMut(&str)) -> Result<Vec<u8>, ModuleError> {
        let folder = self.root.join(OUTPUT_FOLDER);
        let name = format!("{}{}", variant.name(), if probed { ".probed" } else { "" });
        let path = folder.join(format!("{name}.wasm"));
        let stamp = folder.join(format!("{name}.stamp"));
        let stamp_of = |wasm: &[u8]| format!("{}\n{}\n", self.sources, hex(&sp_crypto_hashing::blake2_256(wasm)));
        if let (Ok(wasm), Ok(text)) = (fs::read(&path), fs::read_to_string(&stamp)) {
            if stamp_of(&wasm) == text {
                return Ok(wasm);
            }
        }
        step(&format!("building the programs with `{name}`"));
        let wasm = self.build(variant, probed).map_err(|error| ModuleError::Build { variant: variant.name(), error: Box::new(error) })?;
        fs::create_dir_all(&folder).map_err(file_error(&folder))?;
        fs::write(&path, &wasm).map_err(file_error(&path))?;
        fs::write(&stamp, stamp_of(&wasm)).map_err(file_error(&stamp))?;
        Ok(wasm)
    }

    fn build(&self, variant: Variant, probed: bool) -> Result<Vec<u8>, BuildError> {
        let toolchain = Toolchain::find()?;
        let programs = self.root.join(PROGRAMS_FOLDER);
        let manifest_file = programs.join(MANIFEST_FILE);
        let manifest = Manifest::read(&manifest_file)?;
        generate::generate(&programs, &manifest)?;
        let folder = tempfile::Builder::new().prefix("bench-").tempdir().map_err(BuildError::Temporary)?;
        let folder = folder.path();

        let target = folder.join("target.json");
        fs::write(&target, self.target(variant)?).map_err(BuildError::Temporary)?;
        let app = folder.join(BITCODE);
        compile::tinygo(&toolchain, &target, &programs, &app)?;
        if variant.tinygo_gc() == "custom" {
            let violations = bitcode::check_stack_slots(&compile::disassemble(&toolchain, &app)?);
            if !violations.is_empty() {
                return Err(BuildError::Contract(violations));
            }
        }
        let (package, features) = variant.library();
        let features: Vec<&str> = features.iter().copied().chain(probed.then_some("probe")).collect();
        compile::library(&toolchain, &self.root, package, &features, &manifest_file, &folder.join(SHIM_ARCHIVE))?;
        let exports = manifest.exports();
        if variant == Variant::Ours {
            link::link(&toolchain, folder, &exports, Heap::Host)?;
        } else {
            let own = own_symbols(variant).iter().copied();
            let all = LINKER_GLOBALS.into_iter().chain(own).chain(exports.iter().map(String::as_str));
            link::link_objects(&toolchain, folder, &[BITCODE, SHIM_ARCHIVE], all, Heap::Host)?;
        }
        let mut linked = fs::read(folder.join(LINKED)).map_err(BuildError::Temporary)?;
        if variant == Variant::Ours {
            let text = fs::read_to_string(folder.join(MAP)).map_err(BuildError::Temporary)?;
            globals::fill(&mut linked, &LinkMap::parse(&text)?)?;
        }
        let keep = |name: &str| LINKER_GLOBALS.contains(&name) || own_symbols(variant).contains(&name) || exports.iter().any(|e| e == name);
        Ok(prune::prune(&linked, keep)?.wasm)
    }

    /// The target of the shim's runtimes, with another collector.
    fn target(&self, variant: Variant) -> Result<String, BuildError> {
        let text = fs::read_to_string(self.root.join("toolchain/gopallet.json")).map_err(BuildError::Temporary)?;
        Ok(text.replace("\"gc\": \"custom\"", &format!("\"gc\": \"{}\"", variant.tinygo_gc())))
    }
}

/// What a variant's library exports beside the programs.
fn own_symbols(variant: Variant) -> &'static [&'static str] {
    match variant {
        Variant::Conservative | Variant::Precise | Variant::Leaking => &[INPUT_SYMBOL, COLLECTIONS_SYMBOL],
        Variant::LolAlloc => &[INPUT_SYMBOL],
        Variant::Ours | Variant::Bump | Variant::Malloc => &[],
    }
}

/// The hash of the contents of all [`SOURCES`] with their names, and of the tools that work on them.
fn hash_of_sources(root: &Path) -> Result<String, ModuleError> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = SOURCES.iter().map(|source| root.join(source)).collect();
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path).map_err(file_error(&path))? {
                folders.push(entry.map_err(file_error(&path))?.path());
            }
        } else {
            files.push(path);
        }
    }
    let is_foreign = |path: &Path| FOREIGN.iter().any(|folder| path.starts_with(root.join("go-runtime").join(folder)));
    files.retain(|path| !is_foreign(path) && !path.to_string_lossy().ends_with("_test.go"));
    files.sort();
    let mut hashes = format!("{:?}\n", Toolchain::find());
    for path in files {
        let content = fs::read(&path).map_err(file_error(&path))?;
        let name = path.strip_prefix(root).unwrap_or(&path).display();
        hashes += &format!("{name} {}\n", hex(&sp_crypto_hashing::blake2_256(&content)));
    }
    Ok(hex(&sp_crypto_hashing::blake2_256(hashes.as_bytes())))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
