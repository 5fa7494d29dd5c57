//! The harness on the oracle itself: equal blobs do not differ, a blob that differs by one unit of weight does, and what was found is
//! small.
//! `make test` builds the blobs to `build/` first.

mod account;
mod cases;
mod coverage;
mod differences;
mod extrinsic;
mod metadata;
mod oracle;
mod script;
mod shrink;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use gopallet_differential::{
    comparison::{Pair, Scope},
    names::{opaque_option, Names},
    side::{Answer, Side},
};
use host_tests::Blob;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../build").join(format!("{name}.wasm"))
}

/// The bytes of a blob in `build/`.
fn bytes(name: &str) -> Vec<u8> {
    let path = path(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run `make oracle`, which builds it", path.display()))
}

/// A compiled blob of `build/`. It takes seconds to compile one, so all tests share them.
fn blob(name: &'static str) -> Arc<Blob> {
    static BLOBS: Mutex<BTreeMap<&str, Arc<Blob>>> = Mutex::new(BTreeMap::new());
    let compile = || Arc::new(Blob::compile(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}")));
    // A test that failed while it held the lock left nothing half-done in the map.
    let mut blobs = BLOBS.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(blobs.entry(name).or_insert_with(compile))
}

/// A candidate beside the oracle.
fn pair_of(candidate: impl Into<Arc<Blob>>) -> Pair {
    let mut oracle = Side::new("the oracle", blob("oracle"));
    let Answer::Returned(metadata) = oracle.call("Metadata_metadata_at_version", &15u32.to_le_bytes()).answer else {
        panic!("the oracle has metadata");
    };
    let names = Names::from_metadata(&opaque_option(&metadata).expect("of version 15")).expect("readable metadata");
    Pair::new(oracle, Side::new("the candidate", candidate), names, Scope::default())
}

fn pair(candidate: &'static str) -> Pair {
    pair_of(blob(candidate))
}
