package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// Perbill is a part of one, in billionths (sp_arithmetic::Perbill).
type Perbill uint32

// PerbillOne is all.
const PerbillOne Perbill = 1_000_000_000

// PerbillFromPercent is percent hundredths, at most all.
func PerbillFromPercent(percent uint32) Perbill {
	return min(Perbill(percent)*(PerbillOne/100), PerbillOne)
}

// PerbillFromRational is p of q, rounded down, at most all; p of nothing is all (sp_arithmetic::PerThing::from_rational).
func PerbillFromRational(p, q uint64) Perbill {
	if p >= q {
		return PerbillOne
	}
	part, _ := scale.U128From(p).MulDiv(scale.U128From(uint64(PerbillOne)), scale.U128From(q), scale.RoundDown)
	return Perbill(part.Lo)
}
