package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// TargetedFeeAdjustment makes fees for weight dearer after blocks that were fuller than a target, and cheaper after others
// (pallet_transaction_payment::TargetedFeeAdjustment). With d = (weight - target) / limit of the block's normal calls, and v the variable, the next
// multiplier is the previous one times 1 + v*d + (v*d)^2 / 2.
//
// A runtime chooses it by a function for [Config].NextMultiplier:
//
//	var feeAdjustment = transactionpayment.TargetedFeeAdjustment{
//		Target:   frame.PerquintillFromPercent(25),
//		Variable: frame.FixedFromRational(scale.U128From(75), scale.U128From(1_000_000)),
//		Minimum:  frame.FixedFromRational(scale.U128From(1), scale.U128From(10)),
//		Maximum:  frame.FixedMax,
//	}
//
//	func nextMultiplier(previous scale.U128) scale.U128 { return feeAdjustment.Next(previous) }
type TargetedFeeAdjustment struct {
	// Target is how much of what normal calls may use of a block they are meant to use, in the dimension of weight of which there is less.
	Target frame.Perquintill
	// Variable is how fast the multiplier moves.
	Variable frame.FixedU128
	// Minimum and Maximum bound the multiplier. A minimum so small that Variable times Minimum is nothing is one that the multiplier can't leave.
	Minimum, Maximum frame.FixedU128
}

// Next is the multiplier for the next block, as the present one ends. It panics where the minimum is more than the maximum.
func (a *TargetedFeeAdjustment) Next(previous scale.U128) scale.U128 {
	used, limit := limitingDimension()
	target := a.Target.Of(limit)
	full := used >= target
	difference := max(used, target) - min(used, target)

	d := frame.FixedFromRational(scale.U128From(difference), scale.U128From(max(limit, 1)))
	first := a.Variable.Mul(d)
	second := a.Variable.Mul(a.Variable).Half().Mul(d.Mul(d))
	multiplier := frame.FixedU128(previous).Max(a.Minimum)
	if full {
		multiplier = multiplier.Add(first.Add(second).Mul(multiplier))
	} else {
		multiplier = multiplier.Sub(first.Sub(second).Mul(multiplier))
	}
	return scale.U128(multiplier.Clamp(a.Minimum, a.Maximum))
}

// limitingDimension is what the block's normal calls have used, and may, in the dimension of weight of which the greater part is used.
func limitingDimension() (used, limit uint64) {
	weights := system.BlockWeights()
	most := weights.MaxBlock
	if total := weights.PerClass[frame.Normal].MaxTotal; total.Some {
		most = total.Limit
	}
	weight := system.Weight()[frame.Normal].Min(most)
	ofTime := frame.PerbillFromRational(weight.RefTime, max(most.RefTime, 1))
	ofProof := frame.PerbillFromRational(weight.ProofSize, max(most.ProofSize, 1))
	if ofTime < ofProof {
		return weight.ProofSize, most.ProofSize
	}
	return weight.RefTime, most.RefTime
}
