//! Whose the heap is, and what of the contract depends on it.
//!
//! All hosts that there are lend the heap and allocate in it. RFC-145 ("Remove the host-side runtime memory allocator") describes hosts that do not:
//! the runtime manages its memory itself, is passed only the length of its input, and may not import functions that allocate on the host's
//! side; a host refuses a module that mixes the two styles. Of the functions that the RFC adds, `ext_input_read` alone is known here.

use super::host_functions::HostFunction;
use std::sync::LazyLock;
use wasmparser::ValType;

/// A page of memory in bytes.
pub const PAGE_BYTES: u64 = 1 << 16;

/// The most pages of a guest's heap: 2 GiB.
pub const GUEST_HEAP_PAGES_MAX: u32 = 1 << 15;

/// Whose the runtime's heap is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heap {
    /// The host's, which lends it.
    Host,
    /// The runtime's own.
    Guest {
        /// Its size in pages of 64 KiB.
        pages: u32,
    },
}

/// How a module with a heap of its own gets its input.
const INPUT_READ_NAME: &str = "ext_input_read_version_1";

/// The type of that function: it takes a pointer-size.
pub(super) static INPUT_READ: LazyLock<HostFunction> = LazyLock::new(|| HostFunction { parameters: vec![ValType::I64], result: None });

/// The functions of today's hosts that put nothing into the heap: their results are numbers, or written to where the caller says.
const WITHOUT_ALLOCATION: [&str; 37] = [
    "ext_crypto_ecdsa_verify_version_2",
    "ext_crypto_ed25519_verify_version_1",
    "ext_crypto_finish_batch_verify_version_1",
    "ext_crypto_sr25519_verify_version_1",
    "ext_crypto_sr25519_verify_version_2",
    "ext_crypto_start_batch_verify_version_1",
    "ext_default_child_storage_clear_prefix_version_1",
    "ext_default_child_storage_clear_version_1",
    "ext_default_child_storage_exists_version_1",
    "ext_default_child_storage_set_version_1",
    "ext_default_child_storage_storage_kill_version_1",
    "ext_default_child_storage_storage_kill_version_2",
    "ext_logging_log_version_1",
    "ext_logging_max_level_version_1",
    "ext_misc_print_hex_version_1",
    "ext_misc_print_num_version_1",
    "ext_misc_print_utf8_version_1",
    "ext_offchain_index_clear_version_1",
    "ext_offchain_index_set_version_1",
    "ext_offchain_is_validator_version_1",
    "ext_offchain_local_storage_clear_version_1",
    "ext_offchain_local_storage_compare_and_set_version_1",
    "ext_offchain_local_storage_set_version_1",
    "ext_offchain_sleep_until_version_1",
    "ext_offchain_timestamp_version_1",
    "ext_storage_append_version_1",
    "ext_storage_clear_prefix_version_1",
    "ext_storage_clear_version_1",
    "ext_storage_commit_transaction_version_1",
    "ext_storage_exists_version_1",
    "ext_storage_rollback_transaction_version_1",
    "ext_storage_set_version_1",
    "ext_storage_start_transaction_version_1",
    "ext_transaction_index_index_version_1",
    "ext_transaction_index_renew_version_1",
    "ext_trie_blake2_256_verify_proof_version_1",
    "ext_trie_blake2_256_verify_proof_version_2",
];

impl Heap {
    /// Pages of the guest's own heap.
    pub(super) fn guest_pages(self) -> u64 {
        match self {
            Heap::Host => 0,
            Heap::Guest { pages } => pages.into(),
        }
    }

    /// The parameters of an API function.
    pub(super) fn entry_parameters(self) -> &'static [ValType] {
        match self {
            Heap::Host => &[ValType::I32, ValType::I32],
            Heap::Guest { .. } => &[ValType::I32],
        }
    }

    /// Whether a function that today's hosts have may not be imported.
    pub(super) fn refuses(self, name: &str) -> bool {
        self != Heap::Host && super::host_functions().contains_key(name) && !WITHOUT_ALLOCATION.contains(&name)
    }

    /// Whether a function that today's hosts don't have may be imported.
    pub(super) fn adds(self, name: &str) -> bool {
        self != Heap::Host && name == INPUT_READ_NAME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_do_not_allocate_return_no_address() {
        for name in WITHOUT_ALLOCATION {
            let function = &super::super::host_functions()[name];
            // Of the 64-bit results all are slices but one, which is a time.
            assert!(function.result != Some(ValType::I64) || name == "ext_offchain_timestamp_version_1", "{name}");
        }
        assert!(!super::super::host_functions().contains_key(INPUT_READ_NAME));
    }
}
