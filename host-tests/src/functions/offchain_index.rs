//! `ext_offchain_index_*`: what blocks leave for off-chain workers. Kept in the overlay, so a transaction that is rolled back takes it
//! along; it reaches the local storage when the block is committed.

use sp_externalities::Externalities as _;

use crate::context::{Context, HostResult};

pub(super) fn set(context: &mut Context<'_, '_>, key: u64, value: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    storage.set_offchain_storage(memory.read(key)?, Some(memory.read(value)?));
    Ok(())
}

pub(super) fn clear(context: &mut Context<'_, '_>, key: u64) -> HostResult<()> {
    let (memory, mut storage) = context.storage();
    storage.set_offchain_storage(memory.read(key)?, None);
    Ok(())
}
