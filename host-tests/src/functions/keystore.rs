//! `ext_crypto_*_generate`, `_sign` and `_public_keys`: the node's keystore.

use sp_core::crypto::ByteArray;

use crate::{
    context::{Context, HostResult},
    error::HostFunctionError,
    keystore::Scheme,
};

/// Makes a key and gives the address of its public half. `seed` is an `Option<Vec<u8>>` with a secret URI in it.
pub(super) fn generate<P: Scheme>(context: &mut Context<'_, '_>, key_type: u32, seed: u64) -> HostResult<u32> {
    let (memory, state) = context.parts();
    let seed: Option<Vec<u8>> = memory.decode(seed, "Option<Vec<u8>>")?;
    let seed = seed.map(String::from_utf8).transpose().map_err(|_| HostFunctionError::NotText { what: "seed" })?;
    let public = state.offchain()?.keystore.generate::<P>(memory.array(key_type)?, seed.as_deref())?;
    context.give_array(public.as_slice())
}

pub(super) fn public_keys<P: Scheme>(context: &mut Context<'_, '_>, key_type: u32) -> HostResult<u64> {
    let (memory, state) = context.parts();
    let keys = state.offchain()?.keystore.public_keys::<P>(memory.array(key_type)?);
    context.give_encoded(&keys)
}

/// Gives an `Option` of the signature.
pub(super) fn sign<P: Scheme>(context: &mut Context<'_, '_>, key_type: u32, key: u32, message: u64) -> HostResult<u64> {
    let (memory, state) = context.parts();
    let key: [u8; 32] = memory.array(key)?;
    let signature = state.offchain()?.keystore.sign::<P>(memory.array(key_type)?, &key, memory.read(message)?);
    context.give_encoded(&signature)
}
