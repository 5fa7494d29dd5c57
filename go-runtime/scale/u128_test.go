package scale

import (
	"math/big"
	"math/rand"
	"testing"
)

// modulus is 2^128.
var modulus = new(big.Int).Lsh(big.NewInt(1), 128)

func (a U128) big() *big.Int {
	high := new(big.Int).Lsh(new(big.Int).SetUint64(a.Hi), 64)
	return high.Add(high, new(big.Int).SetUint64(a.Lo))
}

// randomU128 has any number of bits, and often only ones or only zeros in a word: where carries and guesses of digits go wrong.
func randomU128(r *rand.Rand) U128 {
	word := func() uint64 {
		switch r.Intn(4) {
		case 0:
			return 0
		case 1:
			return 1<<64 - 1
		case 2:
			return 1 << r.Intn(64)
		}
		return r.Uint64()
	}
	return U128{Lo: word(), Hi: word()}.Rsh(uint(r.Intn(128)))
}

func wantU128(t *testing.T, name string, a, b U128, got U128, ok bool, exact *big.Int) {
	t.Helper()
	fits := exact.Sign() >= 0 && exact.Cmp(modulus) < 0
	if ok != fits || ok && got.big().Cmp(exact) != 0 {
		t.Fatalf("%s of %v and %v: %v, %v, want %v", name, a, b, got, ok, exact)
	}
}

func wantSaturated(t *testing.T, name string, a, b, got U128, exact *big.Int) {
	t.Helper()
	want := exact
	if exact.Sign() < 0 {
		want = new(big.Int)
	} else if exact.Cmp(modulus) >= 0 {
		want = MaxU128.big()
	}
	if got.big().Cmp(want) != 0 {
		t.Fatalf("saturating %s of %v and %v: %v, want %v", name, a, b, got, want)
	}
}

func wantWrapped(t *testing.T, name string, a, b, got U128, exact *big.Int) {
	t.Helper()
	if want := new(big.Int).Mod(exact, modulus); got.big().Cmp(want) != 0 {
		t.Fatalf("wrapping %s of %v and %v: %v, want %v", name, a, b, got, want)
	}
}

func TestU128AgainstBigIntegers(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for i := 0; i < 200_000; i++ {
		a, b := randomU128(r), randomU128(r)
		x, y := a.big(), b.big()
		sum, difference, product := new(big.Int).Add(x, y), new(big.Int).Sub(x, y), new(big.Int).Mul(x, y)
		got, ok := a.CheckedAdd(b)
		wantU128(t, "sum", a, b, got, ok, sum)
		wantSaturated(t, "sum", a, b, a.SaturatingAdd(b), sum)
		wantWrapped(t, "sum", a, b, a.WrappingAdd(b), sum)
		got, ok = a.CheckedSub(b)
		wantU128(t, "difference", a, b, got, ok, difference)
		wantSaturated(t, "difference", a, b, a.SaturatingSub(b), difference)
		wantWrapped(t, "difference", a, b, a.WrappingSub(b), difference)
		got, ok = a.CheckedMul(b)
		wantU128(t, "product", a, b, got, ok, product)
		wantSaturated(t, "product", a, b, a.SaturatingMul(b), product)
		wantWrapped(t, "product", a, b, a.WrappingMul(b), product)
		if a.Cmp(b) != x.Cmp(y) || a.Less(b) != (x.Cmp(y) < 0) || a.BitLen() != x.BitLen() || a.String() != x.String() {
			t.Fatalf("%v and %v are ordered or written otherwise", a, b)
		}
		n := uint(r.Intn(140))
		wantWrapped(t, "left shift", a, U128From(uint64(n)), a.Lsh(n), new(big.Int).Lsh(x, n))
		wantWrapped(t, "right shift", a, U128From(uint64(n)), a.Rsh(n), new(big.Int).Rsh(x, n))
		checkDivision(t, a, b)
	}
}

func checkDivision(t *testing.T, a, b U128) {
	t.Helper()
	quotient, ok := a.CheckedDiv(b)
	rest, alsoOk := a.CheckedRem(b)
	if b.IsZero() {
		if ok || alsoOk {
			t.Fatal("a division by zero has a result")
		}
		return
	}
	wantQuotient, wantRest := new(big.Int).QuoRem(a.big(), b.big(), new(big.Int))
	if !ok || !alsoOk || quotient.big().Cmp(wantQuotient) != 0 || rest.big().Cmp(wantRest) != 0 || a.Div(b) != quotient || a.Rem(b) != rest {
		t.Fatalf("%v / %v = %v rest %v, want %v rest %v", a, b, quotient, rest, wantQuotient, wantRest)
	}
}

func TestMulDivAgainstBigIntegers(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for i := 0; i < 200_000; i++ {
		a, b, c := randomU128(r), randomU128(r), randomU128(r)
		if c.IsZero() {
			if _, ok := a.MulDiv(b, c, RoundDown); ok {
				t.Fatal("a division by zero has a result")
			}
			continue
		}
		quotient, rest := new(big.Int).QuoRem(new(big.Int).Mul(a.big(), b.big()), c.big(), new(big.Int))
		twice := new(big.Int).Lsh(rest, 1).Cmp(c.big())
		up := new(big.Int).Add(quotient, big.NewInt(1))
		for rounding, isUp := range map[Rounding]bool{
			RoundDown: false, RoundUp: rest.Sign() > 0, RoundNearestPreferDown: twice > 0, RoundNearestPreferUp: twice >= 0 && rest.Sign() > 0,
		} {
			want := quotient
			if isUp {
				want = up
			}
			got, ok := a.MulDiv(b, c, rounding)
			wantU128(t, "MulDiv", a, b, got, ok, want)
			wantSaturated(t, "MulDiv", a, b, a.SaturatingMulDiv(b, c, rounding), want)
		}
	}
}

// The digit of Knuth's algorithm D that was guessed two too high, and the one whose guess does not fit.
func TestDivisionsWithWrongGuesses(t *testing.T) {
	for _, v := range [][3]U128{
		{{Hi: 1 << 63}, {Lo: 1<<64 - 1, Hi: 1<<64 - 1}, {Lo: 1<<64 - 1, Hi: 1 << 63}},
		{{Lo: 3, Hi: 1<<63 - 1}, {Hi: 1 << 63}, {Lo: 1<<64 - 1, Hi: 1 << 63}},
		{MaxU128, MaxU128, MaxU128},
		{MaxU128, {Lo: 1<<64 - 2, Hi: 1<<64 - 1}, MaxU128},
	} {
		want := new(big.Int).Mul(v[0].big(), v[1].big())
		got, ok := v[0].MulDiv(v[1], v[2], RoundDown)
		wantU128(t, "MulDiv", v[0], v[1], got, ok, want.Quo(want, v[2].big()))
	}
}
