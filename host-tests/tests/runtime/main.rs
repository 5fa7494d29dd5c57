//! The runtimes of this repository on the test host. `make test` builds them to `build/` first: the host sees finished modules only.

mod codec;
mod collector;
mod faults;
mod guest_heap;
mod guestbook;
mod manifest;
mod oracle;
mod panics;
mod results;
mod reuse;
mod shape;
mod solo;
mod startup;

use host_tests::{Blob, CallError, Externalities, HostConfig, Outcome};
use std::path::PathBuf;

/// The module `name` in `build/`.
fn module(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../build").join(format!("{name}.wasm"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run `make test`, which builds it", path.display()))
}

/// The compiled module `name`.
fn blob(name: &str) -> Blob {
    Blob::compile(&module(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Calls on a fresh instance with empty storage.
fn try_call(blob: &Blob, function: &str, input: &[u8]) -> Result<Outcome, Box<CallError>> {
    blob.call(function, input, &mut Externalities::default(), &HostConfig::default())
}

fn call(blob: &Blob, function: &str, input: &[u8]) -> Outcome {
    try_call(blob, function, input).unwrap_or_else(|error| panic!("{error}, logs {:?}", error.logs))
}

/// Little-endian 32-bit integers: what the functions of the fixtures take.
fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// The 64-bit integers in a result.
fn numbers(result: &[u8]) -> Vec<u64> {
    result.chunks_exact(8).map(|bytes| u64::from_le_bytes(bytes.try_into().expect("eight bytes"))).collect()
}
