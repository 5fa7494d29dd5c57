//! SCALE primitives over parity-scale-codec, for the C ABI to Go.
//!
//! What parity-scale-codec refuses is refused here: only the shortest form of a compact integer is one.

pub mod compact;
pub mod error;
pub mod octets;
pub mod text;

pub use error::Error;
