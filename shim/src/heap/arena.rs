//! A range of memory that is managed here, as a chunk source: what a guest has where no host lends it a heap, and what tests run over.
//!
//! ```text
//!  start                                                     top                 end
//!  | piece in use | free range | piece in use | piece in use | never granted ... |
//! ```
//!
//! A *piece* is one grant with a header of 8 bytes in front, whose first word is the piece's size with the lowest bit set. A *free range* starts
//! with its size, the lowest bit clear, and the address of the next one. Grants take the lowest range that is large enough, or else memory from
//! `top` on. Invariants, which [`Arena::check`] walks through:
//!
//! - **Tiling**: pieces and free ranges tile `start..top`; sizes are multiples of 8 and hold at least a free range's two words.
//! - **Order**: the list of free ranges ascends.
//! - **Merged**: no two free ranges touch, and none touches `top`. So nothing granted means `top == start`: an arena does not wear out, however
//!   sizes follow each other, which the host's allocator with its fixed orders does.
//!
//! Memory above `top` is never written to. Everything is a function of the calls: nothing depends on time or on what the memory holds.

use super::address::{round_up, Address, WORD};
use super::source::ChunkSource;
use crate::fault::fault;

/// Bytes in front of each grant.
pub const HEADER_BYTES: usize = 8;
/// The smallest piece: a free range must fit into it.
const PIECE_BYTES_MIN: usize = 16;
/// The bit of a size that says "in use". Sizes are multiples of 8.
const IN_USE: usize = 1;

const _: () = assert!(2 * WORD <= PIECE_BYTES_MIN && WORD <= HEADER_BYTES);

/// A range of memory and what of it is granted. All zero when it has none.
pub struct Arena {
    start: Address,
    end: Address,
    /// What is not below it was never granted, or is free again.
    top: Address,
    /// The lowest free range, or null.
    free: Address,
}

/// What is wrong with an arena.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    /// Pieces and free ranges do not tile the memory below `top`.
    Tiling,
    /// A free range is missing in the list, or the list is out of order.
    Order,
    /// Free ranges touch each other or `top`.
    Merged,
}

impl Arena {
    /// An arena without memory.
    pub const fn new() -> Self {
        Arena { start: Address::NULL, end: Address::NULL, top: Address::NULL, free: Address::NULL }
    }

    /// Makes the arena one over `[start, end)`, with nothing granted. What it was over before is forgotten.
    ///
    /// # Safety
    /// The range is writable, nothing else uses it as long as the arena does, and `start` is not null.
    pub unsafe fn cover(&mut self, start: Address, end: Address) {
        let start = Address::new(round_up(start.value(), 8));
        let bytes = if start < end { end.offset_from(start) & !7 } else { 0 };
        *self = Arena { start, end: start.add(bytes), top: start, free: Address::NULL };
    }

    /// Whether nothing is granted.
    pub fn is_empty(&self) -> bool {
        self.top == self.start
    }

    /// The bytes of the memory that grants ever reached at once, headers included, counted from the last moment when nothing was granted.
    pub fn used_bytes(&self) -> usize {
        self.top.offset_from(self.start)
    }

    /// Checks the arena's invariants; gives the number of grants.
    pub fn check(&self) -> Result<usize, Damage> {
        let (mut at, mut listed, mut grants, mut after_free) = (self.start, self.free, 0, false);
        while at < self.top {
            // SAFETY: `at` is the start of a piece or of a free range, by the invariant that is being checked step by step.
            let word = unsafe { at.load() };
            let bytes = word & !IN_USE;
            if bytes < PIECE_BYTES_MIN || !bytes.is_multiple_of(8) || bytes > self.top.offset_from(at) {
                return Err(Damage::Tiling);
            }
            let is_free = word & IN_USE == 0;
            if is_free {
                if after_free {
                    return Err(Damage::Merged);
                }
                if listed != at {
                    return Err(Damage::Order);
                }
                listed = self.after(at);
            }
            grants += usize::from(!is_free);
            after_free = is_free;
            at = at.add(bytes);
        }
        match (after_free, listed.is_null()) {
            (true, _) => Err(Damage::Merged),
            (false, false) => Err(Damage::Order),
            (false, true) => Ok(grants),
        }
    }

