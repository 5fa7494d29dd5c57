//! The command line of the builder. Results go to standard output, progress and errors to standard error; the exit status is 0, or 1
//! if something is wrong, or 2 if the arguments are.

use clap::{Parser, Subcommand};
use gopallet_manifest::Manifest;
use gopallet_wasm_builder::contract::{Heap, GUEST_HEAP_PAGES_MAX};
use gopallet_wasm_builder::pipeline::{self, Options, Report};
use gopallet_wasm_builder::toolchain::Toolchain;
use gopallet_wasm_builder::{contract, generate};
use std::error::Error;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Builds Polkadot runtimes written in Go, and checks finished modules.
#[derive(Parser)]
#[command(name = "wasm-builder", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes runtime_generated.go from runtime.toml
    Generate {
        /// The runtime's folder
        runtime: PathBuf,
        /// Only check that the file is up to date
        #[arg(long)]
        check: bool,
    },
    /// Builds a runtime: NAME.wasm, NAME.compact.wasm and NAME.compact.compressed.wasm
    Build {
        /// The runtime's folder
        runtime: PathBuf,
        /// The folder for the results
        #[arg(long)]
        out: PathBuf,
        /// The results' name
        #[arg(long, default_value = "runtime")]
        name: String,
        /// Collect at every allocation and poison freed cells
        #[arg(long)]
        stress: bool,
        /// Give the runtime a heap of its own of so many pages of 64 KiB, for hosts without an allocator (RFC-145)
        #[arg(long, value_name = "PAGES", value_parser = clap::value_parser!(u32).range(1..=i64::from(GUEST_HEAP_PAGES_MAX)))]
        guest_heap: Option<u32>,
        /// Build it as this spec version, as a runtime that a chain can be upgraded to [default: that of runtime.toml]
        #[arg(long, value_name = "NUMBER")]
        spec_version: Option<u32>,
        /// The repository with the shim [default: the one that this program was built from]
        #[arg(long)]
        shim_dir: Option<PathBuf>,
        /// Keep the linked module with its debug information, and the linker's map
        #[arg(long)]
        keep_linked: bool,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Checks a finished module against the contract with the hosts
    Check {
        /// The module, not compressed
        wasm: PathBuf,
        /// The manifest whose APIs and version the module must have
        #[arg(long)]
        manifest: Option<PathBuf>,
        /// The module has a heap of its own of so many pages
        #[arg(long, value_name = "PAGES", value_parser = clap::value_parser!(u32).range(1..=i64::from(GUEST_HEAP_PAGES_MAX)))]
        guest_heap: Option<u32>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Generate { runtime, check } => generate_command(&runtime, check),
        Command::Build { runtime, out, name, stress, guest_heap, spec_version, shim_dir, keep_linked, json } => {
            let root = shim_dir.unwrap_or_else(default_root);
            let heap = guest_heap.map_or(Heap::Host, |pages| Heap::Guest { pages });
            build_command(&Options { runtime, out, name, stress, heap, spec_version, root, keep_linked }, json)
        }
        Command::Check { wasm, manifest, guest_heap } => {
            let heap = guest_heap.map_or(Heap::Host, |pages| Heap::Guest { pages });
            check_command(heap, &wasm, manifest.as_deref())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-builder: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder above this crate that has the shim: the root of the repository.
fn default_root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().find(|folder| folder.join("shim").is_dir());
    root.unwrap_or(own).to_path_buf()
}

fn generate_command(runtime: &Path, check: bool) -> Result<(), Box<dyn Error>> {
    let manifest = Manifest::read_from_directory(runtime)?;
    if check {
        generate::check(runtime, &manifest)?;
    } else {
        generate::generate(runtime, &manifest)?;
    }
    Ok(())
}

fn build_command(options: &Options, json: bool) -> Result<(), Box<dyn Error>> {
    let toolchain = Toolchain::find()?;
    let terminal = std::io::stderr().is_terminal();
    let report = pipeline::build(options, &toolchain, &mut |step| {
        if terminal {
            eprintln!("  {step}");
        }
    })?;
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print_sizes(&report);
    }
    Ok(())
}

fn print_sizes(report: &Report) {
    for file in &report.files {
        println!("{:>10} bytes  {}", file.bytes, file.path.display());
    }
}

fn check_command(heap: Heap, wasm: &Path, manifest: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let manifest = manifest.map(Manifest::read).transpose()?;
    let bytes = std::fs::read(wasm).map_err(|error| format!("cannot read {}: {error}", wasm.display()))?;
    let violations = contract::check_with_heap(heap, &bytes, manifest.as_ref(), None);
    for violation in &violations {
        println!("{violation}");
    }
    match violations.len() {
        0 => Ok(()),
        count => Err(format!("{} breaks the contract with the hosts in {count} places", wasm.display()).into()),
    }
}
