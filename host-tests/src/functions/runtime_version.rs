//! `ext_misc_runtime_version`: the version of another blob.

use codec::Encode;

use crate::{
    compression,
    context::{Context, HostResult},
    version::RuntimeVersion,
};

/// Reads the version sections of a blob, compressed or not. A blob without them has no version here.
pub(super) fn runtime_version(context: &mut Context<'_, '_>, wasm: u64) -> HostResult<u64> {
    let memory = context.memory();
    let blob = compression::decompress(memory.read(wasm)?).ok();
    let version = blob.and_then(|wasm| RuntimeVersion::from_sections(&wasm).ok().flatten());
    context.give_encoded(&version.map(|version| version.encode()))
}
