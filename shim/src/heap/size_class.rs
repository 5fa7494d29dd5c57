//! Size classes: the cell sizes that a block can be divided into.
//!
//! Steps of 8 bytes up to 48, then about four classes to the doubling, chosen so that the cells of a block leave little slack. The waste inside a
//! cell is below 25 % from 32 bytes on (Go's classes allow 12.5 %, in larger spans).

use super::address::WORD;

/// Bytes of a block.
pub const BLOCK_BYTES: usize = 1 << BLOCK_SHIFT;
/// The binary logarithm of [`BLOCK_BYTES`].
pub const BLOCK_SHIFT: usize = 11;

/// Bytes of a cell, by class. Multiples of 8, so that each object is aligned to 8.
const CELL_BYTES: [u16; CLASSES] = [8, 16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 336, 408, 512, 680, 1024];

/// The number of size classes.
pub const CLASSES: usize = 20;

/// The largest object, in bytes and with its layout word if it has one, that takes a cell.
pub const SMALL_MAX: usize = 1024;

/// The most cells that a block can hold.
pub const CELLS_MAX: usize = BLOCK_BYTES / 8;

/// `CLASS_OF[n]` is the class for `n` times 8 bytes.
const CLASS_OF: [u8; SMALL_MAX / 8 + 1] = class_table();

/// Cells of a block, by class. A table, because a division takes longer than all else that is done for a new block.
const CELLS: [u16; CLASSES] = {
    let mut table = [0; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        table[class] = BLOCK_BYTES as u16 / CELL_BYTES[class];
        class += 1;
    }
    table
};

/// See [`SizeClass::reciprocal`]; a table for the same reason.
const RECIPROCALS: [u32; CLASSES] = {
    let mut table = [0; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        table[class] = (1u32 << RECIPROCAL_SHIFT).div_ceil(CELL_BYTES[class] as u32);
        class += 1;
    }
    table
};

const fn class_table() -> [u8; SMALL_MAX / 8 + 1] {
    let mut table = [0; SMALL_MAX / 8 + 1];
    let mut units = 0;
    let mut class = 0;
    while units < table.len() {
        if units * 8 > CELL_BYTES[class] as usize {
            class += 1;
        }
        table[units] = class as u8;
        units += 1;
    }
    table
}

/// A size class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SizeClass(u8);

impl SizeClass {
    /// The smallest class whose cells hold `bytes`, at most [`SMALL_MAX`].
    #[inline(always)]
    pub const fn holding(bytes: usize) -> Self {
        SizeClass(CLASS_OF[bytes.div_ceil(8)])
    }

    /// The class with this index, below [`CLASSES`].
    #[inline(always)]
    pub const fn from_index(index: usize) -> Self {
        assert!(index < CLASSES);
        SizeClass(index as u8)
    }

    /// The index, below [`CLASSES`].
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Bytes from one cell to the next.
    #[inline(always)]
    pub const fn cell_bytes(self) -> usize {
        CELL_BYTES[self.0 as usize] as usize
    }

    /// How many cells a block of this class has.
    #[inline(always)]
    pub const fn cells(self) -> usize {
        CELLS[self.0 as usize] as usize
    }

    /// The factor with which [`cell_at`] finds a cell without a division.
    #[inline(always)]
    pub const fn reciprocal(self) -> u32 {
        RECIPROCALS[self.0 as usize]
    }
}

/// With an offset below 2^11 and cells of at most 2^10 bytes, the rounding error of a reciprocal of 21 bits never reaches the next cell.
const RECIPROCAL_SHIFT: usize = 21;

/// The index of the cell that holds the byte at `offset` in a block, given [`SizeClass::reciprocal`].
#[inline(always)]
pub const fn cell_at(offset: usize, reciprocal: u32) -> usize {
    ((offset as u32 * reciprocal) >> RECIPROCAL_SHIFT) as usize
}

const _: () = assert!(WORD <= 8 && SMALL_MAX <= BLOCK_BYTES);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_gets_the_smallest_class_that_holds_it() {
        for bytes in 0..=SMALL_MAX {
            let class = SizeClass::holding(bytes);
            assert!(class.cell_bytes() >= bytes);
            assert!(class.index() == 0 || SizeClass::from_index(class.index() - 1).cell_bytes() < bytes);
        }
    }

    #[test]
    fn the_reciprocal_finds_the_cell_of_every_byte() {
        for index in 0..CLASSES {
            let class = SizeClass::from_index(index);
            for offset in 0..BLOCK_BYTES {
                assert_eq!(cell_at(offset, class.reciprocal()), offset / class.cell_bytes());
            }
        }
    }

    #[test]
    fn cells_leave_little_slack() {
        for index in 0..CLASSES {
            let class = SizeClass::from_index(index);
            assert_eq!(class.cell_bytes() % 8, 0);
            assert!(BLOCK_BYTES - class.cells() * class.cell_bytes() <= 128);
        }
    }
}
