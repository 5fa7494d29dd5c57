//! From a program to a module: a scratch Go module with the program and an entry, TinyGo, the link.
//!
//! The shim is compiled once for all programs, with a larger table of globals than a runtime gets. With one of TinyGo's own collectors
//! `entry/stock.c` takes its place. The target, the flags and `entry/environment.c`, the clock, are the same.

use crate::cache::{Cache, Key};
use crate::collector::Collector;
use crate::execution::{Failure, Stage, ENTRY};
use crate::programs::{self, Program, ProgramsError, TestData, MODULE_PATH};
use gopallet_wasm_builder::command::{self, CommandError};
use gopallet_wasm_builder::compile::{self, CompileError, SHIM_ARCHIVE};
use gopallet_wasm_builder::contract::Heap;
use gopallet_wasm_builder::globals::{self, TABLE_SYMBOL};
use gopallet_wasm_builder::link::{self, BITCODE, LINKED, LINKER_GLOBALS, MAP};
use gopallet_wasm_builder::map::{LinkMap, MapError};
use gopallet_wasm_builder::output::OutputError;
use gopallet_wasm_builder::prune::{self, PruneError};
use gopallet_wasm_builder::toolchain::Toolchain;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why it can't be told whether a program can be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModuleError {
    /// A source could not be read.
    #[error(transparent)]
    Programs(#[from] ProgramsError),
    /// A compiler could not be run, or the shim could not be compiled.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The linker, or clang, could not be run.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// A file could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The target or go.mod is not as expected.
    #[error("{path} {problem}")]
    Source {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The linker's map is strange.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The linked module could not be pruned.
    #[error(transparent)]
    Prune(#[from] PruneError),
    /// A folder could not be used.
    #[error("cannot use {path}: {error}")]
    Folder {
        /// Which.
        path: String,
        /// Why.
        error: std::io::Error,
    },
}

/// What is linked with every program: the name of the object.
const ENVIRONMENT_OBJECT: &str = "environment.o";
/// What is linked with the programs in the shim's place.
const STOCK_OBJECT: &str = "stock.o";

/// The package of the shim, and the cargo features that it is built with here.
const SHIM_PACKAGE: &str = "gopallet-shim";
const FEATURES: [&str; 2] = ["large-globals", "stress"];

/// The entries in Go for both sorts of collector, and what is written in C.
const SHIM_ENTRY: &str = include_str!("../entry/shim.go");
const STOCK_ENTRY: &str = include_str!("../entry/stock.go");
const STOCK_SOURCE: &str = include_str!("../entry/stock.c");
const ENVIRONMENT_SOURCE: &str = include_str!("../entry/environment.c");

/// What every module is made with.
pub struct Workshop<'a> {
    toolchain: &'a Toolchain,
    root: &'a Path,
    data: &'a TestData,
    /// Where scratch files are.
    scratch: PathBuf,
    cache: Cache,
    /// The builder's own sources: the flags of the compilers are there.
    builder: Key,
    go_mod: String,
    target: serde_json::Map<String, serde_json::Value>,
    archives: Vec<(Collector, Vec<u8>)>,
    environment: Vec<u8>,
    stock: Vec<u8>,
}

impl<'a> Workshop<'a> {
    /// Prepares for programs of `data` with `collectors`, and compiles what they are linked with. Everything is written below `target` of the
    /// repository `root`.
    pub fn new(toolchain: &'a Toolchain, root: &'a Path, data: &'a TestData, collectors: &[Collector]) -> Result<Self, ModuleError> {
        let scratch = root.join("target").join("tinygo-tests");
        let builder = Key::new().add_path(&root.join("wasm-builder/src"))?.add_path(&root.join("tinygo-tests/src/modules.rs"))?;
        let go_mod = go_mod(&root.join("go-runtime"))?;
        let target = target(&root.join("toolchain/gopallet.json"))?;
        let cache = Cache::new(scratch.join("cache"));
        let archives = Vec::new();
        let folder = temporary(&scratch)?;
        let environment = compile_c(toolchain, folder.path(), ENVIRONMENT_SOURCE, ENVIRONMENT_OBJECT)?;
        let stock = compile_c(toolchain, folder.path(), STOCK_SOURCE, STOCK_OBJECT)?;
        let mut workshop = Self { toolchain, root, data, scratch, cache, builder, go_mod, target, archives, environment, stock };
        for collector in Collector::OURS {
            // With TinyGo's collectors the archive supplies Rust's compiler builtins and the stack pointer.
            if collectors.contains(&collector) || (collector == Collector::Shim && collectors.iter().any(|c| c.is_stock())) {
                let archive = workshop.archive(collector == Collector::Stress)?;
                workshop.archives.push((collector, archive));
            }
        }
        Ok(workshop)
    }

    /// The module of a program, or why there is none.
    pub fn module(&self, program: &Program, collector: Collector) -> Result<Result<Vec<u8>, Failure>, ModuleError> {
        let bitcode = match self.bitcode(program, collector)? {
            Ok(bitcode) => bitcode,
            Err(failure) => return Ok(Err(failure)),
        };
        let archive = self.archive_for(collector);
        let objects = if collector.is_stock() {
            vec![(ENVIRONMENT_OBJECT, &*self.environment), (STOCK_OBJECT, &*self.stock), (SHIM_ARCHIVE, archive)]
        } else {
            vec![(ENVIRONMENT_OBJECT, &*self.environment), (SHIM_ARCHIVE, archive)]
        };
        let key = self.builder.clone().add_tool(&self.toolchain.wasm_ld).with(&bitcode);
        let key = objects.iter().fold(key, |key, (name, object)| key.with(name).with(object));
        let name = format!("{}.{collector}.wasm", program.stem());
        self.cache.get_or_make(&name, &key, || self.link(&bitcode, &objects, collector.is_stock()))
    }

    fn archive_for(&self, collector: Collector) -> &[u8] {
        let wanted = if collector == Collector::Stress { Collector::Stress } else { Collector::Shim };
        self.archives.iter().find(|(of, _)| *of == wanted).map_or(&[], |(_, archive)| archive)
    }

    /// The shim's archive.
    fn archive(&self, stress: bool) -> Result<Vec<u8>, ModuleError> {
        let manifest = self.root.join("tinygo-tests").join("runtime.toml");
        let tools = [&self.toolchain.cargo, &self.toolchain.rustc, &self.toolchain.clang, &self.toolchain.llvm_ar];
        let mut key = tools.into_iter().fold(self.builder.clone(), |key, tool| key.add_tool(tool));
        let features = if stress { &FEATURES[..] } else { &FEATURES[..1] };
        key = features.iter().fold(key, |key, feature| key.with(feature));
        for source in
            ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "build.rs", "shim/src", "manifest/src", "tinygo-tests/runtime.toml"]
        {
            key = key.add_path(&self.root.join(source))?;
        }
        let name = if stress { "shim.stress.a" } else { "shim.a" };
        let archive = self.cache.get_or_make(name, &key, || {
            let folder = temporary(&self.scratch)?;
            let archive = folder.path().join(SHIM_ARCHIVE);
            compile::library(self.toolchain, self.root, SHIM_PACKAGE, features, &manifest, &archive)?;
            Ok::<_, ModuleError>(Ok(programs::read(&archive)?))
        })?;
        // Only errors are made of a failure here.
        Ok(archive.unwrap_or_default())
    }

    /// TinyGo's bitcode of a program.
    fn bitcode(&self, program: &Program, collector: Collector) -> Result<Result<Vec<u8>, Failure>, ModuleError> {
        let seam = self.root.join("go-runtime/seam");
        let entry = if collector.is_stock() { STOCK_ENTRY } else { SHIM_ENTRY };
        let target = self.target_for(collector);
        let mut key = self.builder.clone().add_tool(&self.toolchain.tinygo).add_tool(&self.toolchain.go);
        key = key.with(self.toolchain.tinygo_root.as_os_str().as_encoded_bytes()).with(&target).with(&self.go_mod).with(entry);
        key = key.add_files(&program.files).add_files(&self.data.packages);
        if !collector.is_stock() {
            key = key.add_path(&seam)?;
        }
        let name = format!("{}.{}", program.stem(), collector.tinygo_name());
        self.cache.get_or_make(&format!("{name}.bc"), &key, || {
            let folder = self.scratch.join("go").join(&name);
            self.lay_out(&folder, program, entry, &target)?;
            let (package, bitcode) = (folder.join("testdata").join(program.stem()), folder.join(BITCODE));
            match compile::tinygo(self.toolchain, &folder.join("target.json"), &package, &bitcode) {
                Ok(()) => Ok::<_, ModuleError>(Ok(programs::read(&bitcode)?)),
                Err(CompileError::Command(CommandError::Failed { output, .. })) => Ok(Err(Failure::new(Stage::Compile, output))),
                Err(error) => Err(error.into()),
            }
        })
    }

    /// Writes the scratch Go module of a program: under TinyGo's own path, because programs import packages by it.
    fn lay_out(&self, folder: &Path, program: &Program, entry: &str, target: &str) -> Result<(), ModuleError> {
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(|error| folder_error(folder, error))?;
        }
        let testdata = folder.join("testdata");
        let package = testdata.join(program.stem());
        write(&folder.join("go.mod"), &self.go_mod)?;
        write(&folder.join("go.sum"), programs::read(&self.root.join("go-runtime/go.sum"))?)?;
        write(&folder.join("target.json"), target)?;
        write(&package.join("entry.go"), entry)?;
        for (path, content) in &program.files {
            write(&package.join(path), content)?;
        }
        for (path, content) in &self.data.packages {
            write(&testdata.join(path), content)?;
        }
        Ok(())
    }

    /// The runtimes' target with another collector.
    fn target_for(&self, collector: Collector) -> String {
        let mut target = self.target.clone();
        target.insert("gc".to_owned(), collector.tinygo_name().into());
        serde_json::Value::Object(target).to_string()
    }

    fn link(&self, bitcode: &[u8], objects: &[(&str, &[u8])], stock: bool) -> Result<Result<Vec<u8>, Failure>, ModuleError> {
        let folder = temporary(&self.scratch)?;
        let folder = folder.path();
        write(&folder.join(BITCODE), bitcode)?;
        for (name, object) in objects {
            write(&folder.join(name), object)?;
        }
        let names: Vec<_> = [BITCODE].into_iter().chain(objects.iter().map(|(name, _)| *name)).collect();
        let table = (!stock).then_some(TABLE_SYMBOL);
        let exports = LINKER_GLOBALS.into_iter().chain([ENTRY]).chain(table);
        match link::link_objects(self.toolchain, folder, &names, exports, Heap::Host) {
            Ok(()) => {}
            Err(CommandError::Failed { output, .. }) => return Ok(Err(Failure::new(Stage::Link, output))),
            Err(error) => return Err(error.into()),
        }
        let mut wasm = programs::read(&folder.join(LINKED))?;
        if !stock {
            let map = LinkMap::parse(&String::from_utf8_lossy(&programs::read(&folder.join(MAP))?))?;
            if let Err(error) = globals::fill(&mut wasm, &map) {
                return Ok(Err(Failure::new(Stage::Link, error)));
            }
        }
        let keep = |name: &str| LINKER_GLOBALS.contains(&name) || name == ENTRY;
        Ok(Ok(prune::prune(&wasm, keep)?.wasm))
    }
}

