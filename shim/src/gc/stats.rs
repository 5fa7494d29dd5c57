//! What the collector counts, and `runtime.ReadMemStats` tells.

/// Counts since the start of the call. Objects count with the bytes of their cells.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Objects allocated.
    pub objects_allocated: u64,
    /// Bytes allocated.
    pub bytes_allocated: u64,
    /// Objects found dead by a cycle.
    pub objects_freed: u64,
    /// Bytes found dead by a cycle.
    pub bytes_freed: u64,
    /// Bytes that the chunk source granted and has not got back.
    pub bytes_granted: u64,
    /// Cycles.
    pub collections: u64,
}

impl Counts {
    /// No counts.
    pub const fn new() -> Self {
        Counts { objects_allocated: 0, bytes_allocated: 0, objects_freed: 0, bytes_freed: 0, bytes_granted: 0, collections: 0 }
    }

    /// Notes `objects` objects of `bytes` bytes in all.
    pub fn allocated(&mut self, objects: usize, bytes: usize) {
        self.objects_allocated += objects as u64;
        self.bytes_allocated += bytes as u64;
    }

    /// Notes a cycle that `objects` objects of `bytes` bytes in all survived: all others are freed.
    pub fn collected(&mut self, objects: usize, bytes: usize) {
        self.objects_freed = self.objects_allocated - objects as u64;
        self.bytes_freed = self.bytes_allocated - bytes as u64;
        self.collections += 1;
    }
}
