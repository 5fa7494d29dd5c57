//! Pointer-sizes, and checked reads of a runtime's memory.

use codec::Decode;

use crate::error::HostFunctionError;

/// Where a value lies in a runtime's memory, as runtimes and hosts pass it: `length << 32 | address`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointerSize(pub u64);

impl PointerSize {
    /// `bytes` bytes at `address`.
    pub fn new(address: u32, bytes: u32) -> Self {
        Self(u64::from(bytes) << 32 | u64::from(address))
    }

    /// Where the value starts.
    pub fn address(self) -> u32 {
        self.0 as u32
    }

    /// The value's length in bytes.
    pub fn bytes(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// A runtime's memory, for the length of one host function. No address that the runtime passes is believed.
pub(crate) struct GuestMemory<'a>(&'a mut [u8]);

impl<'a> GuestMemory<'a> {
    pub(crate) fn new(memory: &'a mut [u8]) -> Self {
        Self(memory)
    }

    fn out_of_bounds(&self, value: PointerSize) -> HostFunctionError {
        HostFunctionError::OutOfBounds { address: value.address(), bytes: value.bytes(), memory_bytes: self.0.len() as u64 }
    }

    /// The bytes of a value.
    pub(crate) fn read(&self, value: u64) -> Result<&[u8], HostFunctionError> {
        let value = PointerSize(value);
        let tail = self.0.get(value.address() as usize..);
        tail.and_then(|tail| tail.get(..value.bytes() as usize)).ok_or(self.out_of_bounds(value))
    }

    /// The bytes of a value that the host may write.
    pub(crate) fn write(&mut self, value: u64) -> Result<&mut [u8], HostFunctionError> {
        let value = PointerSize(value);
        let error = self.out_of_bounds(value);
        let tail = self.0.get_mut(value.address() as usize..);
        tail.and_then(|tail| tail.get_mut(..value.bytes() as usize)).ok_or(error)
    }

    /// The `N` bytes at `address`.
    pub(crate) fn array<const N: usize>(&self, address: u32) -> Result<[u8; N], HostFunctionError> {
        let tail = self.0.get(address as usize..);
        let bytes = tail.and_then(|tail| tail.first_chunk());
        bytes.copied().ok_or(self.out_of_bounds(PointerSize::new(address, N as u32)))
    }

    /// The text of a value. `what` names it in the error.
    pub(crate) fn text(&self, value: u64, what: &'static str) -> Result<&str, HostFunctionError> {
        std::str::from_utf8(self.read(value)?).map_err(|_| HostFunctionError::NotText { what })
    }

    /// Decodes a value. `what` names its type in the error.
    pub(crate) fn decode<T: Decode>(&self, value: u64, what: &'static str) -> Result<T, HostFunctionError> {
        let mut bytes = self.read(value)?;
        T::decode(&mut bytes).map_err(|_| HostFunctionError::Decode { what })
    }
}
