// Package transactionpayment is the pallet by which transactions pay (pallet_transaction_payment): a fee for weight and length, which grows with
// how full blocks are, and a tip.
package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet TransactionPayment
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// OperationalFeeMultiplier is how many times its fee an operational call counts as a tip of, so that it comes before others.
	//
	//frame:constant
	OperationalFeeMultiplier uint8
	// WeightToFee is the fee of a weight, LengthToFee that of a number of bytes.
	WeightToFee func(weight frame.Weight) scale.U128
	LengthToFee func(bytes uint32) scale.U128
	// NextMultiplier is what the fee multiplier becomes at the end of a block, as a fixed-point number; see [FixedOne].
	// [ConstantOne] leaves it as it is, [TargetedFeeAdjustment] follows how full blocks are.
	NextMultiplier func(previous scale.U128) scale.U128
	// FeeDestination, if not nil, takes fees and tips. Otherwise they are taken out of the issuance.
	//
	//frame:optional
	FeeDestination func(fee, tip scale.U128)
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }

// FixedOne is one as a fixed-point number with 18 decimals (sp_arithmetic::FixedU128).
var FixedOne = scale.U128(frame.FixedOne)

// IdentityFee is a fee of one for each picosecond.
func IdentityFee(weight frame.Weight) scale.U128 { return scale.U128From(weight.RefTime) }

// IdentityLengthFee is a fee of one for each byte.
func IdentityLengthFee(bytes uint32) scale.U128 { return scale.U128From(uint64(bytes)) }

// ConstantOne is a fee multiplier that is always one (pallet_transaction_payment::ConstFeeMultiplier).
func ConstantOne(scale.U128) scale.U128 { return FixedOne }
