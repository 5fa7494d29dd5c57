//! The system's allocators behind one trait.

use core::ptr::NonNull;

#[cfg(feature = "jemalloc")]
mod jemalloc;
mod malloc;
mod mmap;

/// The alignment of all memory that an [`Allocator`] hands out, in bytes: what C calls the largest fundamental alignment.
pub const ALIGNMENT: usize = 16;

/// Memory from the system.
///
/// # Safety
/// Memory that an implementation hands out is writable, aligned to [`ALIGNMENT`], at least as long as asked for, and not handed out again before
/// it is released. All functions may be called on any thread.
pub unsafe trait Allocator: Sync {
    /// `bytes` bytes of any content; `None` where the system has no more. `bytes` is not 0.
    fn allocate(&self, bytes: usize) -> Option<NonNull<u8>>;

    /// `bytes` zeros; `None` where the system has no more. `bytes` is not 0.
    fn allocate_zeroed(&self, bytes: usize) -> Option<NonNull<u8>>;

    /// Moves what is at `memory` to `bytes` bytes, in place where that can be: what both sizes have in common is kept, the rest is of any content.
    /// `None` where the system has no more; `memory` is then as before. `bytes` is not 0.
    ///
    /// # Safety
    /// `memory` came from this allocator and was not released; if the result is not `None`, nothing uses it afterwards.
    unsafe fn reallocate(&self, memory: NonNull<u8>, bytes: usize) -> Option<NonNull<u8>>;

    /// Gives `memory` back.
    ///
    /// # Safety
    /// `memory` came from this allocator and was not released; nothing uses it afterwards.
    unsafe fn release(&self, memory: NonNull<u8>);
}

/// The allocators that there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Kind {
    /// Pages of their own from the kernel: for large memory, and for such as must be gone at once when it is released.
    Mmap = 0,
    /// The C library's `malloc`, `calloc`, `realloc` and `free`.
    Malloc = 1,
    /// jemalloc. Only with the feature `jemalloc`.
    Jemalloc = 2,
}

impl Kind {
    /// All kinds, whether built in or not.
    pub const ALL: [Kind; 3] = [Kind::Mmap, Kind::Malloc, Kind::Jemalloc];

    /// The kind with this number.
    pub fn from_number(number: u32) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| *kind as u32 == number)
    }

    /// The allocator; `None` if it is not built in.
    pub fn allocator(self) -> Option<&'static dyn Allocator> {
        match self {
            Kind::Mmap => Some(&mmap::Mmap),
            Kind::Malloc => Some(&malloc::Malloc),
            #[cfg(feature = "jemalloc")]
            Kind::Jemalloc => Some(&jemalloc::Jemalloc),
            #[cfg(not(feature = "jemalloc"))]
            Kind::Jemalloc => None,
        }
    }
}
