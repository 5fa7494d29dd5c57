//! `ext_transaction_index_*`: which transactions a node keeps by their hash. As in polkadot-sdk, a transaction of the storage that is
//! rolled back doesn't take them along.

use crate::{
    context::{Context, HostResult},
    externalities::IndexOperation,
};

/// The last `bytes` bytes of an extrinsic are to be found by their hash.
pub(super) fn index(context: &mut Context<'_, '_>, extrinsic: u32, bytes: u32, hash: u32) -> HostResult<()> {
    let (memory, state) = context.parts();
    let hash: [u8; 32] = memory.array(hash)?;
    state.externalities.index(IndexOperation::Insert { extrinsic, hash: hash.to_vec(), size: bytes });
    Ok(())
}

/// What has this hash is to be kept for longer.
pub(super) fn renew(context: &mut Context<'_, '_>, extrinsic: u32, hash: u32) -> HostResult<()> {
    let (memory, state) = context.parts();
    let hash: [u8; 32] = memory.array(hash)?;
    state.externalities.index(IndexOperation::Renew { extrinsic, hash: hash.to_vec() });
    Ok(())
}
