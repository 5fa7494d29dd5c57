package scale

import "math/bits"

// Rounding is what becomes of the rest of a division (sp_arithmetic::Rounding).
type Rounding uint8

// The ways to round.
const (
	// RoundDown: towards 0.
	RoundDown Rounding = iota
	// RoundUp: away from 0.
	RoundUp
	// RoundNearestPreferDown: to the nearest integer, and down from the middle.
	RoundNearestPreferDown
	// RoundNearestPreferUp: to the nearest integer, and up from the middle.
	RoundNearestPreferUp
)

// MulDiv is a * b / c with all bits of the product, rounded as asked, and whether that is below 2^128 and c is not 0
// (sp_arithmetic::helpers_128bit::multiply_by_rational_with_rounding).
func (a U128) MulDiv(b, c U128, rounding Rounding) (U128, bool) {
	if c.IsZero() {
		return U128{}, false
	}
	product := multiply(a, b)
	// The quotient is below 2^128 exactly where the upper half of the product is below c.
	if upper := (U128{Lo: product[2], Hi: product[3]}); !upper.Less(c) {
		return U128{}, false
	}
	quotient, rest := divide(product, c)
	if !roundsUp(rest, c, rounding) {
		return quotient, true
	}
	return quotient.CheckedAdd(U128{Lo: 1})
}

// SaturatingMulDiv is MulDiv, or 2^128 - 1 where that is less. It panics where c is 0, as Go's own division does.
func (a U128) SaturatingMulDiv(b, c U128, rounding Rounding) U128 {
	if c.IsZero() {
		return a.Div(c)
	}
	result, ok := a.MulDiv(b, c, rounding)
	if !ok {
		return MaxU128
	}
	return result
}

// roundsUp says whether a quotient with this rest of a division by c is rounded up.
func roundsUp(rest, c U128, rounding Rounding) bool {
	if rest.IsZero() || rounding == RoundDown {
		return false
	}
	if rounding == RoundUp {
		return true
	}
	// Twice the rest against c, without the bit that doubling could lose.
	order := rest.Cmp(c.WrappingSub(rest))
	return order > 0 || order == 0 && rounding == RoundNearestPreferUp
}

// multiply is a * b in 256 bits, lowest word first.
func multiply(a, b U128) [4]uint64 {
	h00, l00 := bits.Mul64(a.Lo, b.Lo)
	h01, l01 := bits.Mul64(a.Lo, b.Hi)
	h10, l10 := bits.Mul64(a.Hi, b.Lo)
	h11, l11 := bits.Mul64(a.Hi, b.Hi)
	w1, carry1 := bits.Add64(h00, l01, 0)
	w1, carry2 := bits.Add64(w1, l10, 0)
	w2, carry3 := bits.Add64(h01, h10, carry1)
	w2, carry4 := bits.Add64(w2, l11, carry2)
	return [4]uint64{l00, w1, w2, h11 + carry3 + carry4}
}

// DivRem is a / b, rounded down, and the rest. It panics where b is 0, as Go's own division does.
func (a U128) DivRem(b U128) (quotient, rest U128) {
	if b.Hi == 0 {
		if a.Hi == 0 {
			return U128{Lo: a.Lo / b.Lo}, U128{Lo: a.Lo % b.Lo}
		}
		hi, r := a.Hi/b.Lo, a.Hi%b.Lo
		lo, r := bits.Div64(r, a.Lo, b.Lo)
		return U128{Lo: lo, Hi: hi}, U128{Lo: r}
	}
	if a.Less(b) {
		return U128{}, a
	}
	shift := uint(bits.LeadingZeros64(b.Hi))
	divisor := b.Lsh(shift)
	low := a.Lsh(shift)
	digit, rest := divideThree(a.Rsh(64-shift).Hi, low.Hi, low.Lo, divisor)
	return U128{Lo: digit}, rest.Rsh(shift)
}

// divide is n / c and the rest, where the upper half of n is below c: the quotient has 128 bits then. It is Knuth's algorithm D (The Art of
// Computer Programming, 4.3.1) with digits of 64 bits.
func divide(n [4]uint64, c U128) (quotient, rest U128) {
	if n[2]|n[3] == 0 {
		return U128{Lo: n[0], Hi: n[1]}.DivRem(c)
	}
	if c.Hi == 0 {
		// The upper half is below c, so n[3] is 0.
		hi, r := bits.Div64(n[2], n[1], c.Lo)
		lo, r := bits.Div64(r, n[0], c.Lo)
		return U128{Lo: lo, Hi: hi}, U128{Lo: r}
	}
	shift := uint(bits.LeadingZeros64(c.Hi))
	divisor := c.Lsh(shift)
	upper := U128{Lo: n[2], Hi: n[3]}.Lsh(shift)
	upper.Lo |= n[1] >> (64 - shift)
	lower := U128{Lo: n[0], Hi: n[1]}.Lsh(shift)
	hi, rest := divideThree(upper.Hi, upper.Lo, lower.Hi, divisor)
	lo, rest := divideThree(rest.Hi, rest.Lo, lower.Lo, divisor)
	return U128{Lo: lo, Hi: hi}, rest.Rsh(shift)
}

// divideThree is one digit of algorithm D: the three words n2 n1 n0 divided by c, whose highest bit is set, and the rest; n2 n1 is below c.
func divideThree(n2, n1, n0 uint64, c U128) (digit uint64, rest U128) {
	var r uint64
	if n2 >= c.Hi {
		// n2 is c.Hi, since n2 n1 is below c: the largest digit is the first guess, and its rest n1 + c.Hi may have no 64 bits.
		digit = 1<<64 - 1
		var carry uint64
		if r, carry = bits.Add64(n1, c.Hi, 0); carry != 0 {
			return digit, subtractProduct(n1, n0, digit, c)
		}
	} else {
		digit, r = bits.Div64(n2, n1, c.Hi)
	}
	// The guess knows only the upper half of c, and is at most 2 too large.
	for {
		hi, lo := bits.Mul64(digit, c.Lo)
		if hi < r || hi == r && lo <= n0 {
			return digit, subtractProduct(n1, n0, digit, c)
		}
		digit--
		var carry uint64
		if r, carry = bits.Add64(r, c.Hi, 0); carry != 0 {
			return digit, subtractProduct(n1, n0, digit, c)
		}
	}
}

// subtractProduct is n - digit * c of a digit that is right: what is above 128 bits cancels out.
func subtractProduct(n1, n0, digit uint64, c U128) U128 {
	return U128{Lo: n0, Hi: n1}.WrappingSub(c.WrappingMul(U128{Lo: digit}))
}
