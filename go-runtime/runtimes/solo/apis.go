package main

import (
	"github.com/gopallet/gopallet/go-runtime/apis"
	"github.com/gopallet/gopallet/go-runtime/pallets/aura"
	"github.com/gopallet/gopallet/go-runtime/pallets/grandpa"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
)

// CoreVersion implements Core_version: the runtime's version, which is known when the module is built.
func CoreVersion(input []byte) []byte { return apis.CoreVersion(input, EncodedRuntimeVersion) }

// CoreInitializeBlock implements Core_initialize_block: starts the block that the header in input describes.
func CoreInitializeBlock(input []byte) []byte { return apis.CoreInitializeBlock(input, runtime{}) }

// CoreExecuteBlock implements Core_execute_block: runs a whole block.
func CoreExecuteBlock(input []byte) []byte { return apis.CoreExecuteBlock(input, runtime{}) }

// BlockBuilderApplyExtrinsic implements BlockBuilder_apply_extrinsic: runs an extrinsic.
func BlockBuilderApplyExtrinsic(input []byte) []byte {
	return apis.BlockBuilderApplyExtrinsic(input, runtime{})
}

// BlockBuilderFinalizeBlock implements BlockBuilder_finalize_block: ends the block and returns its header.
func BlockBuilderFinalizeBlock(input []byte) []byte {
	return apis.BlockBuilderFinalizeBlock(input, runtime{})
}

// BlockBuilderInherentExtrinsics implements BlockBuilder_inherent_extrinsics: makes the extrinsics that a block starts with.
func BlockBuilderInherentExtrinsics(input []byte) []byte {
	return apis.BlockBuilderInherentExtrinsics(input, runtime{})
}

// BlockBuilderCheckInherents implements BlockBuilder_check_inherents: checks them.
func BlockBuilderCheckInherents(input []byte) []byte {
	return apis.BlockBuilderCheckInherents(input, runtime{})
}

// TaggedTransactionQueueValidateTransaction implements TaggedTransactionQueue_validate_transaction.
func TaggedTransactionQueueValidateTransaction(input []byte) []byte {
	return apis.ValidateTransaction(input, runtime{})
}

// OffchainWorkerApiOffchainWorker implements OffchainWorkerApi_offchain_worker.
func OffchainWorkerApiOffchainWorker(input []byte) []byte {
	return apis.OffchainWorker(input, runOffchainWorker)
}

// AuraApiSlotDuration implements AuraApi_slot_duration.
func AuraApiSlotDuration(input []byte) []byte {
	return apis.AuraSlotDuration(input, aura.SlotDuration())
}

// AuraApiAuthorities implements AuraApi_authorities.
func AuraApiAuthorities(input []byte) []byte {
	authorities := aura.Authorities()
	return apis.Authorities(input, "authorities", &authorities)
}

// GrandpaApiGrandpaAuthorities implements GrandpaApi_grandpa_authorities.
func GrandpaApiGrandpaAuthorities(input []byte) []byte {
	authorities := grandpa.Authorities()
	return apis.Authorities(input, "grandpa_authorities", &authorities)
}

// GrandpaApiSubmitReportEquivocationUnsignedExtrinsic implements GrandpaApi_submit_report_equivocation_unsigned_extrinsic: there are no reports.
func GrandpaApiSubmitReportEquivocationUnsignedExtrinsic(input []byte) []byte {
	return apis.GrandpaSubmitReport(input)
}

// GrandpaApiGenerateKeyOwnershipProof implements GrandpaApi_generate_key_ownership_proof: there are no proofs.
func GrandpaApiGenerateKeyOwnershipProof(input []byte) []byte {
	return apis.GrandpaKeyOwnershipProof(input)
}

// GrandpaApiCurrentSetId implements GrandpaApi_current_set_id.
func GrandpaApiCurrentSetId(input []byte) []byte {
	return apis.GrandpaCurrentSetID(input, grandpa.CurrentSetID())
}

// AccountNonceApiAccountNonce implements AccountNonceApi_account_nonce.
func AccountNonceApiAccountNonce(input []byte) []byte {
	return apis.AccountNonce(input, system.AccountNonce)
}

// TransactionPaymentApiQueryInfo implements TransactionPaymentApi_query_info.
func TransactionPaymentApiQueryInfo(input []byte) []byte {
	return apis.PaymentQueryInfo(input, runtime{})
}

// TransactionPaymentApiQueryFeeDetails implements TransactionPaymentApi_query_fee_details.
func TransactionPaymentApiQueryFeeDetails(input []byte) []byte {
	return apis.PaymentQueryFeeDetails(input, runtime{})
}

// TransactionPaymentApiQueryWeightToFee implements TransactionPaymentApi_query_weight_to_fee.
func TransactionPaymentApiQueryWeightToFee(input []byte) []byte {
	return apis.PaymentQueryWeightToFee(input, runtime{})
}

// TransactionPaymentApiQueryLengthToFee implements TransactionPaymentApi_query_length_to_fee.
func TransactionPaymentApiQueryLengthToFee(input []byte) []byte {
	return apis.PaymentQueryLengthToFee(input, runtime{})
}

// TransactionPaymentCallApiQueryCallInfo implements TransactionPaymentCallApi_query_call_info.
func TransactionPaymentCallApiQueryCallInfo(input []byte) []byte {
	return apis.PaymentQueryCallInfo(input, runtime{})
}

// TransactionPaymentCallApiQueryCallFeeDetails implements TransactionPaymentCallApi_query_call_fee_details.
func TransactionPaymentCallApiQueryCallFeeDetails(input []byte) []byte {
	return apis.PaymentQueryCallFeeDetails(input, runtime{})
}

// TransactionPaymentCallApiQueryWeightToFee implements TransactionPaymentCallApi_query_weight_to_fee.
func TransactionPaymentCallApiQueryWeightToFee(input []byte) []byte {
	return apis.PaymentQueryWeightToFee(input, runtime{})
}

// TransactionPaymentCallApiQueryLengthToFee implements TransactionPaymentCallApi_query_length_to_fee.
func TransactionPaymentCallApiQueryLengthToFee(input []byte) []byte {
	return apis.PaymentQueryLengthToFee(input, runtime{})
}

// GenesisBuilderBuildState implements GenesisBuilder_build_state.
func GenesisBuilderBuildState(input []byte) []byte {
	return apis.GenesisBuilderBuildState(input, new(genesisBuilder))
}

// GenesisBuilderGetPreset implements GenesisBuilder_get_preset.
func GenesisBuilderGetPreset(input []byte) []byte {
	return apis.GenesisBuilderGetPreset(input, new(genesisBuilder))
}

// GenesisBuilderPresetNames implements GenesisBuilder_preset_names.
func GenesisBuilderPresetNames(input []byte) []byte {
	return apis.GenesisBuilderPresetNames(input, new(genesisBuilder))
}
