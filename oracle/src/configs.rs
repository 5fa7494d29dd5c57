//! Each pallet's parameters.

use frame_support::{
    derive_impl,
    dispatch::DispatchClass,
    parameter_types,
    traits::{ConstBool, ConstU128, ConstU16, ConstU32, ConstU64, ConstU8, VariantCountOf},
    weights::{IdentityFee, RuntimeDbWeight},
};
use frame_system::limits;
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::{traits::One, Perbill};
use sp_version::RuntimeVersion;

use crate::*;

/// Milliseconds from one slot to the next.
pub(crate) const SLOT_DURATION_MS: u64 = 6_000;
/// The part of a block that normal extrinsics may fill.
const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// The most bytes that the extrinsics of a block may have.
const BLOCK_LENGTH_BYTES: u32 = 5 * 1024 * 1024;

parameter_types! {
    pub const Version: RuntimeVersion = VERSION;
    pub BlockWeights: limits::BlockWeights = limits::BlockWeights::with_sensible_defaults(BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO);
    pub BlockLength: limits::BlockLength = limits::BlockLength::builder()
        .max_length(BLOCK_LENGTH_BYTES)
        .modify_max_length_for_class(DispatchClass::Normal, |bytes| *bytes = NORMAL_DISPATCH_RATIO * *bytes)
        .build();
    pub FeeMultiplier: Multiplier = Multiplier::one();
    /// RocksDB's weights with a write that is dearer by the least amount: what a comparison has to notice.
    pub const SlightlyDearerWeight: RuntimeDbWeight = RuntimeDbWeight { read: 25_000_000, write: 100_000_001 };
}

#[cfg(feature = "targeted-fees")]
mod targeted_fees {
    use super::*;
    use sp_runtime::{traits::Bounded, FixedPointNumber, Perquintill};

    parameter_types! {
        pub storage TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
        pub storage AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
        pub storage MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
        pub storage MaximumMultiplier: Multiplier = Bounded::max_value();
    }

    pub type Adjustment = pallet_transaction_payment::TargetedFeeAdjustment<
        Runtime,
        TargetBlockFullness,
        AdjustmentVariable,
        MinimumMultiplier,
        MaximumMultiplier,
    >;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type Block = Block;
    type BlockWeights = BlockWeights;
    type BlockLength = BlockLength;
    type BlockHashCount = ConstU32<2400>;
    type AccountId = AccountId;
    type AccountData = pallet_balances::AccountData<Balance>;
    type Nonce = Nonce;
    type Version = Version;
    type SS58Prefix = ConstU16<42>;
    type MaxConsumers = ConstU32<16>;
    #[cfg(not(feature = "mutant-weight"))]
    type DbWeight = frame_support::weights::constants::RocksDbWeight;
    #[cfg(feature = "mutant-weight")]
    type DbWeight = SlightlyDearerWeight;
    type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
    type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
}

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Aura;
    type MinimumPeriod = ConstU64<{ SLOT_DURATION_MS / 2 }>;
    type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_aura::Config for Runtime {
    type AuthorityId = AuraId;
    type MaxAuthorities = ConstU32<32>;
    type DisabledValidators = ();
    type AllowMultipleBlocksPerSlot = ConstBool<false>;
    type SlotDuration = pallet_aura::MinimumPeriodTimesTwo<Runtime>;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = ConstU32<32>;
    type MaxNominators = ConstU32<0>;
    type MaxSetIdSessionEntries = ConstU64<0>;
    type KeyOwnerProof = sp_core::Void;
    type EquivocationReportSystem = ();
}

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<500>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type DustRemoval = ();
    type MaxLocks = ConstU32<50>;
    type MaxReserves = ();
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
    type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
    type DoneSlashHandler = ();
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type OnChargeTransaction = FungibleAdapter<Balances, ()>;
    type WeightToFee = IdentityFee<Balance>;
    type LengthToFee = IdentityFee<Balance>;
    #[cfg(not(feature = "targeted-fees"))]
    type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
    #[cfg(feature = "targeted-fees")]
    type FeeMultiplierUpdate = targeted_fees::Adjustment;
    type OperationalFeeMultiplier = ConstU8<5>;
    type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

impl pallet_sudo::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}
