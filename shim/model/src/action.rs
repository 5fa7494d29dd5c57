//! What can be done to a heap.

use crate::shape::Shape;
use arbitrary::Arbitrary;

/// How many roots a script has. Indices are taken modulo this.
pub const ROOTS: usize = 24;

/// How much larger than the smallest regions get, in bytes. Less in Miri, which looks at each byte.
const REGION_SPREAD_BYTES: usize = if cfg!(miri) { 2_000 } else { 200_000 };

/// The size of an object. The numbers are taken modulo what each kind allows, so that every value has a meaning.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Takes a cell: up to 1 KiB, nothing included.
    Cell(u16),
    /// Takes blocks: up to 32 KiB.
    Span(u16),
    /// Takes a region of its own: up to some hundred KiB.
    Region(u16),
    /// What no source grants: 2^31, and negative numbers that became sizes.
    Absurd(u8),
}

impl Size {
    /// The size in bytes.
    pub fn bytes(self) -> usize {
        match self {
            Size::Cell(n) => usize::from(n) % 1025,
            Size::Span(n) => 1025 + usize::from(n) % ((32 << 10) - 1024),
            Size::Region(n) => (32 << 10) + 1 + usize::from(n) * 4 % REGION_SPREAD_BYTES,
            Size::Absurd(n) => match n % 4 {
                0 => 1 << 31,
                1 => (32 << 20) + 1 + usize::from(n),
                2 => usize::MAX - usize::from(n),
                _ => usize::MAX / 2 + usize::from(n),
            },
        }
    }
}

/// A step.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Allocates an object, which `root` refers to.
    Allocate {
        /// Its size.
        size: Size,
        /// Where its pointers are.
        shape: Shape,
        /// The root.
        root: u8,
    },
    /// Stores a pointer to the object of root `to` in the first pointer slot at or after `slot` of the object of root `from`.
    Link {
        /// The root of the object that is written to.
        from: u8,
        /// Where it is written to.
        slot: u16,
        /// The root of the object that is pointed at.
        to: u8,
        /// How far inside it.
        inside: u16,
    },
    /// Clears the first pointer slot at or after `slot` of the object of root `from`.
    Unlink {
        /// The root of the object.
        from: u8,
        /// Where.
        slot: u16,
    },
    /// Root `to` refers to what the first pointer slot at or after `slot` of the object of root `from` points at, if it does.
    Follow {
        /// The root of the object that is read.
        from: u8,
        /// Where.
        slot: u16,
        /// The root that is set.
        to: u8,
    },
    /// The root refers to nothing any more.
    Unroot {
        /// The root.
        root: u8,
    },
    /// A buffer that was granted to another becomes an object.
    Adopt {
        /// Its size, in units of 3 bytes.
        size: u16,
        /// The root.
        root: u8,
    },
    /// A cycle.
    Collect,
    /// A cycle that is begun, marks from so many roots, and is never ended: the call trapped. All memory goes back.
    Trap {
        /// How many roots.
        marked: u8,
    },
    /// The end of a call, whose result is the object of the root: it is handed over if it can be, and all else goes back.
    Return {
        /// The root.
        root: u8,
    },
}

/// When the source has no more.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scarcity {
    /// Never.
    Ample,
    /// Once so many units of 4 KiB are granted.
    Limit(u8),
    /// At the grant with this number, once.
    Once(u8),
    /// From the grant with this number on.
    From(u8),
}

/// What [`crate::run`] runs.
#[derive(Arbitrary, Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// When memory runs out.
    pub scarcity: Scarcity,
    /// The steps.
    pub actions: Vec<Action>,
}