    /// Takes back a grant without being told its size. What is none ends the call, where it can be seen.
    ///
    /// # Safety
    /// `grant` came from [`ChunkSource::grant`] of this arena and was not given back since; nothing uses it afterwards.
    pub unsafe fn release(&mut self, grant: Address) {
        let piece = Address::new(grant.value().wrapping_sub(HEADER_BYTES));
        if piece < self.start || piece >= self.top || !piece.value().is_multiple_of(8) {
            fault("heap: memory given back that was never granted");
        }
        // SAFETY: an aligned word of the arena.
        let word = unsafe { piece.load() };
        let bytes = word & !IN_USE;
        if word & IN_USE == 0 || bytes < PIECE_BYTES_MIN || bytes > self.top.offset_from(piece) {
            fault("heap: memory given back twice, or its header was overwritten");
        }
        // SAFETY: the piece's first word. If the piece becomes the inside of a range, a second release still finds the bit clear.
        unsafe { piece.store(bytes) };
        self.insert(piece, bytes);
    }

    /// Puts the range into the list and merges it with what it touches.
    fn insert(&mut self, piece: Address, piece_bytes: usize) {
        let (mut start, mut bytes) = (piece, piece_bytes);
        let (mut before, mut previous, mut next) = (Address::NULL, Address::NULL, self.free);
        while !next.is_null() && next < piece {
            before = previous;
            previous = next;
            next = self.after(next);
        }
        if next == piece.add(bytes) {
            bytes += self.size(next);
            next = self.after(next);
        }
        if !previous.is_null() && previous.add(self.size(previous)) == piece {
            start = previous;
            bytes += self.size(previous);
            previous = before;
        }
        if start.add(bytes) == self.top {
            self.top = start;
            self.link(previous, next);
            return;
        }
        // SAFETY: the first two words of memory that is free.
        unsafe {
            start.store(bytes);
            start.add(WORD).store(next.value());
        }
        self.link(previous, start);
    }

    /// The size of a free range.
    fn size(&self, range: Address) -> usize {
        // SAFETY: invariant **Order**: the list holds starts of free ranges.
        unsafe { range.load() }
    }

    /// The free range after `range` in the list.
    fn after(&self, range: Address) -> Address {
        // SAFETY: as in `size`; a range has at least two words.
        Address::new(unsafe { range.add(WORD).load() })
    }

    /// Makes `next` the one after `range` in the list, or the first one if `range` is null.
    fn link(&mut self, range: Address, next: Address) {
        if range.is_null() {
            self.free = next;
        } else {
            // SAFETY: as in `after`.
            unsafe { range.add(WORD).store(next.value()) };
        }
    }

    /// Takes `needed` bytes from the lowest free range that has them: the piece and its size, which is larger where too little would remain.
    fn take_free(&mut self, needed: usize) -> Option<(Address, usize)> {
        let (mut previous, mut range) = (Address::NULL, self.free);
        while !range.is_null() {
            let (bytes, next) = (self.size(range), self.after(range));
            if bytes < needed {
                previous = range;
                range = next;
                continue;
            }
            if bytes - needed < PIECE_BYTES_MIN {
                self.link(previous, next);
                return Some((range, bytes));
            }
            let rest = range.add(needed);
            // SAFETY: two words of the free range, behind the piece.
            unsafe {
                rest.store(bytes - needed);
                rest.add(WORD).store(next.value());
            }
            self.link(previous, rest);
            return Some((range, needed));
        }
        None
    }
}

impl ChunkSource for Arena {
    fn grant(&mut self, bytes: usize) -> Option<Address> {
        if bytes > self.largest_grant() {
            return None;
        }
        let needed = round_up(bytes, 8).max(PIECE_BYTES_MIN - HEADER_BYTES) + HEADER_BYTES;
        let (piece, piece_bytes) = match self.take_free(needed) {
            Some(taken) => taken,
            None if self.end.offset_from(self.top) < needed => return None,
            None => {
                let piece = self.top;
                self.top = piece.add(needed);
                (piece, needed)
            }
        };
        // SAFETY: the first word of memory that was free.
        unsafe { piece.store(piece_bytes | IN_USE) };
        Some(piece.add(HEADER_BYTES))
    }

    unsafe fn give_back(&mut self, chunk: Address, _bytes: usize) {
        // SAFETY: the caller's promise. The header knows the size.
        unsafe { self.release(chunk) }
    }

    /// All of the memory but one header.
    fn largest_grant(&self) -> usize {
        self.end.offset_from(self.start).saturating_sub(HEADER_BYTES)
    }
}

