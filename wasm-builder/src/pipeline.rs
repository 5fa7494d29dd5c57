//! A build from beginning to end. Nothing is written to the output folder before everything has succeeded.

use crate::checker::{self, CheckerError};
use crate::command::CommandError;
use crate::compile::{self, CompileError, SHIM_ARCHIVE};
use crate::contract::{self, Heap, Violation};
use crate::debug_info::DebugInfo;
use crate::generate;
use crate::globals::{self, GlobalsError};
use crate::link::{self, BITCODE, LINKED, LINKER_GLOBALS, MAP};
use crate::map::{LinkMap, MapError};
use crate::output::{self, OutputError, Outputs};
use crate::prune::{self, PruneError};
use crate::spec_version;
use crate::toolchain::{Toolchain, ToolchainError};
use gopallet_manifest::{Manifest, ManifestError, MANIFEST_FILE};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with the runtime's Go `main` package and its manifest.
    pub runtime: PathBuf,
    /// The folder for the outputs.
    pub out: PathBuf,
    /// The outputs' name, without `.wasm`.
    pub name: String,
    /// Whether the shim collects at every allocation and poisons what it frees.
    pub stress: bool,
    /// Whose the runtime's heap is.
    pub heap: Heap,
    /// The spec version to build it as, if not that of the manifest.
    pub spec_version: Option<u32>,
    /// The repository with the shim.
    pub root: PathBuf,
    /// Whether to keep the linked module with its debug information, and the linker's map, beside the outputs.
    pub keep_linked: bool,
}

/// What a build left behind.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The files, largest form first.
    pub files: Vec<BuiltFile>,
    /// The exported functions.
    pub exports: Vec<String>,
    /// How many words of the table of mutable globals are used.
    pub globals_words: usize,
}

/// One file.
#[derive(Debug, Clone, Serialize)]
pub struct BuiltFile {
    /// Its path.
    pub path: PathBuf,
    /// Its size.
    pub bytes: usize,
}

