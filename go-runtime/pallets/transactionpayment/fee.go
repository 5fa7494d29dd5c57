package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// FeeDetails is what a fee is made of (pallet_transaction_payment::FeeDetails).
type FeeDetails struct {
	// Included says that the extrinsic pays for its inclusion: BaseFee for being one, LenFee for its bytes, AdjustedWeightFee for its weight.
	Included                           bool
	BaseFee, LenFee, AdjustedWeightFee scale.U128
	// Tip is what is paid beside.
	Tip scale.U128
}

// Total is all of the fee with the tip.
func (f *FeeDetails) Total() scale.U128 {
	return f.BaseFee.SaturatingAdd(f.LenFee).SaturatingAdd(f.AdjustedWeightFee).SaturatingAdd(f.Tip)
}

// Encode writes the parts of the fee, if there are some, and the tip.
func (f *FeeDetails) Encode(e *scale.Encoder) {
	e.OptionTag(f.Included)
	if f.Included {
		e.U128(f.BaseFee)
		e.U128(f.LenFee)
		e.U128(f.AdjustedWeightFee)
	}
	e.U128(f.Tip)
}

// EncodedLen is the number of bytes that Encode writes, at most.
func (f *FeeDetails) EncodedLen() int { return 1 + 4*scale.U128MaxEncodedLen }

// WeightToFee is the fee of a weight, which counts up to that of a whole block.
func WeightToFee(weight frame.Weight) scale.U128 {
	return config.WeightToFee(weight.Min(system.BlockWeights().MaxBlock))
}

// LengthToFee is the fee of a number of bytes.
func LengthToFee(bytes uint32) scale.U128 { return config.LengthToFee(bytes) }

// Fee is what an extrinsic of some bytes pays for a weight.
func Fee(bytes uint32, weight frame.Weight, tip scale.U128, pays frame.Pays, class frame.DispatchClass) FeeDetails {
	if pays == frame.PaysNo {
		return FeeDetails{Tip: tip}
	}
	return FeeDetails{
		Included:          true,
		BaseFee:           WeightToFee(system.BlockWeights().PerClass[class].BaseExtrinsic),
		LenFee:            LengthToFee(bytes),
		AdjustedWeightFee: multiplied(NextFeeMultiplier(), WeightToFee(weight)),
		Tip:               tip,
	}
}

// multiplied is an amount times a fixed-point number, rounded down.
func multiplied(factor, amount scale.U128) scale.U128 {
	if factor == FixedOne {
		return amount
	}
	return frame.FixedU128(factor).MulInteger(amount)
}

// FeeBefore is what an extrinsic of some bytes pays at most.
func FeeBefore(bytes uint32, info *frame.DispatchInfo, tip scale.U128) FeeDetails {
	return Fee(bytes, info.TotalWeight(), tip, info.Pays, info.Class)
}

// FeeAfter is what it pays when it is known what it cost.
func FeeAfter(bytes uint32, info *frame.DispatchInfo, post *frame.PostDispatchInfo, tip scale.U128) FeeDetails {
	return Fee(bytes, post.ActualWeightOf(info), tip, post.PaysFee(info), info.Class)
}

// priority orders a transaction among others: by what a block full of such would pay in tips.
func priority(info *frame.DispatchInfo, bytes int, tip, fee scale.U128) uint64 {
	most := system.BlockWeights().MaxBlock
	mostBytes := uint64(system.BlockLength().Max[info.Class])
	weight := info.TotalWeight().Max(frame.Weight{RefTime: 1, ProofSize: 1}).Min(most)
	length := min(max(uint64(bytes), 1), mostBytes)
	perBlock := min(quotient(most.RefTime, weight.RefTime), quotient(most.ProofSize, weight.ProofSize), quotient(mostBytes, length))
	count := scale.U128From(perBlock)
	scaled := tip.SaturatingAdd(scale.U128From(1)).SaturatingMul(count)
	if info.Class == frame.Operational {
		virtual := fee.SaturatingMul(scale.U128From(uint64(config.OperationalFeeMultiplier)))
		scaled = scaled.SaturatingAdd(virtual.SaturatingMul(count))
	}
	return scaled.SaturatingU64()
}

// quotient is a by b, the greatest number if b is zero.
func quotient(a, b uint64) uint64 {
	if b == 0 {
		return ^uint64(0)
	}
	return a / b
}
