//! Memory for instances that is in the machine's memory already. The kernel gives a fresh page at its first use, which costs more than all that a
//! program does with the 4 KiB in it: measured with fresh memory, an allocator that never frees loses what it gains by that. Here a mapping is used
//! again for the next instance, zeroed but warm, so that only the work of the allocators is compared.

use rustix::mm::{mmap_anonymous, mprotect, munmap, MapFlags, MprotectFlags, ProtFlags};
use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex};
use wasmtime::{LinearMemory, MemoryCreator, MemoryType};

/// A mapping of address space. Invariant: between two uses it is all zeros and inaccessible.
struct Mapping {
    base: NonNull<c_void>,
    bytes: usize,
}

// SAFETY: the mapping belongs to its owner alone.
unsafe impl Send for Mapping {}
// SAFETY: as above; a shared reference only reads the fields.
unsafe impl Sync for Mapping {}

impl Mapping {
    fn reserve(bytes: usize) -> Result<Self, String> {
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
        // SAFETY: a new mapping at an address of the kernel's choice.
        let base = unsafe { mmap_anonymous(std::ptr::null_mut(), bytes, ProtFlags::empty(), flags) }.map_err(|error| error.to_string())?;
        Ok(Self { base: NonNull::new(base).ok_or("the kernel gave address 0")?, bytes })
    }

    /// Makes `[start, end)`, from the mapping's start, accessible or not. Both are multiples of a page of memory.
    fn protect(&self, start: usize, end: usize, access: MprotectFlags) -> Result<(), String> {
        assert!(start <= end && end <= self.bytes, "outside of the mapping");
        // SAFETY: the range is inside the mapping, by the check above.
        unsafe { mprotect(self.base.as_ptr().byte_add(start), end - start, access) }.map_err(|error| error.to_string())
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is the value's own, and it is the last use.
        let _ = unsafe { munmap(self.base.as_ptr(), self.bytes) };
    }
}

/// The mapping that is not in use.
type Idle = Arc<Mutex<Option<Mapping>>>;

/// Makes memories, one after the other from the same mapping.
#[derive(Default)]
pub struct WarmMemories(Idle);

// SAFETY: a memory has its mapping for itself, reserved with the guard that is asked for and accessible as far as its size goes.
unsafe impl MemoryCreator for WarmMemories {
    fn new_memory(
        &self,
        _ty: MemoryType,
        minimum: usize,
        _maximum: Option<usize>,
        reserved_size_in_bytes: Option<usize>,
        guard_size_in_bytes: usize,
    ) -> Result<Box<dyn LinearMemory>, String> {
        let capacity = reserved_size_in_bytes.ok_or("the engine must reserve the address space of memories")?;
        let bytes = capacity + guard_size_in_bytes;
        let idle = self.0.lock().map_err(|error| error.to_string())?.take();
        let mapping = match idle.filter(|mapping| mapping.bytes >= bytes) {
            Some(mapping) => mapping,
            None => Mapping::reserve(bytes)?,
        };
        mapping.protect(0, minimum, MprotectFlags::READ | MprotectFlags::WRITE)?;
        Ok(Box::new(WarmMemory { mapping: Some(mapping), bytes: minimum, capacity, idle: self.0.clone() }))
    }
}

struct WarmMemory {
    /// There until the value is dropped.
    mapping: Option<Mapping>,
    bytes: usize,
    capacity: usize,
    idle: Idle,
}

// SAFETY: `bytes` bytes from `as_ptr` on are accessible and the value's own; the base never moves.
unsafe impl LinearMemory for WarmMemory {
    fn byte_size(&self) -> usize {
        self.bytes
    }

    fn byte_capacity(&self) -> usize {
        self.capacity
    }

    fn grow_to(&mut self, new_size: usize) -> wasmtime::Result<()> {
        let mapping = self.mapping.as_ref().filter(|_| new_size <= self.capacity);
        let mapping = mapping.ok_or_else(|| wasmtime::Error::msg("more memory than there is address space for it"))?;
        let grown = mapping.protect(self.bytes, new_size, MprotectFlags::READ | MprotectFlags::WRITE);
        grown.map_err(wasmtime::Error::msg)?;
        self.bytes = new_size;
        Ok(())
    }

    fn as_ptr(&self) -> *mut u8 {
        self.mapping.as_ref().map_or(std::ptr::null_mut(), |mapping| mapping.base.as_ptr().cast())
    }
}

impl Drop for WarmMemory {
    fn drop(&mut self) {
        let Some(mapping) = self.mapping.take() else { return };
        // SAFETY: these bytes are accessible, and the memory's user is gone.
        unsafe { mapping.base.as_ptr().cast::<u8>().write_bytes(0, self.bytes) };
        if mapping.protect(0, self.bytes, MprotectFlags::empty()).is_ok() {
            if let Ok(mut idle) = self.idle.lock() {
                *idle = Some(mapping);
            }
        }
    }
}
