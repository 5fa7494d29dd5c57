//! Why bytes are no SCALE encoding.

/// An error of the codec. Its number is what crosses the C ABI, as a negative count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
pub enum Error {
    /// The input ends before the value does.
    Truncated = -1,
    /// The value is not in its shortest form, or too large for its type.
    NotCanonical = -2,
}
