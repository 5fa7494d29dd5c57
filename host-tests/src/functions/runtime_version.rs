//! `ext_misc_runtime_version`: the version of another blob.

use codec::Encode;

use crate::{
    compression,
    context::{Context, HostResult},
    error::HostFunctionError,
    externalities::Externalities,
    outcome::HostConfig,
    version::RuntimeVersion,
    Blob,
};

/// Reads the version sections of a blob, compressed or not. Where it has none, its `Core_version` is called, with an empty storage; what
/// cannot be read has no version.
pub(super) fn runtime_version(context: &mut Context<'_, '_>, wasm: u64) -> HostResult<u64> {
    let (memory, state) = context.parts();
    let nested = state.nested;
    let version = match compression::decompress(memory.read(wasm)?) {
        Err(_) => None,
        Ok(wasm) => match RuntimeVersion::from_sections(&wasm) {
            Ok(Some(version)) => Some(version.encode()),
            Ok(None) if nested => return Err(HostFunctionError::NestedVersion),
            Ok(None) => core_version(&wasm),
            Err(_) => None,
        },
    };
    context.give_encoded(&version)
}

/// What `Core_version` answers, on a thread of its own: this one's stack is that of the running call.
fn core_version(wasm: &[u8]) -> Option<Vec<u8>> {
    let config = HostConfig { log_level: None, allow_leaks: true, offchain: false, ..HostConfig::default() };
    let call = || {
        let mut instance = Blob::compile(wasm).ok()?.instance(&config).ok()?;
        instance.nest();
        instance.call("Core_version", &[], &mut Externalities::default()).ok()
    };
    let outcome = std::thread::scope(|scope| scope.spawn(call).join());
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic)).map(|outcome| outcome.result)
}
