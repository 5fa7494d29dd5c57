//! `ext_allocator_*`: the runtime's heap.

use crate::context::{Context, HostResult};

pub(super) fn malloc(context: &mut Context<'_, '_>, bytes: u32) -> HostResult<u32> {
    context.malloc(bytes)
}

pub(super) fn free(context: &mut Context<'_, '_>, pointer: u32) -> HostResult<()> {
    context.free(pointer)
}
