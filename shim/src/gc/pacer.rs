//! When to collect.
//!
//! A cycle costs about as much as there is alive, so it is due when as much again was allocated: the heap then stays below twice what is alive,
//! and the work of the collector is in proportion to that of the program, however small the heap. Below a floor it is never due: most calls
//! end without one cycle.

use crate::heap::chunk::CHUNK_BYTES_MAX;

/// Bytes that may always be allocated between two cycles: what the first chunks, one of the largest size in all, hold beside their headers.
pub const FLOOR_BYTES: usize = CHUNK_BYTES_MAX / 8 * 7;

/// Counts what was allocated since the last cycle against what may be.
pub struct Pacer {
    allocated_bytes: usize,
    /// What may be allocated above [`FLOOR_BYTES`].
    extra_bytes: usize,
}

impl Pacer {
    /// A pacer for an empty heap.
    pub const fn new() -> Self {
        Pacer { allocated_bytes: 0, extra_bytes: 0 }
    }

    /// Notes that `bytes` were handed out.
    #[inline]
    pub fn note(&mut self, bytes: usize) {
        self.allocated_bytes = self.allocated_bytes.saturating_add(bytes);
    }

    /// Whether a cycle is due before `bytes` more are taken.
    #[inline]
    pub fn due(&self, bytes: usize) -> bool {
        self.allocated_bytes.saturating_add(bytes) > self.allowance()
    }

    /// What may be allocated between the last cycle and the next, in bytes.
    pub fn allowance(&self) -> usize {
        FLOOR_BYTES + self.extra_bytes
    }

    /// Starts anew after a cycle that left `live_bytes` alive.
    pub fn reset(&mut self, live_bytes: usize) {
        self.allocated_bytes = 0;
        self.extra_bytes = live_bytes.saturating_sub(FLOOR_BYTES);
    }
}

impl Default for Pacer {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_heap_may_allocate_the_floor_and_a_large_one_its_own_size() {
        let mut pacer = Pacer::new();
        assert!(!pacer.due(FLOOR_BYTES));
        pacer.note(FLOOR_BYTES);
        assert!(pacer.due(1));
        pacer.reset(1000);
        assert!(!pacer.due(FLOOR_BYTES));
        pacer.reset(10 * FLOOR_BYTES);
        assert!(!pacer.due(10 * FLOOR_BYTES));
        assert!(pacer.due(10 * FLOOR_BYTES + 1));
    }

    #[test]
    fn absurd_sizes_do_not_overflow() {
        let mut pacer = Pacer::new();
        pacer.note(usize::MAX);
        assert!(pacer.due(usize::MAX));
    }
}
