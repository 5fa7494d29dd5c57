//! The heap that the host lends: each allocation is the host's.

use super::{host_free, host_malloc};
use crate::heap::address::Address;

/// Allocates `bytes` bytes of any content.
pub fn malloc(bytes: usize) -> Address {
    host_malloc(bytes)
}

/// Allocates for the collector. The host ends the call instead of refusing.
pub fn grant(bytes: usize) -> Option<Address> {
    Some(host_malloc(bytes))
}

/// Gives an allocation back.
///
/// # Safety
/// `allocation` is a live allocation of this heap that nothing uses any more.
pub unsafe fn free(allocation: Address) {
    // SAFETY: the caller's promise.
    unsafe { host_free(allocation) }
}

/// Makes the heap ready for a call: the host does.
pub fn begin_call() {}

/// Prepares for what a call that trapped left allocated to be given back: the host knows it.
pub fn forget_call() {}

/// The call's input, of `bytes` bytes: where the host allocated it.
pub fn take_input(address: u32, _bytes: usize) -> Address {
    Address::new(address as usize)
}

/// Says that the input is not used any more. The host frees it.
pub fn release_input(_input: Address) {}
