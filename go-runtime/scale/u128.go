package scale

import "math/bits"

// U128 is an unsigned integer of 128 bits: balances, and the arithmetic of fees. Values are compared with == and [U128.Cmp].
//
// Arithmetic comes as Rust has it: checked (the result, and whether it is right), saturating (the nearest value there is) and wrapping (modulo 2^128).
type U128 struct {
	Lo, Hi uint64
}

// U128MaxEncodedLen is the number of bytes that every U128 takes.
const U128MaxEncodedLen = 16

// MaxU128 is 2^128 - 1.
var MaxU128 = U128{Lo: 1<<64 - 1, Hi: 1<<64 - 1}

// U128From is v in 128 bits.
func U128From(v uint64) U128 { return U128{Lo: v} }

// IsZero says whether a is 0.
func (a U128) IsZero() bool { return a.Lo|a.Hi == 0 }

// IsU64 says whether a fits into 64 bits.
func (a U128) IsU64() bool { return a.Hi == 0 }

// SaturatingU64 is a, or 2^64 - 1 where a is more.
func (a U128) SaturatingU64() uint64 {
	if a.Hi != 0 {
		return 1<<64 - 1
	}
	return a.Lo
}

// BitLen is the number of bits that a takes: 0 for 0.
func (a U128) BitLen() int {
	if a.Hi != 0 {
		return 64 + bits.Len64(a.Hi)
	}
	return bits.Len64(a.Lo)
}

// Cmp is -1 where a < b, 0 where they are equal, 1 where a > b.
func (a U128) Cmp(b U128) int {
	if a.Hi != b.Hi {
		if a.Hi < b.Hi {
			return -1
		}
		return 1
	}
	if a.Lo != b.Lo {
		if a.Lo < b.Lo {
			return -1
		}
		return 1
	}
	return 0
}

// Less says whether a < b.
func (a U128) Less(b U128) bool { return a.Hi < b.Hi || a.Hi == b.Hi && a.Lo < b.Lo }

// Min is the lesser of a and b.
func (a U128) Min(b U128) U128 {
	if b.Less(a) {
		return b
	}
	return a
}

// Max is the greater of a and b.
func (a U128) Max(b U128) U128 {
	if a.Less(b) {
		return b
	}
	return a
}

// CheckedAdd is a + b, and whether that is below 2^128.
func (a U128) CheckedAdd(b U128) (U128, bool) {
	lo, carry := bits.Add64(a.Lo, b.Lo, 0)
	hi, carry := bits.Add64(a.Hi, b.Hi, carry)
	return U128{Lo: lo, Hi: hi}, carry == 0
}

// SaturatingAdd is a + b, or 2^128 - 1 where that is less.
func (a U128) SaturatingAdd(b U128) U128 {
	sum, ok := a.CheckedAdd(b)
	if !ok {
		return MaxU128
	}
	return sum
}

// WrappingAdd is a + b modulo 2^128.
func (a U128) WrappingAdd(b U128) U128 {
	sum, _ := a.CheckedAdd(b)
	return sum
}

// CheckedSub is a - b, and whether b is at most a.
func (a U128) CheckedSub(b U128) (U128, bool) {
	lo, borrow := bits.Sub64(a.Lo, b.Lo, 0)
	hi, borrow := bits.Sub64(a.Hi, b.Hi, borrow)
	return U128{Lo: lo, Hi: hi}, borrow == 0
}

// SaturatingSub is a - b, or 0 where b is more than a.
func (a U128) SaturatingSub(b U128) U128 {
	difference, ok := a.CheckedSub(b)
	if !ok {
		return U128{}
	}
	return difference
}

// WrappingSub is a - b modulo 2^128.
func (a U128) WrappingSub(b U128) U128 {
	difference, _ := a.CheckedSub(b)
	return difference
}

// CheckedMul is a * b, and whether that is below 2^128.
func (a U128) CheckedMul(b U128) (U128, bool) {
	if a.Hi|b.Hi == 0 {
		hi, lo := bits.Mul64(a.Lo, b.Lo)
		return U128{Lo: lo, Hi: hi}, true
	}
	product := multiply(a, b)
	return U128{Lo: product[0], Hi: product[1]}, product[2]|product[3] == 0
}

// SaturatingMul is a * b, or 2^128 - 1 where that is less.
func (a U128) SaturatingMul(b U128) U128 {
	product, ok := a.CheckedMul(b)
	if !ok {
		return MaxU128
	}
	return product
}

// WrappingMul is a * b modulo 2^128.
func (a U128) WrappingMul(b U128) U128 {
	hi, lo := bits.Mul64(a.Lo, b.Lo)
	return U128{Lo: lo, Hi: hi + a.Lo*b.Hi + a.Hi*b.Lo}
}

// CheckedDiv is a / b, rounded down, and whether b is not 0.
func (a U128) CheckedDiv(b U128) (U128, bool) {
	if b.IsZero() {
		return U128{}, false
	}
	quotient, _ := a.DivRem(b)
	return quotient, true
}

// CheckedRem is the rest of a / b, and whether b is not 0.
func (a U128) CheckedRem(b U128) (U128, bool) {
	if b.IsZero() {
		return U128{}, false
	}
	_, rest := a.DivRem(b)
	return rest, true
}

// Div is a / b, rounded down. It panics where b is 0, as Go's own division does.
func (a U128) Div(b U128) U128 {
	quotient, _ := a.DivRem(b)
	return quotient
}

// Rem is the rest of a / b. It panics where b is 0, as Go's own division does.
func (a U128) Rem(b U128) U128 {
	_, rest := a.DivRem(b)
	return rest
}

// Lsh is a << n: 0 for n above 127.
func (a U128) Lsh(n uint) U128 {
	if n >= 64 {
		return U128{Hi: a.Lo << (n - 64)}
	}
	return U128{Lo: a.Lo << n, Hi: a.Hi<<n | a.Lo>>(64-n)}
}

// Rsh is a >> n: 0 for n above 127.
func (a U128) Rsh(n uint) U128 {
	if n >= 64 {
		return U128{Lo: a.Hi >> (n - 64)}
	}
	return U128{Lo: a.Lo>>n | a.Hi<<(64-n), Hi: a.Hi >> n}
}

// String is a in decimal.
func (a U128) String() string {
	var digits [39]byte
	at := len(digits)
	for {
		// Nineteen digits at a time are what 64 bits hold.
		quotient, rest := a.DivRem(U128{Lo: 1e19})
		for i := 0; i < 19 && (!quotient.IsZero() || rest.Lo != 0); i++ {
			at--
			digits[at] = byte('0' + rest.Lo%10)
			rest.Lo /= 10
		}
		if quotient.IsZero() {
			break
		}
		a = quotient
	}
	if at == len(digits) {
		return "0"
	}
	return string(digits[at:])
}

// Encode appends the encoding: sixteen bytes.
func (a *U128) Encode(e *Encoder) { e.U128(*a) }

// Decode reads sixteen bytes.
func (a *U128) Decode(d *Decoder) { *a = d.U128() }

// EncodedLen is 16.
func (a *U128) EncodedLen() int { return U128MaxEncodedLen }
