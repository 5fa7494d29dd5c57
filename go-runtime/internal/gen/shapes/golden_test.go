package shapes

import (
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/scale"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// The files of testdata hold what parity-scale-codec and scale-info compute for the same types in Rust: metadata-tests/tests/shapes.rs writes
// them. The values here are those that it has.

func integers(n uint8) Integers {
	return Integers{
		A: n%2 == 1, B: n, C: 0x0102 + uint16(n), D: 0x0304_0506, E: math.MaxUint64 - uint64(n), F: scale.U128{Lo: math.MaxUint64 - 7, Hi: math.MaxUint64},
		G: -2, H: -300, I: math.MinInt32, J: -1 << 40, K: 77,
	}
}

func compacts(n uint64) *Compacts {
	return &Compacts{
		A: uint8(n), B: uint16(n), C: uint32(n), D: n, E: scale.U128{Lo: n, Hi: n}, F: Height(n), G: Percent(n),
		H: scale.Compact[uint32]{Value: uint32(n)}, I: []scale.Compact[uint64]{{Value: n}, {Value: n >> 8}, {Value: 0}},
	}
}

func repeat[T ~[32]byte](b byte) (array T) {
	for i := range array {
		array[i] = b
	}
	return array
}

func account(b byte) scale.AccountID { return repeat[scale.AccountID](b) }

func choices() []Choice {
	return []Choice{new(Nothing), &Move{To: account(3), Value: scale.U128{Hi: 1 << 6}}, NewRest("tired")}
}

func tree(leaf uint16) *Tree {
	t := &Tree{Leaf: leaf}
	if leaf > 1 {
		t.Left = scale.Some(tree(leaf / 2))
	}
	return t
}

func log() Log {
	return Log{
		{Kind: Point}, {Kind: Circle, Radius: 9, Color: ColorRed},
		{Kind: Polygon, Sides: []uint32{3, 4, 5}, Color: Violet, Label: scale.Some("right")}, {Kind: Labelled},
	}
}

func texts() *Texts {
	bits := scale.NewBitVec(11)
	for i := range 11 {
		bits.Set(i, i%3 == 0)
	}
	return &Texts{
		Text: "häh", Name: "name", Data: []byte(strings.Repeat("\x01", 70)), Names: []string{"", "x"}, Blocks: [][]byte{{}, {1, 2}},
		Opaque: scale.Opaque{9, 8}, Bits: bits,
	}
}

func arrays() *Arrays {
	return &Arrays{
		Bytes: [5]byte{1, 2, 3, 4, 5}, Key: Key{6, 7, 8, 9}, Words: [3]uint64{1, math.MaxUint64, 1 << 33}, Names: [2]string{"a", "bc"},
		Matrix: [2][3]uint16{{1, 2, 3}, {4, 5, 0xffff}}, Hashes: [2]scale.H256{repeat[scale.H256](1), repeat[scale.H256](2)}, Truths: [2]bool{true, false},
	}
}

func sequences() *Sequences {
	return &Sequences{
		Words: []uint64{1, 2, math.MaxUint64}, Signed: []int16{-1, 5}, Heights: []Height{1 << 20}, Truths: []bool{true, false, true},
		Balances: []scale.U128{scale.U128From(1), {Lo: math.MaxUint64, Hi: math.MaxUint64}}, Hashes: []scale.H256{repeat[scale.H256](3)},
		Keys: []Key{{1, 2, 3, 4}, {1, 2, 3, 4}}, Integers: []Integers{integers(1), integers(2)}, Matrix: [][]uint32{{1, 2}, {}, {3}},
		Deep: [][][]string{{{"deep"}, {}}, {}}, Choices: choices(), Pairs: []Pair[uint8, scale.H256]{{4, repeat[scale.H256](5)}},
		Options: []scale.Option[uint32]{scale.None[uint32](), scale.Some[uint32](6)},
	}
}

func wrapped(full bool) *Wrapped {
	w := &Wrapped{
		Nested: scale.Some(scale.None[bool]()), Outcome: scale.Failure[uint64]("it failed"), Empty: scale.Failure[scale.Unit](Choice(NewRest("failure"))),
		Map:     scale.BTreeMap[uint32, string]{{Key: 1, Value: "one"}, {Key: 9, Value: "nine"}},
		Keyed:   scale.BTreeMap[Key, []byte]{{Key: Key{3: 1}}, {Key: Key{3: 2}, Value: []byte{2}}},
		Set:     scale.BTreeSet[scale.AccountID]{account(1), account(2)},
		Ordered: scale.BTreeSet[Ordered]{{Major: 1, Minor: []byte{1, 9}}, {Major: 1, Minor: []byte{2}}},
		Pair:    Pair[Height, []Choice]{8, choices()},
	}
	w.Unnamed.X, w.Unnamed.Y = 1, []uint16{2, 3}
	if full {
		w.Some, w.Inner, w.Nested = scale.Some[uint32](5), scale.Some(integers(3)), scale.Some(scale.Some(true))
		w.Outcome, w.Empty = scale.Ok[uint64, string](7), scale.Ok[scale.Unit, Choice](scale.Unit{})
	}
	return w
}

func chain() *Chain {
	c := &Chain{
		Who: account(1), To: scale.MultiAddress{Kind: scale.MultiAddressRaw, Raw: []byte{1, 2}}, Era: scale.NewEra(64, 4),
		Hash: repeat[scale.H256](7), hidden: 0x1234,
	}
	for i := range c.Address {
		c.Address[i] = 8
	}
	for i := range c.Seal {
		c.Seal[i] = 9
	}
	return c
}

// expression is an enum that is an interface, with the methods of a type.
type expression struct{ Expression }

func (x expression) Encode(e *scale.Encoder) { EncodeExpression(e, x.Expression) }
func (x expression) EncodedLen() int         { return ExpressionEncodedLen(x.Expression) }

func sampleExpression() expression {
	sum := &Summed{Terms: []Expression{&Number{1}, &Negated{&Number{2}}}, Tree: tree(9)}
	return expression{&Negated{sum}}
}

func ledger() *Ledger {
	return &Ledger{{Key: account(1), Value: scale.U128From(1)}, {Key: account(2), Value: scale.U128From(2)}}
}

func pointer[T any](v T) *T { return &v }

func TestEncodingsAreParityScaleCodecs(t *testing.T) {
	maximum := scale.U128{Lo: math.MaxUint64, Hi: math.MaxUint64}
	values := []struct {
		name  string
		value scale.Encodable
	}{
		{"Integers", pointer(integers(1))}, {"Compacts", compacts(63)}, {"Compacts", compacts(64)}, {"Compacts", compacts(0x1234_5678_9abc_def0)},
		{"Compacts", compacts(math.MaxUint64)}, {"Percent", pointer(Percent(33))}, {"Texts", texts()}, {"Arrays", arrays()}, {"Sequences", sequences()},
		{"Wrapped", wrapped(true)}, {"Wrapped", wrapped(false)}, {"Chain", chain()}, {"Expression", sampleExpression()}, {"Color", pointer(ColorBlue)},
		{"Log", pointer(log())}, {"Ledger", ledger()}, {"Maybe", new(Maybe)}, {"Maybe", pointer(Maybe(scale.Some(Move{account(4), maximum})))},
		{"Both", pointer(Both{ColorRed, log()})}, {"Nickname", pointer(Nickname("nick"))}, {"Digest", pointer(Digest(repeat[scale.H256](6)))},
	}
	var text strings.Builder
	for _, v := range values {
		fmt.Fprintf(&text, "%s %x\n", v.name, scale.Marshal(v.value))
	}
	want := strings.Split(golden(t, "encodings.txt"), "\n")
	for i, line := range strings.Split(text.String(), "\n") {
		if i >= len(want) || line != want[i] {
			t.Errorf("line %d: got %s", i+1, line)
		}
	}
	if n := len(values) + 1; len(want) != n {
		t.Errorf("%d lines, want %d", n, len(want))
	}
}

func golden(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestBoundsAreMaxEncodedLens(t *testing.T) {
	text := fmt.Sprintf("Integers %d\nPercent %d\nColor %d\nMove %d\nMaybe %d\nDigest %d\n", IntegersMaxEncodedLen, PercentMaxEncodedLen,
		ColorMaxEncodedLen, MoveMaxEncodedLen, MaybeMaxEncodedLen, DigestMaxEncodedLen)
	if want := golden(t, "bounds.txt"); text != want {
		t.Errorf("got %s, want %s", text, want)
	}
}

func TestDescriptionsAreScaleInfos(t *testing.T) {
	registry := scaleinfo.NewRegistry()
	for _, reference := range []scaleinfo.Reference{
		(*Wrapped)(nil).TypeInfo(), (*Sequences)(nil).TypeInfo(), (*Integers)(nil).TypeInfo(), (*Compacts)(nil).TypeInfo(), (*Texts)(nil).TypeInfo(),
		(*Arrays)(nil).TypeInfo(), (*Chain)(nil).TypeInfo(), ExpressionTypeInfo(), (*Ledger)(nil).TypeInfo(), (*Maybe)(nil).TypeInfo(),
		(*Both)(nil).TypeInfo(), (*Nickname)(nil).TypeInfo(), (*Digest)(nil).TypeInfo(),
	} {
		registry.Register(reference)
	}
	want, err := hex.DecodeString(strings.ReplaceAll(golden(t, "registry.hex"), "\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	got := scale.Marshal(registry)
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("byte %d of %d differs: got %q, want %q", i, len(want), got[max(0, i-60):min(len(got), i+60)], want[max(0, i-60):min(len(want), i+60)])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}