/// Why a build failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A tool is missing.
    #[error(transparent)]
    Toolchain(#[from] ToolchainError),
    /// The manifest is wrong.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// A folder that a build needs is not there.
    #[error("{path} is not there: {reason}")]
    NoFolder {
        /// The path.
        path: String,
        /// What is expected and what to do.
        reason: &'static str,
    },
    /// The Go checker refused the runtime.
    #[error(transparent)]
    Checker(#[from] CheckerError),
    /// A compiler failed.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The link failed.
    #[error(transparent)]
    Link(#[from] CommandError),
    /// The linker's map is strange.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The table of globals could not be filled.
    #[error(transparent)]
    Globals(#[from] GlobalsError),
    /// The linked module could not be pruned.
    #[error(transparent)]
    Prune(#[from] PruneError),
    /// The module breaks the contract.
    #[error("the module breaks the contract with the hosts:\n{}", lines(.0))]
    Contract(Vec<Violation>),
    /// A file could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A temporary file could not be used.
    #[error("cannot use the build's temporary folder: {0}")]
    Temporary(std::io::Error),
    /// There is no working directory.
    #[error("cannot tell the working directory: {0}; change to a folder that exists")]
    WorkingDirectory(std::io::Error),
}

fn lines(violations: &[Violation]) -> String {
    let lines: Vec<String> = violations.iter().map(Violation::to_string).collect();
    lines.join("\n")
}

/// Builds a runtime; `step` is told what is being done.
pub fn build(options: &Options, toolchain: &Toolchain, step: &mut dyn FnMut(&str)) -> Result<Report, BuildError> {
    let runtime = existing(&options.runtime, "it must be the folder of a runtime: a Go main package and its runtime.toml")?;
    let root = existing(&options.root, "it must be the repository with the shim; name it with --shim-dir")?;
    let manifest_file = runtime.join(MANIFEST_FILE);
    // By the name that the user gave, for the errors.
    let manifest = Manifest::read(&options.runtime.join(MANIFEST_FILE))?;
    let target = root.join("toolchain").join("gopallet.json");
    existing(&target, "it is TinyGo's target; is --shim-dir the repository with the shim?")?;
    let folder = tempfile::Builder::new().prefix("wasm-builder-").tempdir().map_err(BuildError::Temporary)?;
    let folder = folder.path();
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).map_err(BuildError::WorkingDirectory)?;

    step("writing the generated Go file");
    generate::generate(&options.runtime, &manifest)?;
    step("checking the runtime's Go code");
    checker::run(toolchain, &root, &runtime, &manifest, folder, &here)?;
    let (manifest, copy) = match options.spec_version {
        Some(spec_version) => (manifest.with_spec_version(spec_version), Some(spec_version::copy(&runtime)?)),
        None => (manifest, None),
    };
    if let Some(copy) = &copy {
        generate::generate(copy.path(), &manifest)?;
    }
    step("compiling Go");
    let bitcode = folder.join(BITCODE);
    compile::tinygo(toolchain, &target, copy.as_ref().map_or(&runtime, |copy| copy.path()), &bitcode)?;
    drop(copy);
    step("checking the stack slots");
    let violations = crate::bitcode::check_stack_slots(&compile::disassemble(toolchain, &bitcode)?);
    if !violations.is_empty() {
        return Err(BuildError::Contract(relative_to(&here, violations)));
    }
    step("compiling the shim");
    let stress = options.stress.then_some("stress");
    let guest_heap = matches!(options.heap, Heap::Guest { .. }).then_some("guest-heap");
    let features: Vec<_> = stress.into_iter().chain(guest_heap).collect();
    compile::shim(toolchain, &root, &manifest_file, &features, &folder.join(SHIM_ARCHIVE))?;
    step("linking");
    link::link(toolchain, folder, &manifest.exports(), options.heap)?;
    let map = std::fs::read_to_string(folder.join(MAP)).map_err(BuildError::Temporary)?;
    let linked = std::fs::read(folder.join(LINKED)).map_err(BuildError::Temporary)?;
    step("finishing the module");
    finish(options, &manifest, linked, &map).map_err(|error| match error {
        BuildError::Contract(violations) => BuildError::Contract(relative_to(&here, violations)),
        error => error,
    })
}

/// The violations with their sources relative to the folder `here`, where they are below it: debug information has absolute paths.
fn relative_to(here: &Path, mut violations: Vec<Violation>) -> Vec<Violation> {
    for source in violations.iter_mut().filter_map(|violation| violation.source.as_mut()) {
        if let Ok(relative) = Path::new(&*source).strip_prefix(here) {
            *source = relative.display().to_string();
        }
    }
    violations
}

/// The steps after the link: globals, pruning, sections, contract, files.
fn finish(options: &Options, manifest: &Manifest, mut linked: Vec<u8>, map: &str) -> Result<Report, BuildError> {
    let link_map = LinkMap::parse(map)?;
    let table = globals::fill(&mut linked, &link_map)?;
    let exports = manifest.exports();
    let keep = |name: &str| LINKER_GLOBALS.contains(&name) || exports.iter().any(|export| export == name);
    let pruned = prune::prune(&linked, keep)?;
    let outputs = Outputs::new(&pruned.wasm, manifest)?;
    let debug_info = DebugInfo::new(&linked, &pruned.functions);
    let violations = contract::check_with_heap(options.heap, &outputs.full, Some(manifest), debug_info.as_ref());
    if !violations.is_empty() {
        return Err(BuildError::Contract(violations));
    }
    let mut files = outputs.files(&options.out, &options.name);
    let report = Report {
        files: files.iter().map(|(path, bytes)| BuiltFile { path: path.clone(), bytes: bytes.len() }).collect(),
        exports,
        globals_words: table.words_used(),
    };
    if options.keep_linked {
        files.push((options.out.join(format!("{}.linked.wasm", options.name)), linked));
        files.push((options.out.join(format!("{}.linked.map", options.name)), map.as_bytes().to_vec()));
    }
    output::write_all(&files)?;
    Ok(report)
}

/// The absolute path of something that must exist.
fn existing(path: &Path, reason: &'static str) -> Result<PathBuf, BuildError> {
    path.canonicalize().map_err(|_| BuildError::NoFolder { path: path.display().to_string(), reason })
}
