//! Calls of the runtime APIs beside the blocks.

use codec::{Compact, Encode};
use rand::Rng;

use super::Generator;
use crate::{
    account::Account,
    call::Environment,
    extrinsic::{self, ChainView},
    script::{Bytes, Query},
};

/// The functions without arguments.
const PLAIN: [&str; 7] = [
    "Core_version",
    "Metadata_metadata_versions",
    "AuraApi_slot_duration",
    "AuraApi_authorities",
    "GrandpaApi_grandpa_authorities",
    "GrandpaApi_current_set_id",
    "GenesisBuilder_preset_names",
];

/// Every function but those that give metadata, whose words differ.
const ALL: [&str; 27] = [
    "Core_version",
    "Core_execute_block",
    "Core_initialize_block",
    "Metadata_metadata_versions",
    "BlockBuilder_apply_extrinsic",
    "BlockBuilder_finalize_block",
    "BlockBuilder_inherent_extrinsics",
    "BlockBuilder_check_inherents",
    "TaggedTransactionQueue_validate_transaction",
    "OffchainWorkerApi_offchain_worker",
    "SessionKeys_generate_session_keys",
    "SessionKeys_decode_session_keys",
    "AuraApi_slot_duration",
    "AuraApi_authorities",
    "GrandpaApi_grandpa_authorities",
    "GrandpaApi_current_set_id",
    "GrandpaApi_generate_key_ownership_proof",
    "AccountNonceApi_account_nonce",
    "TransactionPaymentApi_query_info",
    "TransactionPaymentApi_query_fee_details",
    "TransactionPaymentApi_query_weight_to_fee",
    "TransactionPaymentApi_query_length_to_fee",
    "TransactionPaymentCallApi_query_call_info",
    "TransactionPaymentCallApi_query_call_fee_details",
    "TransactionPaymentCallApi_query_weight_to_fee",
    "TransactionPaymentCallApi_query_length_to_fee",
    "GenesisBuilder_preset_names",
];

/// What an extrinsic that is only asked about depends on.
struct Nowhere;

impl Environment for Nowhere {
    fn free(&self, _: &Account) -> u128 {
        1 << 60
    }

    fn slot_start_ms(&self) -> u64 {
        6_000_000
    }
}

impl ChainView for Nowhere {
    fn nonce(&self, _: &Account) -> u32 {
        0
    }

    fn number(&self) -> u32 {
        1
    }

    fn block_hash(&self, _: u64) -> [u8; 32] {
        [0; 32]
    }

    fn spec_version(&self) -> u32 {
        100
    }

    fn transaction_version(&self) -> u32 {
        1
    }
}

impl Generator {
    /// A call of a runtime API: one of three is nonsense.
    pub(super) fn query(&mut self) -> Query {
        let (function, input) = match self.rng.gen_range(0..12) {
            0..=1 => (self.pick(&PLAIN), Vec::new()),
            2..=5 => (self.pick(&ALL), self.bytes(100).0),
            _ => self.sensible(),
        };
        Query { function: function.to_owned(), input: Bytes(input) }
    }

    fn sensible(&mut self) -> (&'static str, Vec<u8>) {
        let length = self.pick(&[0u32, 1, 150, 1_000_000, u32::MAX]);
        match self.rng.gen_range(0..12) {
            0 => ("AccountNonceApi_account_nonce", self.account().id().to_vec()),
            1 | 2 => {
                let function = self.pick(&["TransactionPaymentApi_query_info", "TransactionPaymentApi_query_fee_details"]);
                let extrinsic = self.extrinsic();
                (function, [extrinsic::encode(&extrinsic, &Nowhere), length.encode()].concat())
            }
            3 | 4 => {
                let function =
                    self.pick(&["TransactionPaymentCallApi_query_call_info", "TransactionPaymentCallApi_query_call_fee_details"]);
                let call = if self.chance(50) { self.root_call() } else { self.sudo_call() };
                (function, [call.encode(&Nowhere), length.encode()].concat())
            }
            5 => {
                let function = self.pick(&["TransactionPaymentApi_query_weight_to_fee", "TransactionPaymentCallApi_query_weight_to_fee"]);
                (function, (Compact(self.number() as u64), Compact(self.number() as u64)).encode())
            }
            6 => {
                let function = self.pick(&["TransactionPaymentApi_query_length_to_fee", "TransactionPaymentCallApi_query_length_to_fee"]);
                (function, length.encode())
            }
            7 => ("SessionKeys_decode_session_keys", vec![7u8; self.pick(&[0, 32, 63, 64, 65])].encode()),
            8 => {
                let seed = self.pick(&[None, Some(b"//Alice".to_vec()), Some(vec![0xFF]), Some(b"no phrase at all".to_vec())]);
                ("SessionKeys_generate_session_keys", (self.bytes(40).0, seed).encode())
            }
            9 => ("GenesisBuilder_get_preset", self.pick(&[None, Some("development"), Some("local_testnet"), Some("none")]).encode()),
            10 => ("GrandpaApi_generate_key_ownership_proof", (u64::from(length), self.account().id()).encode()),
            _ => {
                let header = ([1u8; 32], Compact(self.rng.gen_range(0..100u32)), [2u8; 64], 0u8).encode();
                ("OffchainWorkerApi_offchain_worker", header)
            }
        }
    }
}