/// Compiles one of the C sources in `folder`, as bitcode, and gives the object.
fn compile_c(toolchain: &Toolchain, folder: &Path, source: &str, object: &str) -> Result<Vec<u8>, ModuleError> {
    let mut clang = Command::new(&toolchain.clang);
    clang.current_dir(folder).args(["--target=wasm32-unknown-unknown", "-mcpu=mvp", "-O2", "-flto=thin", "-ffreestanding"]);
    clang.args(["-Wall", "-Werror", "-c", "source.c", "-o", object]);
    write(&folder.join("source.c"), source)?;
    command::run_to_success("clang", &mut clang)?;
    Ok(programs::read(&folder.join(object))?)
}

/// A folder in `scratch` that goes when the result does.
fn temporary(scratch: &Path) -> Result<tempfile::TempDir, ModuleError> {
    let error = |error| folder_error(scratch, error);
    std::fs::create_dir_all(scratch).map_err(error)?;
    tempfile::Builder::new().prefix("link-").tempdir_in(scratch).map_err(error)
}

fn folder_error(path: &Path, error: std::io::Error) -> ModuleError {
    ModuleError::Folder { path: path.display().to_string(), error }
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), ModuleError> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, content)).map_err(|error| folder_error(path, error))
}

/// The scratch module's go.mod: TinyGo's path, our language version, and our Go code by its folder.
fn go_mod(go_runtime: &Path) -> Result<String, ModuleError> {
    let path = go_runtime.join("go.mod");
    let text = String::from_utf8_lossy(&programs::read(&path)?).into_owned();
    let line = |prefix: &str, problem: &'static str| {
        let found = text.lines().find_map(|line| line.strip_prefix(prefix)).map(str::to_owned);
        found.ok_or_else(|| ModuleError::Source { path: path.display().to_string(), problem })
    };
    let (module, version) = (line("module ", "has no module line")?, line("go ", "has no go line")?);
    let folder = serde_json::Value::from(go_runtime.display().to_string());
    Ok(format!("module {MODULE_PATH}\n\ngo {version}\n\nrequire {module} v0.0.0\n\nreplace {module} => {folder}\n"))
}

fn target(path: &Path) -> Result<serde_json::Map<String, serde_json::Value>, ModuleError> {
    let object: Option<serde_json::Value> = serde_json::from_slice(&programs::read(path)?).ok();
    match object {
        Some(serde_json::Value::Object(target)) if target.contains_key("gc") => Ok(target),
        _ => Err(ModuleError::Source { path: path.display().to_string(), problem: "is no JSON object with a gc" }),
    }
}
