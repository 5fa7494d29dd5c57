//! Build script of the shim: the trampolines from the runtime's manifest, and the assembled stack-pointer helper. For wasm32 only; what of the shim
//! runs natively needs neither.

use gopallet_manifest::Entry;
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
        panic!("GOPALLET_MANIFEST is not set: it names the runtime.toml whose APIs the shim exports; `make runtime.wasm` sets it");
    };
    println!("cargo:rerun-if-changed={}", path.display());
    let manifest = gopallet_manifest::Manifest::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let trampolines = output.join("trampolines.rs");
    let entry = if env::var_os("CARGO_FEATURE_GUEST_HEAP").is_some() { Entry::InputRead } else { Entry::InputPassed };
    fs::write(&trampolines, gopallet_manifest::rust_trampolines(&manifest, entry))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", trampolines.display()));

    println!("cargo:rerun-if-changed=shim/src/stack_pointer.S");
    // Clang's default is more than the MVP, and the linker believes what the object says.
    cc::Build::new().flag("-mcpu=mvp").file("shim/src/stack_pointer.S").compile("gopallet_stack_pointer");
}
