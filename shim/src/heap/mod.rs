//! Where objects live. A *chunk* is what the host grants; a *block* is a part of a chunk that serves one size class; a *cell* holds one object.
//!
//! ```text
//!  region table   [ chunk ][ large ][ chunk ] ...        sorted by address; a granule table makes look-ups O(1)
//!                     |
//!  chunk          [ header: one BlockMeta a block ][ block 0 ][ block 1 ] ... [ block n-1 ]
//!                                                      |
//!  block (2 KiB)                                   [ cell ][ cell ][ cell ] ... slack      all of one size class and one kind
//! ```
//!
//! An object of up to [`size_class::SMALL_MAX`] bytes takes a cell; one of up to [`region::MEDIUM_MAX`] takes a run of whole blocks; a larger one
//! is a region of its own, straight from the chunk source. Cells carry no header but for one case: where the compiler's layout word says that
//! some words are pointers and some are not, the cell's last word keeps that layout.
//!
//! Nothing here knows roots, TinyGo or a host: memory comes from a [`source::ChunkSource`].

pub mod address;
pub mod arena;
pub mod block;
pub mod chunk;
pub mod layout;
pub mod region;
pub mod size_class;
pub mod source;
