//! The collector: mark and lazy sweep, non-moving, precise in the heap where the compiler says what is a pointer.
//!
//! ```text
//!  allocate       bump a cursor in the bin of (size class, kind)                              fast path, inlined into Go
//!    |  run used up
//!  allocate_slow  next free run of the block -> next block with free cells -> a free block -> a new chunk
//!    |  the pacer says that enough was allocated
//!  begin_cycle -> mark_range for each root range -> end_cycle                                 by whoever knows the roots
//! ```
//!
//! - **Roots** are given from outside, as ranges of words of which each may be a pointer. A pointer into an object's inside keeps it alive.
//! - **Marking** uses a mark stack of fixed size. When it is full, the object is marked and its block noted; noted blocks are scanned again
//!   once the stack is empty. No recursion, no memory asked for during a cycle. An object in a cell goes on the stack with the shape that its block's
//!   record keeps, so that nothing is looked up when it is scanned; a chain of objects with one pointer each does not use the stack at all.
//! - **Sweeping** is lazy: a cycle only looks at the marks of each block. Blocks without any are free at once; the free runs of the others are
//!   found when a bin comes to allocate from them. What survived is counted; what died is the difference.
//! - **Release** gives everything back at the end of a call, in descending order of addresses: with last-in-first-out free lists, the next
//!   call then gets the same addresses again.
//! - It is deterministic: no clocks, no randomness; what it does depends on the calls made to it and on the addresses that it is granted.

mod bins;
mod collector;
mod mark;
mod mark_stack;
mod pacer;
mod stats;
mod sweep;
#[cfg(test)]
mod tests;

pub use bins::{Bin, Bins};
pub use collector::{Collector, Refusal};
pub use pacer::Pacer;
pub use stats::Counts;

/// Whether freed cells are filled with a pattern, so that the use of one shows.
pub const POISONING: bool = cfg!(any(test, feature = "stress"));
