package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// FixedU128 is a number with 18 decimals (sp_arithmetic::FixedU128): what is stored is the number times 10^18. Its operations end at 0 and at the
// greatest number instead of overflowing, and round down.
type FixedU128 scale.U128

// fixedParts is how many parts one has.
var fixedParts = scale.U128From(1_000_000_000_000_000_000)

// The bounds of the numbers.
var (
	FixedOne = FixedU128(fixedParts)
	FixedMax = FixedU128(scale.MaxU128)
)

// FixedFromRational is n / d (FixedPointNumber::saturating_from_rational). It panics where d is 0, as Go's own division does.
func FixedFromRational(n, d scale.U128) FixedU128 {
	return FixedU128(n.SaturatingMulDiv(fixedParts, d, scale.RoundDown))
}

// Add is f + g.
func (f FixedU128) Add(g FixedU128) FixedU128 {
	return FixedU128(scale.U128(f).SaturatingAdd(scale.U128(g)))
}

// Sub is f - g.
func (f FixedU128) Sub(g FixedU128) FixedU128 {
	return FixedU128(scale.U128(f).SaturatingSub(scale.U128(g)))
}

// Mul is f * g.
func (f FixedU128) Mul(g FixedU128) FixedU128 {
	return FixedU128(scale.U128(f).SaturatingMulDiv(scale.U128(g), fixedParts, scale.RoundDown))
}

// MulInteger is f * n (FixedPointNumber::saturating_mul_int).
func (f FixedU128) MulInteger(n scale.U128) scale.U128 {
	return scale.U128(f).SaturatingMulDiv(n, fixedParts, scale.RoundDown)
}

// Half is f / 2.
func (f FixedU128) Half() FixedU128 { return FixedU128(scale.U128(f).Rsh(1)) }

// Clamp is f, least if it is less, and most if it is more. It panics where least is more than most.
func (f FixedU128) Clamp(least, most FixedU128) FixedU128 {
	if scale.U128(most).Less(scale.U128(least)) {
		panic("frame: the least of a range of fixed-point numbers is more than the most")
	}
	return FixedU128(scale.U128(f).Max(scale.U128(least)).Min(scale.U128(most)))
}

// Max is the greater of f and g.
func (f FixedU128) Max(g FixedU128) FixedU128 {
	return FixedU128(scale.U128(f).Max(scale.U128(g)))
}

// Perquintill is a part of one, in parts of 10^18 (sp_arithmetic::Perquintill).
type Perquintill uint64

// PerquintillOne is all.
const PerquintillOne Perquintill = 1_000_000_000_000_000_000

// PerquintillFromPercent is percent hundredths, at most all.
func PerquintillFromPercent(percent uint64) Perquintill {
	return Perquintill(min(percent, 100)) * (PerquintillOne / 100)
}

// Of is the part of n, rounded to the nearest, halves down.
func (p Perquintill) Of(n uint64) uint64 {
	part, _ := scale.U128From(n).MulDiv(scale.U128From(uint64(min(p, PerquintillOne))), fixedParts, scale.RoundNearestPreferDown)
	return part.Lo
}
