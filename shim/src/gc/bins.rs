//! Bins: for each pair of size class and kind, the run of free cells that objects are allocated from.

use crate::heap::address::Address;
use crate::heap::layout::{Kind, KINDS};
use crate::heap::size_class::{SizeClass, CLASSES};

/// The number of bins. They fit the bits of a `u64`.
pub const BINS: usize = CLASSES * KINDS;
const _: () = assert!(BINS <= 64);

/// A run of free cells, used up from its start.
#[derive(Clone, Copy)]
pub struct Bin {
    /// The next free cell; equal to `limit` when the run is used up.
    pub cursor: Address,
    /// The end of the run.
    pub limit: Address,
    /// Where the run began.
    pub run_start: Address,
    /// The record of the block that holds the run, or null.
    pub block: Address,
    /// The address of that block.
    pub block_start: Address,
    /// The first block with free cells that the bin has not come to yet, or null.
    pub partial: Address,
}

impl Bin {
    const EMPTY: Bin = Bin {
        cursor: Address::NULL,
        limit: Address::NULL,
        run_start: Address::NULL,
        block: Address::NULL,
        block_start: Address::NULL,
        partial: Address::NULL,
    };
}

/// All bins, and which of them are in use.
pub struct Bins {
    bins: [Bin; BINS],
    used: u64,
}

impl Bins {
    /// Bins without any run.
    pub const fn new() -> Self {
        Bins { bins: [Bin::EMPTY; BINS], used: 0 }
    }

    /// The index of the bin for this pair.
    #[inline(always)]
    pub const fn index(class: SizeClass, kind: Kind) -> usize {
        class.index() * KINDS + kind as usize
    }

    /// The size class and kind of bin `index`.
    pub const fn class_of(index: usize) -> SizeClass {
        SizeClass::from_index(index / KINDS)
    }

    /// The bin with this index, to allocate from.
    #[inline(always)]
    pub fn get(&mut self, index: usize) -> &mut Bin {
        &mut self.bins[index]
    }

    /// The bin with this index, to give it a run or a list: it counts as used from now on.
    pub fn claim(&mut self, index: usize) -> &mut Bin {
        self.used |= 1 << index;
        self.get(index)
    }

    /// The bins in use, one bit each.
    pub fn used_mask(&self) -> u64 {
        self.used
    }

    /// The indices of the bins in use, and their bins.
    pub fn used(&self) -> impl Iterator<Item = (usize, &Bin)> {
        self.bins.iter().enumerate().filter(|(index, _)| self.used >> index & 1 == 1)
    }

    /// Empties the bins in use. Costs nothing for the others.
    pub fn clear(&mut self) {
        while self.used != 0 {
            let index = self.used.trailing_zeros() as usize;
            self.used &= self.used - 1;
            *self.get(index) = Bin::EMPTY;
        }
    }
}

impl Default for Bins {
    fn default() -> Self {
        Self::new()
    }
}
