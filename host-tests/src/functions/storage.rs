//! `ext_storage_*`: the top trie.

use sp_externalities::Externalities as _;

use super::{read_into, state_version, Removal};
use crate::{
    context::{Context, HostResult},
    error::HostFunctionError,
};

pub(super) fn get(context: &mut Context<'_, '_>, key: u64) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let value = storage.storage(memory.read(key)?);
    context.give_encoded(&value)
}

pub(super) fn read(context: &mut Context<'_, '_>, key: u64, out: u64, offset: u32) -> HostResult<u64> {
    let (mut memory, mut storage) = context.storage();
    let value = storage.storage(memory.read(key)?);
    let out = memory.write(out)?;
    let length = value.map(|value| read_into(&value, offset, out));
    context.give_encoded(&length)
}

pub(super) fn set(context: &mut Context<'_, '_>, key: u64, value: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    storage.set_storage(memory.read(key)?.to_vec(), memory.read(value)?.to_vec());
    Ok(())
}

pub(super) fn clear(context: &mut Context<'_, '_>, key: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    storage.clear_storage(memory.read(key)?);
    Ok(())
}

pub(super) fn exists(context: &mut Context<'_, '_>, key: u64) -> HostResult<u32> {
    let (memory, mut storage) = context.storage();
    Ok(u32::from(storage.exists_storage(memory.read(key)?)))
}

pub(super) fn clear_prefix(context: &mut Context<'_, '_>, prefix: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    let _all_removed = storage.clear_prefix(memory.read(prefix)?, None, None);
    Ok(())
}

pub(super) fn clear_prefix_limited(context: &mut Context<'_, '_>, prefix: u64, limit: u64) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let limit: Option<u32> = memory.decode(limit, "Option<u32>")?;
    let removed = storage.clear_prefix(memory.read(prefix)?, limit, None);
    context.give_encoded(&Removal::from(removed))
}

pub(super) fn append(context: &mut Context<'_, '_>, key: u64, value: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    storage.storage_append(memory.read(key)?.to_vec(), memory.read(value)?.to_vec());
    Ok(())
}

pub(super) fn root(context: &mut Context<'_, '_>) -> HostResult<u64> {
    root_versioned(context, 0)
}

pub(super) fn root_versioned(context: &mut Context<'_, '_>, version: u32) -> HostResult<u64> {
    let root = context.storage().1.storage_root(state_version(version)?);
    context.give(&root)
}

/// No host keeps a changes trie any more: the answer is always `None`.
pub(super) fn changes_root(context: &mut Context<'_, '_>, parent_hash: u64) -> HostResult<u64> {
    context.memory().read(parent_hash)?;
    context.give_encoded(&None::<Vec<u8>>)
}

pub(super) fn next_key(context: &mut Context<'_, '_>, key: u64) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let next = storage.next_storage_key(memory.read(key)?);
    context.give_encoded(&next)
}

pub(super) fn start_transaction(context: &mut Context<'_, '_>) -> HostResult<()> {
    context.storage().1.storage_start_transaction();
    Ok(())
}

pub(super) fn rollback_transaction(context: &mut Context<'_, '_>) -> HostResult<()> {
    let ended = context.storage().1.storage_rollback_transaction();
    ended.map_err(|()| HostFunctionError::NoTransaction("rolling back"))
}

pub(super) fn commit_transaction(context: &mut Context<'_, '_>) -> HostResult<()> {
    let ended = context.storage().1.storage_commit_transaction();
    ended.map_err(|()| HostFunctionError::NoTransaction("committing"))
}
