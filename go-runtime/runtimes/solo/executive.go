package main

import (
	"github.com/gopallet/gopallet/go-runtime/executive"
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// What the runtime APIs ask of the runtime.

// InitializeBlock implements [apis.BlockExecutor].
func (r runtime) InitializeBlock(header *primitives.Header) primitives.ExtrinsicInclusionMode {
	return executive.InitializeBlock(r, header)
}

// ExecuteBlock implements [apis.BlockExecutor].
func (r runtime) ExecuteBlock(header *primitives.Header, extrinsics []frame.OpaqueExtrinsic) {
	executive.ExecuteBlock(r, header, extrinsics)
}

// ApplyExtrinsic implements [apis.BlockBuilder].
func (r runtime) ApplyExtrinsic(x *frame.Extrinsic, encoded []byte) (failed, invalid error) {
	return executive.ApplyExtrinsic(r, x, encoded)
}

// FinalizeBlock implements [apis.BlockBuilder].
func (r runtime) FinalizeBlock() primitives.Header { return executive.FinalizeBlock(r) }

// ValidateTransaction implements [apis.TransactionValidator].
func (r runtime) ValidateTransaction(
	source frame.TransactionSource, x *frame.Extrinsic, encoded []byte, at *primitives.Hash,
) (frame.ValidTransaction, error) {
	return executive.ValidateTransaction(r, source, x, encoded, at)
}

// runOffchainWorker runs what pallets do after a block, outside of it.
func runOffchainWorker(header *primitives.Header, encoded []byte) {
	hash := primitives.Hash(hostapi.Blake2_256(encoded))
	executive.OffchainWorker(runtime{}, header, &hash)
}

// Fee implements [apis.FeeEstimator].
func (runtime) Fee(bytes uint32, info *frame.DispatchInfo) scale.U128 {
	details := transactionpayment.FeeBefore(bytes, info, scale.U128{})
	return details.Total()
}

// FeeDetails implements [apis.FeeEstimator].
func (runtime) FeeDetails(bytes uint32, info *frame.DispatchInfo) scale.Encodable {
	details := transactionpayment.FeeBefore(bytes, info, scale.U128{})
	return &details
}

// WeightToFee implements [apis.FeeEstimator].
func (runtime) WeightToFee(weight frame.Weight) scale.U128 {
	return transactionpayment.WeightToFee(weight)
}

// LengthToFee implements [apis.FeeEstimator].
func (runtime) LengthToFee(bytes uint32) scale.U128 { return transactionpayment.LengthToFee(bytes) }
