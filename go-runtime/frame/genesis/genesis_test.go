package genesis

import (
	"testing"

	"golang.org/x/crypto/blake2b"
)

func TestBlake2b512IsTheLibrarys(t *testing.T) {
	data := make([]byte, blakeBlockBytes)
	for i := range data {
		data[i] = byte(7 * i)
	}
	for length := 0; length <= len(data); length++ {
		if got, want := blake2b512(data[:length]), blake2b.Sum512(data[:length]); got != want {
			t.Fatalf("%d bytes: %x, want %x", length, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "18446744073709551616": "18446744073709551616", " 340282366920938463463374607431768211455": "340282366920938463463374607431768211455",
	} {
		if got := NewReader([]byte(text)).U128(); got.String() != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	for _, text := range []string{"", "-1", "01", "1.5", "1e3", "340282366920938463463374607431768211456", "x"} {
		r := NewReader([]byte(text))
		r.U128()
		if !r.Failed() {
			t.Errorf("%s is read", text)
		}
	}
}

func TestStrings(t *testing.T) {
	if got := NewReader([]byte(` "a\"\\\/\n\t é"`)).String(); got != "a\"\\/\n\t é" {
		t.Errorf("%q", got)
	}
	for _, text := range []string{`"`, `"\`, `"\x"`, "\"\n\"", "a"} {
		r := NewReader([]byte(text))
		if got := r.String(); !r.Failed() {
			t.Errorf("%s is read as %q", text, got)
		}
	}
}

func TestTruths(t *testing.T) {
	for text, want := range map[string]bool{"true": true, " false": false} {
		if r := NewReader([]byte(text)); r.Bool() != want || r.End() != "" {
			t.Errorf("%q: not %v, %s", text, want, r.End())
		}
	}
	for _, text := range []string{"", "t", "tru", "True", "1", "null", "truefalse", `"true"`} {
		r := NewReader([]byte(text))
		if r.Bool(); r.End() == "" {
			t.Errorf("%q is read", text)
		}
	}
}

func TestNestingHasALimit(t *testing.T) {
	text := make([]byte, 1000)
	for i := range text {
		text[i] = '['
	}
	r := NewReader(text)
	var nest func()
	nest = func() { r.Array(nest) }
	nest()
	if r.End() != "recursion limit exceeded at byte 17" {
		t.Error(r.End())
	}
}

func TestAPairHasTwoElements(t *testing.T) {
	for text, want := range map[string]string{
		"[1,2]": "", "[ 1 , 2 ]": "", "[]": "expected an array of 2 elements at byte 2", "[1]": "expected an array of 2 elements at byte 3",
		"[1,2,3]": "expected an array of 2 elements at byte 5", "{}": "expected `[` at byte 0", "[1,": "expected an integer of at most 128 bits at byte 3",
	} {
		r := NewReader([]byte(text))
		var first, second uint64
		r.Pair(func() { first = r.U64() }, func() { second = r.U64() })
		if got := r.End(); got != want || want == "" && (first != 1 || second != 2) {
			t.Errorf("%s: %q, want %q; %d and %d", text, got, want, first, second)
		}
	}
}

func TestTheOnlyFieldIsThere(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":7}`: "", `{}`: "missing field `a` at byte 2", `{"b":7}`: "unknown field `b` at byte 5", `{"a":7,"b":1}`: "unknown field `b` at byte 11",
	} {
		r := NewReader([]byte(text))
		var value uint64
		r.Field("a", func() { value = r.U64() })
		if got := r.End(); got != want || want == "" && value != 7 {
			t.Errorf("%s: %q, want %q; %d", text, got, want, value)
		}
	}
}
