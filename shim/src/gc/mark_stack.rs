//! The mark stack: objects that are marked and not scanned yet, in a fixed number of entries.

use crate::heap::address::Address;
use crate::heap::layout::Shape;

/// Entries of the stack. With the splitting of long objects it is deep enough for trees and lists of any size; wide graphs overflow it.
#[cfg(not(any(test, feature = "stress")))]
const ENTRIES: usize = 1024;
/// In tests and in the stress mode so few that overflow is ordinary.
#[cfg(any(test, feature = "stress"))]
const ENTRIES: usize = 8;

/// An object that has to be scanned, or what is left of one.
#[derive(Clone, Copy)]
pub struct Pending {
    /// Its first word, or the first that was not scanned yet.
    pub start: Address,
    /// Where its pointers are.
    pub shape: Shape,
}

impl Pending {
    /// Nothing: no object starts at the null address.
    pub const NONE: Pending = Pending { start: Address::NULL, shape: Shape::LONG };

    /// The rest of a long object, from `start` on.
    pub const fn long(start: Address) -> Self {
        Pending { start, shape: Shape::LONG }
    }
}

/// A stack of [`Pending`] ranges.
pub struct MarkStack {
    entries: [Pending; ENTRIES],
    depth: usize,
}

impl MarkStack {
    /// An empty stack.
    pub const fn new() -> Self {
        MarkStack { entries: [Pending::NONE; ENTRIES], depth: 0 }
    }

    /// Puts `pending` on top; `false` when there is no room.
    #[inline(always)]
    pub fn push(&mut self, pending: Pending) -> bool {
        match self.entries.get_mut(self.depth) {
            Some(entry) => {
                *entry = pending;
                self.depth += 1;
                true
            }
            None => false,
        }
    }

    /// Takes the top entry.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<Pending> {
        self.depth = self.depth.checked_sub(1)?;
        self.entries.get(self.depth).copied()
    }

    /// Drops all entries.
    pub fn clear(&mut self) {
        self.depth = 0;
    }

    /// Whether no range waits.
    pub fn is_empty(&self) -> bool {
        self.depth == 0
    }
}

impl Default for MarkStack {
    fn default() -> Self {
        Self::new()
    }
}
