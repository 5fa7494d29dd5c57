//! Where chunks come from. The collector knows no other way to get memory.

use super::address::Address;

/// A grantor of chunks: the host's allocator in the blob, the system's natively.
pub trait ChunkSource {
    /// Grants `bytes` bytes, aligned to 8, with any content; `None` when it has no more. A source may also end the call instead.
    /// The memory belongs to the caller until [`ChunkSource::give_back`].
    fn grant(&mut self, bytes: usize) -> Option<Address>;

    /// Takes back a chunk that this source granted, or whose ownership was passed to the heap (a buffer that a host function returned).
    ///
    /// # Safety
    /// `chunk` came from [`ChunkSource::grant`] with this size, or is an adopted buffer; it was not given back before; nothing uses it afterwards.
    unsafe fn give_back(&mut self, chunk: Address, bytes: usize);

    /// The largest grant that may be asked for, in bytes.
    fn largest_grant(&self) -> usize;
}
