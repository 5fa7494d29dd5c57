//! The system's allocators as chunk sources.

use crate::allocator::{Allocator, Kind};
use core::ptr::NonNull;
use gopallet_shim::heap::address::Address;
use gopallet_shim::heap::source::ChunkSource;

/// Grants memory of one of the system's allocators, up to a limit.
pub struct SystemSource {
    allocator: &'static dyn Allocator,
    limit_bytes: usize,
    granted_bytes: usize,
    grants: usize,
}

impl SystemSource {
    /// A source that grants at most `limit_bytes` bytes at a time; `None` if the allocator is not built in.
    pub fn new(kind: Kind, limit_bytes: usize) -> Option<Self> {
        Some(SystemSource { allocator: kind.allocator()?, limit_bytes, granted_bytes: 0, grants: 0 })
    }

    /// Grants that were not given back.
    pub fn grants(&self) -> usize {
        self.grants
    }

    /// Bytes of the grants that were not given back, as they were asked for.
    pub fn granted_bytes(&self) -> usize {
        self.granted_bytes
    }
}

impl ChunkSource for SystemSource {
    fn grant(&mut self, bytes: usize) -> Option<Address> {
        if bytes > self.limit_bytes - self.granted_bytes {
            return None;
        }
        // Allocators need not know what nothing is.
        let memory = self.allocator.allocate(bytes.max(1))?;
        self.granted_bytes += bytes;
        self.grants += 1;
        Some(Address::of(memory.as_ptr()))
    }

    unsafe fn give_back(&mut self, chunk: Address, bytes: usize) {
        let Some(memory) = NonNull::new(chunk.pointer()) else { return };
        // SAFETY: the caller's promise: granted here, and not given back before.
        unsafe { self.allocator.release(memory) };
        self.granted_bytes -= bytes;
        self.grants -= 1;
    }

    fn largest_grant(&self) -> usize {
        self.limit_bytes
    }
}
