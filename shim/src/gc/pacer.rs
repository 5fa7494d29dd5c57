//! When to collect.
//!
//! A cycle costs about as much as there is alive, so it is due when the heap is *full*: when more memory would have to be granted than twice the
//! most that any cycle of this call found alive. The heap then stays below twice its peak, and the work of the collector is in proportion to
//! that of the program. A program that keeps less now than before collects more rarely, in memory that it has needed anyway. The first chunks,
//! one of the largest size in all, are always granted: most calls end without one cycle.
//!
//! Two corrections. A heap that is full of holes of the wrong size is not collected over and over: a cycle is due only when a share of what is alive
//! was allocated since the last one; the heap grows beyond the limit instead. And a large heap gets less room than its own size again, because
//! the host's memory has an end.

use crate::heap::chunk::CHUNK_BYTES_MAX;

/// Bytes that may always be granted.
pub const FLOOR_BYTES: usize = CHUNK_BYTES_MAX;

/// The most room, in bytes, that a heap has beside what is alive.
const ROOM_BYTES_MAX: usize = 32 << 20;

/// The part of the room that has to be used up before a cycle is worth its work.
const USED_SHARE: usize = 4;

/// Compares what was granted with what may be.
pub struct Pacer {
    /// Bytes handed out since the last cycle.
    allocated_bytes: usize,
    /// The most bytes that a cycle found alive.
    peak_bytes: usize,
    /// The bytes that the last cycle found alive.
    live_bytes: usize,
}

impl Pacer {
    /// A pacer for an empty heap.
    pub const fn new() -> Self {
        Pacer { allocated_bytes: 0, peak_bytes: 0, live_bytes: 0 }
    }

    /// Notes that `bytes` were handed out.
    #[inline]
    pub fn note(&mut self, bytes: usize) {
        self.allocated_bytes = self.allocated_bytes.saturating_add(bytes);
    }

    /// Whether a cycle is due before the source grants so much that it is `granted_bytes` in all.
    pub fn due(&self, granted_bytes: usize) -> bool {
        granted_bytes > self.limit_bytes() && self.allocated_bytes >= usize::max(FLOOR_BYTES / 2, room_bytes(self.live_bytes) / USED_SHARE)
    }

    /// What may be granted before the next cycle, in bytes.
    fn limit_bytes(&self) -> usize {
        FLOOR_BYTES + self.peak_bytes + room_bytes(self.peak_bytes)
    }

    /// Starts anew after a cycle that left `live_bytes` alive.
    pub fn reset(&mut self, live_bytes: usize) {
        self.allocated_bytes = 0;
        self.live_bytes = live_bytes;
        self.peak_bytes = usize::max(self.peak_bytes, live_bytes);
    }

    /// Bytes of chunks that are worth keeping for what is allocated until the next cycle.
    pub fn kept_bytes(&self) -> usize {
        FLOOR_BYTES + self.live_bytes + room_bytes(self.live_bytes)
    }
}

/// The room of a heap with so many bytes alive.
fn room_bytes(live_bytes: usize) -> usize {
    usize::min(live_bytes, ROOM_BYTES_MAX)
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
    fn a_small_heap_may_grow_to_the_floor_and_a_large_one_to_twice_its_peak() {
        let mut pacer = Pacer::new();
        pacer.note(FLOOR_BYTES);
        assert!(!pacer.due(FLOOR_BYTES));
        assert!(pacer.due(FLOOR_BYTES + 1));
        for live in [10 * FLOOR_BYTES, FLOOR_BYTES] {
            pacer.reset(live);
            assert!(!pacer.due(100 * FLOOR_BYTES), "nothing was allocated since the last cycle");
            pacer.note(10 * FLOOR_BYTES);
            assert!(!pacer.due(21 * FLOOR_BYTES));
            assert!(pacer.due(21 * FLOOR_BYTES + 1));
        }
    }

    #[test]
    fn the_room_of_a_large_heap_is_limited() {
        let mut pacer = Pacer::new();
        pacer.reset(90 << 20);
        pacer.note(30 << 20);
        assert!(!pacer.due(FLOOR_BYTES + (122 << 20)));
        assert!(pacer.due(FLOOR_BYTES + (122 << 20) + 1));
    }

    #[test]
    fn absurd_sizes_do_not_overflow() {
        let mut pacer = Pacer::new();
        pacer.note(usize::MAX);
        pacer.note(usize::MAX);
        assert!(pacer.due(usize::MAX));
    }
}