impl Default for Arena {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    /// An arena over `memory`, which outlives its use.
    fn over(memory: &mut [u64]) -> Arena {
        let start = Address::of(memory.as_mut_ptr());
        let mut arena = Arena::new();
        // SAFETY: the tests use the memory through the arena only.
        unsafe { arena.cover(start, start.add(core::mem::size_of_val(memory))) };
        arena
    }

    #[test]
    fn without_memory_nothing_is_granted() {
        let mut arena = Arena::new();
        assert_eq!(arena.grant(0), None);
        assert_eq!(arena.grant(usize::MAX), None);
        assert_eq!(arena.check(), Ok(0));
    }

    #[test]
    fn neighbours_are_merged_and_the_top_comes_down() {
        let mut memory = [0u64; 1024];
        let mut arena = over(&mut memory);
        let grants: Vec<_> = (0..5).map(|_| arena.grant(100).expect("room")).collect();
        for index in [1, 3, 2] {
            // SAFETY: granted above, and given back once.
            unsafe { arena.release(grants[index]) };
            assert!(arena.check().is_ok());
        }
        // Three pieces of 112 bytes are one range now: the lowest place for what fits.
        assert_eq!(arena.grant(3 * 112 - HEADER_BYTES), Some(grants[1]));
        for grant in [grants[1], grants[4], grants[0]] {
            // SAFETY: as above.
            unsafe { arena.release(grant) };
        }
        assert!(arena.is_empty());
        assert_eq!(arena.check(), Ok(0));
    }

    #[test]
    fn all_of_the_memory_can_be_granted_once() {
        let mut memory = [0u64; 64];
        let mut arena = over(&mut memory);
        assert_eq!(arena.largest_grant(), 504);
        assert_eq!(arena.grant(505), None);
        let all = arena.grant(504).expect("room");
        assert_eq!(arena.grant(0), None);
        // SAFETY: granted above.
        unsafe { arena.give_back(all, 504) };
        assert!(arena.grant(0).is_some());
    }

    #[test]
    #[should_panic(expected = "heap: memory given back twice")]
    fn a_second_release_is_seen_even_inside_a_merged_range() {
        let mut memory = [0u64; 64];
        let mut arena = over(&mut memory);
        let grants = [(); 3].map(|()| arena.grant(16).expect("room"));
        for grant in [grants[0], grants[1], grants[1]] {
            // SAFETY: for the last round there is none: the arena has to see it before it changes anything.
            unsafe { arena.release(grant) };
        }
    }

    #[test]
    #[should_panic(expected = "heap: memory given back that was never granted")]
    fn what_is_above_the_top_was_never_granted() {
        let mut memory = [0u64; 64];
        let mut arena = over(&mut memory);
        let grant = arena.grant(16).expect("room");
        // SAFETY: as above.
        unsafe { arena.release(grant.add(24)) };
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 8 } else { 256 }, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn grants_are_aligned_disjoint_and_kept(steps in proptest::collection::vec((any::<bool>(), 0..300usize), 1..80)) {
            let mut memory = std::vec![u64::MAX; 512];
            let mut arena = over(&mut memory);
            let mut live: Vec<(Address, usize)> = Vec::new();
            for (number, (grants, size)) in steps.into_iter().enumerate() {
                if grants || live.is_empty() {
                    if let Some(grant) = arena.grant(size) {
                        prop_assert_eq!(grant.value() % 8, 0);
                        // SAFETY: granted with this size.
                        unsafe { grant.fill(number as u8, size) };
                        live.push((grant, size));
                    }
                } else {
                    let (grant, size) = live.swap_remove(size % live.len());
                    let bytes = content(grant, size);
                    prop_assert!(bytes.windows(2).all(|pair| pair[0] == pair[1]), "a grant was written to");
                    // SAFETY: live until here.
                    unsafe { arena.give_back(grant, size) };
                }
                prop_assert_eq!(arena.check(), Ok(live.len()));
            }
            for (grant, size) in live {
                // SAFETY: live until here.
                unsafe { arena.give_back(grant, size) };
            }
            prop_assert!(arena.is_empty());
        }
    }

    fn content(grant: Address, size: usize) -> Vec<u8> {
        // SAFETY: the callers pass live grants, which were filled.
        (0..size).map(|offset| unsafe { grant.add(offset).pointer::<u8>().read() }).collect()
    }
}
