//! The oracle: the solo runtime's composition in FRAME.
//!
//! It answers one question: what would FRAME have done? Differential tests run the same blocks through this module and through the Go
//! runtime, and benchmarks compare both in one process. No chain is meant to run it, and nothing of it is left out to make it smaller or
//! faster than a node's own runtime would be.
//!
//! ```text
//!  lib       version, types of the block and the extrinsic, the pallets by index
//!   ├ configs   each pallet's parameters
//!   ├ apis      the runtime APIs
//!   └ presets   genesis presets
//! ```

#![no_std]

extern crate alloc;

mod apis;
mod configs;
mod presets;

use alloc::{borrow::Cow, vec::Vec};

use frame_support::weights::Weight;
use sp_runtime::{
    generic, impl_opaque_keys,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// What the runtime says of itself. The versions above 100 differ in nothing else: they are what a chain is upgraded to.
#[cfg(not(any(feature = "spec-101", feature = "spec-102")))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("gopallet-solo"),
    impl_name: Cow::Borrowed("gopallet-solo"),
    authoring_version: 1,
    spec_version: 100,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// What the runtime says of itself after one upgrade.
#[cfg(all(feature = "spec-101", not(feature = "spec-102")))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("gopallet-solo"),
    impl_name: Cow::Borrowed("gopallet-solo"),
    authoring_version: 1,
    spec_version: 101,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// What the runtime says of itself after two upgrades.
#[cfg(feature = "spec-102")]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("gopallet-solo"),
    impl_name: Cow::Borrowed("gopallet-solo"),
    authoring_version: 1,
    spec_version: 102,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// Any of the three kinds of signature, with the account that made it.
pub type Signature = MultiSignature;
/// An account: a public key, or the hash of an ECDSA key.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How an extrinsic names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount, in the smallest unit.
pub type Balance = u128;
/// How many extrinsics of an account were executed.
pub type Nonce = u32;
/// A block's height.
pub type BlockNumber = u32;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// The extensions of a transaction, in the order in which they are encoded and run.
pub type TxExtension = (
    frame_system::AuthorizeCall<Runtime>,
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);
/// An extrinsic as it is in a block.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// What runs blocks.
pub type Executive = frame_executive::Executive<Runtime, Block, frame_system::ChainContext<Runtime>, Runtime, AllPalletsWithSystem>;

impl_opaque_keys! {
    /// The keys that an authority takes part with.
    pub struct SessionKeys {
        pub aura: Aura,
        pub grandpa: Grandpa,
    }
}

#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;

    #[runtime::pallet_index(1)]
    pub type Timestamp = pallet_timestamp;

    #[runtime::pallet_index(2)]
    pub type Aura = pallet_aura;

    #[runtime::pallet_index(3)]
    pub type Grandpa = pallet_grandpa;

    #[runtime::pallet_index(4)]
    pub type Balances = pallet_balances;

    #[runtime::pallet_index(5)]
    pub type TransactionPayment = pallet_transaction_payment;

    #[runtime::pallet_index(6)]
    pub type Sudo = pallet_sudo;
}

/// The reference time that a block may take.
pub(crate) const BLOCK_WEIGHT: Weight = Weight::from_parts(2 * frame_support::weights::constants::WEIGHT_REF_TIME_PER_SECOND, u64::MAX);
