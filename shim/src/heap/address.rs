//! Addresses as a type of their own, so that they are not mistaken for sizes or indices.

/// Bytes of a pointer: 4 in the blob, 8 natively.
pub const WORD: usize = core::mem::size_of::<usize>();

/// Rounds `bytes` up to a multiple of `to`, a power of two. The caller makes sure that it doesn't overflow.
#[inline(always)]
pub const fn round_up(bytes: usize, to: usize) -> usize {
    (bytes + to - 1) & !(to - 1)
}

/// A byte's address in the memory that the heap was granted, or the value of a word that may be one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(transparent)]
pub struct Address(usize);

impl Address {
    /// No address: what an empty list or an unused slot holds.
    pub const NULL: Address = Address(0);

    /// The address with this numeric value.
    #[inline(always)]
    pub const fn new(value: usize) -> Self {
        Address(value)
    }

    /// The address of what `pointer` points at. Its provenance is exposed, so that [`Address::pointer`] can take it up again.
    #[inline(always)]
    pub fn of<T>(pointer: *mut T) -> Self {
        Address(pointer.expose_provenance())
    }

    /// The numeric value.
    #[inline(always)]
    pub const fn value(self) -> usize {
        self.0
    }

    /// Whether this is [`Address::NULL`].
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }

    /// The address `bytes` further on.
    #[inline(always)]
    pub const fn add(self, bytes: usize) -> Self {
        Address(self.0.wrapping_add(bytes))
    }

    /// How many bytes lie between `earlier` and this address.
    #[inline(always)]
    pub const fn offset_from(self, earlier: Address) -> usize {
        self.0.wrapping_sub(earlier.0)
    }

    /// A pointer to this address.
    #[inline(always)]
    pub fn pointer<T>(self) -> *mut T {
        core::ptr::with_exposed_provenance_mut(self.0)
    }

    /// The word at this address.
    ///
    /// # Safety
    /// The address is word-aligned and inside memory that may be read.
    #[inline(always)]
    pub unsafe fn load(self) -> usize {
        // SAFETY: the caller's promise is that of `read`.
        unsafe { self.pointer::<usize>().read() }
    }

    /// Writes the word at this address.
    ///
    /// # Safety
    /// The address is word-aligned and inside memory that the heap owns.
    #[inline(always)]
    pub unsafe fn store(self, value: usize) {
        // SAFETY: the caller's promise is that of `write`.
        unsafe { self.pointer::<usize>().write(value) }
    }

    /// Fills `bytes` bytes from here with `value`.
    ///
    /// # Safety
    /// The range is inside memory that the heap owns.
    #[inline(always)]
    pub unsafe fn fill(self, value: u8, bytes: usize) {
        // SAFETY: the caller's promise is that of `write_bytes`.
        unsafe { self.pointer::<u8>().write_bytes(value, bytes) }
    }
}

/// Where the heap starts in the module's memory: the linker's number. All data is below.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub fn heap_base() -> Address {
    extern "C" {
        static __heap_base: u8;
    }
    Address::of((&raw const __heap_base).cast_mut())
}

/// What freed cells are filled with where a mistake must show: an odd value that is no address of any heap and no layout word.
pub const POISON: u8 = 0xDB;
