package hostapi

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
)

// The files testdata/*.json hold what the crates of Substrate compute. testdata/golden.rs is the program that writes them; it names the crates.
// Its inputs come from a generator of numbers which is repeated here, so the files hold results only.

// readGolden reads testdata/name.
func readGolden[T any](t *testing.T, name string) []T {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []T
	if err := json.Unmarshal(text, &lines); err != nil {
		t.Fatal(err)
	}
	if len(lines) == 0 {
		t.Fatalf("testdata/%s is empty", name)
	}
	return lines
}

// wantHex fails the test if got is not the bytes that want has in hexadecimal digits.
func wantHex(t *testing.T, what string, got []byte, want string) {
	t.Helper()
	if hex.EncodeToString(got) != want {
		t.Errorf("%s: got %x, want %s", what, got, want)
	}
}

// generator is SplitMix64.
type generator struct {
	state uint64
}

func (g *generator) next() uint64 {
	g.state += 0x9e37_79b9_7f4a_7c15
	z := g.state
	z = (z ^ (z >> 30)) * 0xbf58_476d_1ce4_e5b9
	z = (z ^ (z >> 27)) * 0x94d0_49bb_1331_11eb
	return z ^ (z >> 31)
}

func (g *generator) below(limit uint64) int { return int(g.next() % limit) }

func (g *generator) bytes(length int) []byte {
	b := make([]byte, length)
	for i := range b {
		b[i] = byte(g.next())
	}
	return b
}

func (g *generator) choose(length int, from []byte) []byte {
	b := make([]byte, length)
	for i := range b {
		b[i] = from[g.below(uint64(len(from)))]
	}
	return b
}

func (g *generator) key() []byte {
	switch g.below(4) {
	case 0:
		return g.choose(g.below(6), []byte{0x00, 0x01, 0x10, 0x11, 0xff})
	case 1:
		return append(repeated(0x26, 32), g.bytes(g.below(4))...)
	case 2:
		return g.bytes(g.below(40))
	}
	key := repeated(0xab, g.below(200))
	return append(key, byte(g.next()))
}

func (g *generator) value() []byte {
	length := []int{0, 1, 4, 16, 30, 31, 32, 33, 34, 63, 64, 100, 400, 16384}[g.below(14)]
	return repeated(byte(g.next()), length)
}

// nearKey is a key of few bytes, so that operations meet.
func (g *generator) nearKey() []byte {
	return g.choose(1+g.below(4), []byte{0x61, 0x62, 0xff})
}

// nearValue is a value, often the encoding of a list.
func (g *generator) nearValue() []byte {
	switch g.below(5) {
	case 0:
		return nil
	case 1:
		return []byte{0}
	case 2:
		return encodeBytes(nil, repeated(7, g.below(70)))
	case 3:
		return g.bytes(g.below(6))
	}
	return g.value()
}

func repeated(b byte, length int) []byte {
	all := make([]byte, length)
	for i := range all {
		all[i] = b
	}
	return all
}

// encodeBytes appends the encoding of a Vec<u8>.
func encodeBytes(output, value []byte) []byte {
	return append(appendCompact(output, uint64(len(value))), value...)
}

// encodeOptionBytes appends the encoding of an Option<Vec<u8>>.
func encodeOptionBytes(output, value []byte, some bool) []byte {
	if !some {
		return append(output, 0)
	}
	return encodeBytes(append(output, 1), value)
}

// mustPanic fails the test if function returns.
func mustPanic(t *testing.T, what string, function func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	function()
}
