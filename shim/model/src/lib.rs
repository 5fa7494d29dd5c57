//! The collector against a shadow model, as an interpreter of actions.
//!
//! A [`Script`] is a list of [`Action`]s with a rule for when memory runs out. [`run`] takes the actions one after the other on a real heap and on
//! a model of it, and panics as soon as they differ or the heap walker finds a broken invariant. The property tests make scripts by strategy,
//! the fuzzer from bytes; both run this code, so a finding of one is a test of the other.
//!
//! The collector is built in its stress form here: freed cells are poisoned, and the mark stack is so short that its overflow is ordinary.

mod action;
mod interpreter;
mod shape;
mod source;

pub use action::{Action, Scarcity, Script, Size, ROOTS};
pub use interpreter::{run, Outcome};
pub use shape::Shape;
pub use source::{Backing, LedgerSource};
