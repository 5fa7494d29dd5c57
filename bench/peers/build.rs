//! Build script of the peers: the trampolines from the programs' manifest, and the shim's assembled stack-pointer helper.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=GOPALLET_MANIFEST");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return;
    }
    let output = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let Some(path) = env::var_os("GOPALLET_MANIFEST").map(PathBuf::from) else {
        panic!("GOPALLET_MANIFEST is not set: it names the runtime.toml whose functions are exported; `make bench` sets it");
    };
    println!("cargo:rerun-if-changed={}", path.display());
    let manifest = gopallet_manifest::Manifest::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let trampolines = output.join("trampolines.rs");
    fs::write(&trampolines, gopallet_manifest::rust_trampolines(&manifest, gopallet_manifest::Entry::InputPassed))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", trampolines.display()));

    // TinyGo's own collectors ask a function of the peer for the stack pointer, so that their cycles can be counted.
    let builtin = env::var_os("CARGO_FEATURE_BUILTIN").is_some();
    let assembly = if builtin { "src/stack_pointer.S" } else { "../../shim/src/stack_pointer.S" };
    println!("cargo:rerun-if-changed={assembly}");
    // As the shim's build script does: clang's default is more than the MVP.
    cc::Build::new().flag("-mcpu=mvp").file(assembly).compile("gopallet_bench_stack_pointer");
}
