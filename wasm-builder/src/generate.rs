//! `runtime_generated.go`: written only when it changes, so that a build does not touch a checkout that is up to date.

use crate::output::{self, OutputError};
use gopallet_manifest::{go_source, Manifest, GENERATED_FILE, MANIFEST_FILE};
use std::path::Path;

/// Whether the generated file of a runtime was up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It had the right content.
    UpToDate,
    /// It is missing or has another content.
    Stale,
}

/// The generated file is not what the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} does not match {MANIFEST_FILE}; run `wasm-builder generate {1}` and commit the result")]
pub struct StaleError(pub String, pub String);

/// Compares the generated file in `runtime` with the manifest.
pub fn freshness(runtime: &Path, manifest: &Manifest) -> Freshness {
    match std::fs::read(runtime.join(GENERATED_FILE)) {
        Ok(content) if content == go_source(manifest).as_bytes() => Freshness::UpToDate,
        _ => Freshness::Stale,
    }
}

/// Brings the generated file in `runtime` up to date, and says whether it already was.
pub fn generate(runtime: &Path, manifest: &Manifest) -> Result<Freshness, OutputError> {
    let before = freshness(runtime, manifest);
    if before == Freshness::Stale {
        output::write_all(&[(runtime.join(GENERATED_FILE), go_source(manifest).into_bytes())])?;
    }
    Ok(before)
}

/// Fails unless the generated file in `runtime` is up to date.
pub fn check(runtime: &Path, manifest: &Manifest) -> Result<(), StaleError> {
    match freshness(runtime, manifest) {
        Freshness::UpToDate => Ok(()),
        Freshness::Stale => Err(StaleError(runtime.join(GENERATED_FILE).display().to_string(), runtime.display().to_string())),
    }
}
