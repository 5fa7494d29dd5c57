//! The table of all host functions: name, signature, implementation.
//!
//! Runtimes import them from the module `env`. An `i64` argument is a pointer-size (see [`PointerSize`](crate::pointer::PointerSize))
//! unless its name says otherwise; an `i32` is an address, a number or a truth value.

use sp_core::{ecdsa, ed25519, sr25519};
use wasmtime::{Caller, Linker};

use super::{
    allocator, crypto, default_child_storage as child, hashing, keystore, logging, offchain, offchain_index, printing, runtime_version,
    storage, transaction_index, trie,
};
use crate::context::{Context, HostState, HostTrap};

/// What the names of the allocator's functions start with.
const ALLOCATOR: &str = "ext_allocator_";

/// A type of WebAssembly that host functions use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WasmType {
    /// `i32`.
    I32,
    /// `i64`.
    I64,
}

impl WasmType {
    fn name(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
        }
    }
}

/// A host function.
pub struct HostFunction {
    /// The name of the import.
    pub name: &'static str,
    /// The types of its arguments.
    pub parameters: &'static [WasmType],
    /// The type of its result.
    pub result: Option<WasmType>,
    /// Adds the function to a linker, as the one at the given place in the table.
    link: fn(&mut Linker<HostState>, usize) -> wasmtime::Result<()>,
}

impl HostFunction {
    /// The signature, as in `(i32, i64) -> i64`.
    pub fn signature(&self) -> String {
        let parameters: Vec<_> = self.parameters.iter().map(|parameter| parameter.name()).collect();
        let result = self.result.map_or("none", WasmType::name);
        format!("({}) -> {result}", parameters.join(", "))
    }

    /// Whether the function belongs to the allocator, whose calls are counted apart.
    pub fn is_allocator(&self) -> bool {
        self.name.starts_with(ALLOCATOR)
    }
}

impl std::fmt::Debug for HostFunction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.name, self.signature())
    }
}

/// Looks up a host function by the name of its import.
pub fn find(name: &str) -> Option<&'static HostFunction> {
    HOST_FUNCTIONS.iter().find(|function| function.name == name)
}

/// Adds the function called `name` to a linker.
pub(crate) fn link(linker: &mut Linker<HostState>, name: &str) -> wasmtime::Result<()> {
    match HOST_FUNCTIONS.iter().enumerate().find(|(_, function)| function.name == name) {
        Some((index, function)) => (function.link)(linker, index),
        None => Err(wasmtime::Error::msg(format!("no host function {name}"))),
    }
}

macro_rules! wasm_type {
    (i32) => {
        WasmType::I32
    };
    (i64) => {
        WasmType::I64
    };
}

macro_rules! rust_type {
    () => {
        ()
    };
    (i32) => {
        u32
    };
    (i64) => {
        u64
    };
}

macro_rules! result_type {
    () => {
        None
    };
    ($result:tt) => {
        Some(wasm_type!($result))
    };
}

macro_rules! host_functions {
    ($($name:ident($($argument:ident: $type:tt),*) $(-> $result:tt)? = $implementation:path;)*) => {
        /// All host functions.
        pub const HOST_FUNCTIONS: &[HostFunction] = &[$(HostFunction {
            name: stringify!($name),
            parameters: &[$(wasm_type!($type)),*],
            result: result_type!($($result)?),
            link: |linker, index| {
                let body = move |mut caller: Caller<'_, HostState>, $($argument: rust_type!($type)),*|
                    -> wasmtime::Result<rust_type!($($result)?)> {
                    let Some(mut context) = Context::enter(&mut caller, index) else {
                        return Err(wasmtime::Error::msg("a host function was called before the instance had a memory"));
                    };
                    let fault = if stringify!($name).starts_with(ALLOCATOR) { Ok(()) } else { context.fault() };
                    fault.and_then(|()| $implementation(&mut context, $($argument),*))
                        .map_err(|error| HostTrap { function: stringify!($name), error }.into())
                };
                linker.func_wrap("env", stringify!($name), body)?;
                Ok(())
            },
        }),*];
    };
}

