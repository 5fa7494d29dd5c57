//! `ext_offchain_*`: what a node lends to off-chain workers. Calls for a block have none of it.

use codec::Encode;
use sp_core::offchain::{DbExternalities, OpaqueNetworkState, StorageKind};

use crate::{
    context::{Context, HostResult},
    error::HostFunctionError,
};

pub(super) fn is_validator(context: &mut Context<'_, '_>) -> HostResult<u32> {
    Ok(u32::from(context.state().offchain()?.validator))
}

/// The transaction is kept for whoever drives the host; whether it is a valid one is not looked at.
pub(super) fn submit_transaction(context: &mut Context<'_, '_>, transaction: u64) -> HostResult<u64> {
    let (memory, state) = context.parts();
    state.offchain()?.submitted.push(memory.read(transaction)?.to_vec());
    context.give_encoded(&Ok::<(), ()>(()))
}

/// The state of a node without a network: no identity and no addresses.
pub(super) fn network_state(context: &mut Context<'_, '_>) -> HostResult<u64> {
    context.state().offchain()?;
    context.give_encoded(&Ok::<_, ()>(OpaqueNetworkState::default()))
}

pub(super) fn timestamp(context: &mut Context<'_, '_>) -> HostResult<u64> {
    Ok(context.state().offchain()?.timestamp_ms)
}

pub(super) fn sleep_until(context: &mut Context<'_, '_>, deadline: u64) -> HostResult<()> {
    let offchain = context.state().offchain()?;
    offchain.timestamp_ms = offchain.timestamp_ms.max(deadline);
    Ok(())
}

pub(super) fn random_seed(context: &mut Context<'_, '_>) -> HostResult<u32> {
    let seed = context.state().offchain()?.random_seed;
    context.give_array(&seed)
}

fn storage_kind(kind: u32) -> HostResult<StorageKind> {
    StorageKind::try_from(kind).map_err(|()| HostFunctionError::StorageKind(kind))
}

pub(super) fn local_storage_set(context: &mut Context<'_, '_>, kind: u32, key: u64, value: u64) -> HostResult<()> {
    let (memory, state) = context.parts();
    let (kind, key, value) = (storage_kind(kind)?, memory.read(key)?, memory.read(value)?);
    state.offchain()?.database().local_storage_set(kind, key, value);
    Ok(())
}

pub(super) fn local_storage_clear(context: &mut Context<'_, '_>, kind: u32, key: u64) -> HostResult<()> {
    let (memory, state) = context.parts();
    let (kind, key) = (storage_kind(kind)?, memory.read(key)?);
    state.offchain()?.database().local_storage_clear(kind, key);
    Ok(())
}

/// Sets the value if the one before is `old`, an `Option<Vec<u8>>`. Gives whether it was.
pub(super) fn local_storage_compare_and_set(context: &mut Context<'_, '_>, kind: u32, key: u64, old: u64, new: u64) -> HostResult<u32> {
    let (memory, state) = context.parts();
    let old: Option<Vec<u8>> = memory.decode(old, "Option<Vec<u8>>")?;
    let (kind, key, new) = (storage_kind(kind)?, memory.read(key)?, memory.read(new)?);
    let set = state.offchain()?.database().local_storage_compare_and_set(kind, key, old.as_deref(), new);
    Ok(u32::from(set))
}

pub(super) fn local_storage_get(context: &mut Context<'_, '_>, kind: u32, key: u64) -> HostResult<u64> {
    let (memory, state) = context.parts();
    let (kind, key) = (storage_kind(kind)?, memory.read(key)?);
    let value = state.offchain()?.database().local_storage_get(kind, key);
    context.give_encoded(&value)
}

/// Gives a `Result` with the request's `u16`. `meta` is reserved, and only checked to lie in the memory.
pub(super) fn http_request_start(context: &mut Context<'_, '_>, method: u64, uri: u64, meta: u64) -> HostResult<u64> {
    let (memory, state) = context.parts();
    let (method, uri) = (memory.text(method, "HTTP method")?, memory.text(uri, "URI")?);
    memory.read(meta)?;
    let started = state.offchain()?.start_request(method, uri);
    give_result(context, started)
}

/// Gives a `Result<(), ()>`. Of the request's number only the low 16 bits count, as in every host.
pub(super) fn http_request_add_header(context: &mut Context<'_, '_>, request: u32, name: u64, value: u64) -> HostResult<u64> {
    let (memory, state) = context.parts();
    let (name, value) = (memory.text(name, "name of a header")?, memory.text(value, "value of a header")?);
    let added = state.offchain()?.add_header(request as u16, name, value);
    give_result(context, added)
}

fn give_result(context: &mut Context<'_, '_>, result: Option<impl Encode>) -> HostResult<u64> {
    context.give_encoded(&result.ok_or(()))
}
