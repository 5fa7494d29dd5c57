//! The mark stack: objects that are marked and not scanned yet, in a fixed number of entries.

use crate::heap::address::Address;
use crate::heap::layout::Layout;

/// Entries of the stack. With the splitting of long objects it is deep enough for trees and lists of any size; wide graphs overflow it.
#[cfg(not(any(test, feature = "stress")))]
const ENTRIES: usize = 1024;
/// In tests and in the stress mode so few that overflow is ordinary.
#[cfg(any(test, feature = "stress"))]
const ENTRIES: usize = 8;

/// A range of an object's words that has to be scanned.
#[derive(Clone, Copy)]
pub struct Pending {
    /// Its first word.
    pub start: Address,
    /// Its size in bytes.
    pub bytes: usize,
    /// Where its pointers are; unknown: each word is scanned.
    pub layout: Layout,
}

/// A stack of [`Pending`] ranges.
pub struct MarkStack {
    entries: [Pending; ENTRIES],
    depth: usize,
}

impl MarkStack {
    /// An empty stack.
    pub const fn new() -> Self {
        MarkStack { entries: [Pending { start: Address::NULL, bytes: 0, layout: Layout::UNKNOWN }; ENTRIES], depth: 0 }
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