host_functions! {
    ext_allocator_free_version_1(pointer: i32) = allocator::free;
    ext_allocator_malloc_version_1(bytes: i32) -> i32 = allocator::malloc;

    ext_crypto_ecdsa_generate_version_1(key_type: i32, seed: i64) -> i32 = keystore::generate::<ecdsa::Pair>;
    ext_crypto_ecdsa_verify_version_2(signature: i32, message: i64, key: i32) -> i32 = crypto::ecdsa_verify;
    ext_crypto_ed25519_generate_version_1(key_type: i32, seed: i64) -> i32 = keystore::generate::<ed25519::Pair>;
    ext_crypto_ed25519_public_keys_version_1(key_type: i32) -> i64 = keystore::public_keys::<ed25519::Pair>;
    ext_crypto_ed25519_sign_version_1(key_type: i32, key: i32, message: i64) -> i64 = keystore::sign::<ed25519::Pair>;
    ext_crypto_ed25519_verify_version_1(signature: i32, message: i64, key: i32) -> i32 = crypto::ed25519_verify;
    ext_crypto_finish_batch_verify_version_1() -> i32 = crypto::finish_batch_verify;
    ext_crypto_secp256k1_ecdsa_recover_compressed_version_1(signature: i32, message: i32) -> i64 = crypto::secp256k1_ecdsa_recover_compressed_overflowing;
    ext_crypto_secp256k1_ecdsa_recover_compressed_version_2(signature: i32, message: i32) -> i64 = crypto::secp256k1_ecdsa_recover_compressed;
    ext_crypto_secp256k1_ecdsa_recover_version_1(signature: i32, message: i32) -> i64 = crypto::secp256k1_ecdsa_recover_overflowing;
    ext_crypto_secp256k1_ecdsa_recover_version_2(signature: i32, message: i32) -> i64 = crypto::secp256k1_ecdsa_recover;
    ext_crypto_sr25519_generate_version_1(key_type: i32, seed: i64) -> i32 = keystore::generate::<sr25519::Pair>;
    ext_crypto_sr25519_public_keys_version_1(key_type: i32) -> i64 = keystore::public_keys::<sr25519::Pair>;
    ext_crypto_sr25519_sign_version_1(key_type: i32, key: i32, message: i64) -> i64 = keystore::sign::<sr25519::Pair>;
    ext_crypto_sr25519_verify_version_1(signature: i32, message: i64, key: i32) -> i32 = crypto::sr25519_verify_deprecated;
    ext_crypto_sr25519_verify_version_2(signature: i32, message: i64, key: i32) -> i32 = crypto::sr25519_verify;
    ext_crypto_start_batch_verify_version_1() = crypto::start_batch_verify;

    ext_default_child_storage_clear_prefix_version_1(child_key: i64, prefix: i64) = child::clear_prefix;
    ext_default_child_storage_clear_prefix_version_2(child_key: i64, prefix: i64, limit: i64) -> i64 = child::clear_prefix_limited;
    ext_default_child_storage_clear_version_1(child_key: i64, key: i64) = child::clear;
    ext_default_child_storage_exists_version_1(child_key: i64, key: i64) -> i32 = child::exists;
    ext_default_child_storage_get_version_1(child_key: i64, key: i64) -> i64 = child::get;
    ext_default_child_storage_next_key_version_1(child_key: i64, key: i64) -> i64 = child::next_key;
    ext_default_child_storage_read_version_1(child_key: i64, key: i64, out: i64, offset: i32) -> i64 = child::read;
    ext_default_child_storage_root_version_1(child_key: i64) -> i64 = child::root;
    ext_default_child_storage_root_version_2(child_key: i64, state_version: i32) -> i64 = child::root_versioned;
    ext_default_child_storage_set_version_1(child_key: i64, key: i64, value: i64) = child::set;
    ext_default_child_storage_storage_kill_version_1(child_key: i64) = child::storage_kill;
    ext_default_child_storage_storage_kill_version_2(child_key: i64, limit: i64) -> i32 = child::storage_kill_limited;
    ext_default_child_storage_storage_kill_version_3(child_key: i64, limit: i64) -> i64 = child::storage_kill_counted;

    ext_hashing_blake2_128_version_1(data: i64) -> i32 = hashing::blake2_128;
    ext_hashing_blake2_256_version_1(data: i64) -> i32 = hashing::blake2_256;
    ext_hashing_keccak_256_version_1(data: i64) -> i32 = hashing::keccak_256;
    ext_hashing_sha2_256_version_1(data: i64) -> i32 = hashing::sha2_256;
    ext_hashing_twox_128_version_1(data: i64) -> i32 = hashing::twox_128;
    ext_hashing_twox_256_version_1(data: i64) -> i32 = hashing::twox_256;
    ext_hashing_twox_64_version_1(data: i64) -> i32 = hashing::twox_64;

    ext_logging_log_version_1(level: i32, target: i64, message: i64) = logging::log;
    ext_logging_max_level_version_1() -> i32 = logging::max_level;

    ext_misc_print_hex_version_1(data: i64) = printing::print_hex;
    ext_misc_print_num_version_1(number: i64) = printing::print_num;
    ext_misc_print_utf8_version_1(text: i64) = printing::print_utf8;
    ext_misc_runtime_version_version_1(wasm: i64) -> i64 = runtime_version::runtime_version;

    ext_offchain_http_request_add_header_version_1(request: i32, name: i64, value: i64) -> i64 = offchain::http_request_add_header;
    ext_offchain_http_request_start_version_1(method: i64, uri: i64, meta: i64) -> i64 = offchain::http_request_start;
    ext_offchain_index_clear_version_1(key: i64) = offchain_index::clear;
    ext_offchain_index_set_version_1(key: i64, value: i64) = offchain_index::set;
    ext_offchain_is_validator_version_1() -> i32 = offchain::is_validator;
    ext_offchain_local_storage_clear_version_1(kind: i32, key: i64) = offchain::local_storage_clear;
    ext_offchain_local_storage_compare_and_set_version_1(kind: i32, key: i64, old: i64, new: i64) -> i32 = offchain::local_storage_compare_and_set;
    ext_offchain_local_storage_get_version_1(kind: i32, key: i64) -> i64 = offchain::local_storage_get;
    ext_offchain_local_storage_set_version_1(kind: i32, key: i64, value: i64) = offchain::local_storage_set;
    ext_offchain_network_state_version_1() -> i64 = offchain::network_state;
    ext_offchain_random_seed_version_1() -> i32 = offchain::random_seed;
    ext_offchain_sleep_until_version_1(deadline: i64) = offchain::sleep_until;
    ext_offchain_submit_transaction_version_1(transaction: i64) -> i64 = offchain::submit_transaction;
    ext_offchain_timestamp_version_1() -> i64 = offchain::timestamp;

    ext_storage_append_version_1(key: i64, value: i64) = storage::append;
    ext_storage_changes_root_version_1(parent_hash: i64) -> i64 = storage::changes_root;
    ext_storage_clear_prefix_version_1(prefix: i64) = storage::clear_prefix;
    ext_storage_clear_prefix_version_2(prefix: i64, limit: i64) -> i64 = storage::clear_prefix_limited;
    ext_storage_clear_version_1(key: i64) = storage::clear;
    ext_storage_commit_transaction_version_1() = storage::commit_transaction;
    ext_storage_exists_version_1(key: i64) -> i32 = storage::exists;
    ext_storage_get_version_1(key: i64) -> i64 = storage::get;
    ext_storage_next_key_version_1(key: i64) -> i64 = storage::next_key;
    ext_storage_read_version_1(key: i64, out: i64, offset: i32) -> i64 = storage::read;
    ext_storage_rollback_transaction_version_1() = storage::rollback_transaction;
    ext_storage_root_version_1() -> i64 = storage::root;
    ext_storage_root_version_2(state_version: i32) -> i64 = storage::root_versioned;
    ext_storage_set_version_1(key: i64, value: i64) = storage::set;
    ext_storage_start_transaction_version_1() = storage::start_transaction;

    ext_transaction_index_index_version_1(extrinsic: i32, bytes: i32, hash: i32) = transaction_index::index;
    ext_transaction_index_renew_version_1(extrinsic: i32, hash: i32) = transaction_index::renew;

    ext_trie_blake2_256_ordered_root_version_1(values: i64) -> i32 = trie::blake2_256_ordered_root;
    ext_trie_blake2_256_ordered_root_version_2(values: i64, state_version: i32) -> i32 = trie::blake2_256_ordered_root_versioned;
    ext_trie_blake2_256_root_version_1(pairs: i64) -> i32 = trie::blake2_256_root;
    ext_trie_blake2_256_root_version_2(pairs: i64, state_version: i32) -> i32 = trie::blake2_256_root_versioned;
    ext_trie_blake2_256_verify_proof_version_1(root: i32, proof: i64, key: i64, value: i64) -> i32 = trie::blake2_256_verify_proof;
    ext_trie_blake2_256_verify_proof_version_2(root: i32, proof: i64, key: i64, value: i64, state_version: i32) -> i32 = trie::blake2_256_verify_proof_versioned;
}
