//! The host functions, one file for each family; the table of all of them is in `table.rs`.

mod allocator;
mod crypto;
mod default_child_storage;
mod hashing;
mod keystore;
mod logging;
mod offchain;
mod offchain_index;
mod printing;
mod runtime_version;
mod storage;
pub mod table;
mod transaction_index;
mod trie;

use sp_storage::StateVersion;

use crate::{context::HostResult, error::HostFunctionError};

/// The state version that a runtime means by an `i32`. Only its low byte counts, as in every host.
fn state_version(version: u32) -> HostResult<StateVersion> {
    let version = version as u8;
    StateVersion::try_from(version).map_err(|()| HostFunctionError::StateVersion(version))
}

/// Copies `value` from `offset` on into `out`. Gives how many bytes the value has from there on.
fn read_into(value: &[u8], offset: u32, out: &mut [u8]) -> u32 {
    let data = value.get(offset as usize..).unwrap_or_default();
    let copied = data.len().min(out.len());
    out[..copied].copy_from_slice(&data[..copied]);
    data.len() as u32
}

/// What clearing many keys returns to the runtime.
#[derive(codec::Encode)]
enum Removal {
    /// Nothing is left.
    All(u32),
    /// The limit was reached first.
    Some(u32),
}

impl From<sp_externalities::MultiRemovalResults> for Removal {
    fn from(results: sp_externalities::MultiRemovalResults) -> Self {
        if results.maybe_cursor.is_some() {
            Self::Some(results.loops)
        } else {
            Self::All(results.loops)
        }
    }
}
