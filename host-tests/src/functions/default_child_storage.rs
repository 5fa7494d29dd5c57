//! `ext_default_child_storage_*`: the child tries. The storage key of a child trie comes without its prefix.

use sp_externalities::Externalities as _;
use sp_storage::ChildInfo;

use super::{read_into, state_version, Removal};
use crate::{
    context::{Context, HostResult},
    pointer::GuestMemory,
};

fn child(memory: &GuestMemory<'_>, storage_key: u64) -> HostResult<ChildInfo> {
    Ok(ChildInfo::new_default(memory.read(storage_key)?))
}

pub(super) fn get(context: &mut Context<'_, '_>, child_key: u64, key: u64) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let value = storage.child_storage(&child(&memory, child_key)?, memory.read(key)?);
    context.give_encoded(&value)
}

pub(super) fn read(context: &mut Context<'_, '_>, child_key: u64, key: u64, out: u64, offset: u32) -> HostResult<u64> {
    let (mut memory, mut storage) = context.storage();
    let value = storage.child_storage(&child(&memory, child_key)?, memory.read(key)?);
    let out = memory.write(out)?;
    let length = value.map(|value| read_into(&value, offset, out));
    context.give_encoded(&length)
}

pub(super) fn set(context: &mut Context<'_, '_>, child_key: u64, key: u64, value: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    let child = child(&memory, child_key)?;
    storage.set_child_storage(&child, memory.read(key)?.to_vec(), memory.read(value)?.to_vec());
    Ok(())
}

pub(super) fn clear(context: &mut Context<'_, '_>, child_key: u64, key: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    storage.clear_child_storage(&child(&memory, child_key)?, memory.read(key)?);
    Ok(())
}

pub(super) fn exists(context: &mut Context<'_, '_>, child_key: u64, key: u64) -> HostResult<u32> {
    let (memory, mut storage) = context.storage();
    let exists = storage.exists_child_storage(&child(&memory, child_key)?, memory.read(key)?);
    Ok(u32::from(exists))
}

fn kill(context: &mut Context<'_, '_>, child_key: u64, limit: Option<u64>) -> HostResult<sp_externalities::MultiRemovalResults> {
    let (memory, mut storage) = context.storage();
    let limit: Option<u32> = limit.map_or(Ok(None), |limit| memory.decode(limit, "Option<u32>"))?;
    Ok(storage.kill_child_storage(&child(&memory, child_key)?, limit, None))
}

pub(super) fn storage_kill(context: &mut Context<'_, '_>, child_key: u64) -> HostResult<()> {
    kill(context, child_key, None).map(|_all_removed| ())
}

pub(super) fn storage_kill_limited(context: &mut Context<'_, '_>, child_key: u64, limit: u64) -> HostResult<u32> {
    let removed = kill(context, child_key, Some(limit))?;
    Ok(u32::from(removed.maybe_cursor.is_none()))
}

pub(super) fn storage_kill_counted(context: &mut Context<'_, '_>, child_key: u64, limit: u64) -> HostResult<u64> {
    let removed = kill(context, child_key, Some(limit))?;
    context.give_encoded(&Removal::from(removed))
}

pub(super) fn clear_prefix(context: &mut Context<'_, '_>, child_key: u64, prefix: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    let child = child(&memory, child_key)?;
    let _all_removed = storage.clear_child_prefix(&child, memory.read(prefix)?, None, None);
    Ok(())
}

pub(super) fn clear_prefix_limited(context: &mut Context<'_, '_>, child_key: u64, prefix: u64, limit: u64) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let limit: Option<u32> = memory.decode(limit, "Option<u32>")?;
    let child = child(&memory, child_key)?;
    let removed = storage.clear_child_prefix(&child, memory.read(prefix)?, limit, None);
    context.give_encoded(&Removal::from(removed))
}

pub(super) fn root(context: &mut Context<'_, '_>, child_key: u64) -> HostResult<u64> {
    root_versioned(context, child_key, 0)
}

pub(super) fn root_versioned(context: &mut Context<'_, '_>, child_key: u64, version: u32) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let root = storage.child_storage_root(&child(&memory, child_key)?, state_version(version)?);
    context.give(&root)
}

pub(super) fn next_key(context: &mut Context<'_, '_>, child_key: u64, key: u64) -> HostResult<u64> {
    let (memory, mut storage) = context.storage();
    let next = storage.next_child_storage_key(&child(&memory, child_key)?, memory.read(key)?);
    context.give_encoded(&next)
}
