package hostapi

import (
	"fmt"
	"testing"
)

// emptyRoot is the root of a trie without keys: the hash of one zero byte.
const emptyRoot = "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"

func TestRootsOfSubstrate(t *testing.T) {
	type line struct {
		Seed      uint64
		V0        string
		V1        string
		OrderedV0 string `json:"ordered_v0"`
		OrderedV1 string `json:"ordered_v1"`
	}
	for _, want := range readGolden[line](t, "roots.json") {
		host := Reset()
		random := &generator{want.Seed}
		var pairs []KeyValue
		for range random.below(60) {
			key := random.key()
			pairs = append(pairs, KeyValue{key, random.value()})
		}
		encoded := appendCompact(nil, uint64(len(pairs)))
		for _, pair := range pairs {
			encoded = encodeBytes(encodeBytes(encoded, pair.Key), pair.Value)
		}
		count := 300
		if want.Seed%8 != 7 {
			count = random.below(80)
		}
		values := appendCompact(nil, uint64(count))
		for range count {
			values = encodeBytes(values, random.value())
		}
		host.Load(pairs)
		for version, expected := range map[StateVersion][2]string{0: {want.V0, want.OrderedV0}, 1: {want.V1, want.OrderedV1}} {
			what := fmt.Sprintf("seed %d, version %d", want.Seed, version)
			root, ofPairs, ordered := Root(version), Blake2Root(encoded, version), Blake2OrderedRoot(values, version)
			wantHex(t, "Root, "+what, root[:], expected[0])
			wantHex(t, "Blake2Root, "+what, ofPairs[:], expected[0])
			wantHex(t, "Blake2OrderedRoot, "+what, ordered[:], expected[1])
		}
	}
}

func TestRootOfNothing(t *testing.T) {
	Reset()
	for _, version := range []StateVersion{StateVersion0, StateVersion1} {
		state, pairs, ordered := Root(version), Blake2Root([]byte{0}, version), Blake2OrderedRoot([]byte{0}, version)
		wantHex(t, "Root", state[:], emptyRoot)
		wantHex(t, "Blake2Root", pairs[:], emptyRoot)
		wantHex(t, "Blake2OrderedRoot", ordered[:], emptyRoot)
	}
}

// The versions differ from values of 33 bytes on.
func TestRootVersions(t *testing.T) {
	for length, differ := range map[int]bool{0: false, 32: false, 33: true} {
		Reset()
		Set([]byte("key"), repeated(1, length))
		if (Root(StateVersion0) != Root(StateVersion1)) != differ {
			t.Errorf("a value of %d bytes: the roots differ: %v", length, !differ)
		}
	}
	mustPanic(t, "version 2", func() { Root(2) })
}

func TestRootSeesOpenTransactions(t *testing.T) {
	Reset()
	before := Root(StateVersion1)
	StartTransaction()
	Set([]byte("key"), []byte("value"))
	if Root(StateVersion1) == before {
		t.Error("the root does not depend on the transaction")
	}
	RollbackTransaction()
	if Root(StateVersion1) != before {
		t.Error("the root is not what it was before the transaction")
	}
}

func TestMalformedListsEndTheCall(t *testing.T) {
	for name, encoded := range map[string][]byte{
		"no length":            {},
		"an item missing":      {1 << 2},
		"an item cut short":    {1 << 2, 2 << 2, 0},
		"bytes after the list": {0, 0},
		"a length too long":    {1 << 2, 0x01, 0x00},
		"a great length":       {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
	} {
		mustPanic(t, name, func() { Blake2OrderedRoot(encoded, StateVersion1) })
		mustPanic(t, name, func() { Blake2Root(encoded, StateVersion1) })
	}
}

func TestCompactIntegers(t *testing.T) {
	for _, value := range []uint64{0, 1, 63, 64, 16383, 16384, 1<<30 - 1, 1 << 30, 1<<32 - 1, 1 << 32, 1<<56 - 1, 1 << 56, 1<<64 - 1} {
		encoded := appendCompact(nil, value)
		read, taken := readCompact(append(encoded, 0xff))
		if read != value || taken != len(encoded) {
			t.Errorf("%d: read %d from %d of %d bytes", value, read, taken, len(encoded))
		}
		for cut := range encoded {
			if _, taken := readCompact(encoded[:cut]); taken != 0 {
				t.Errorf("%d: read from the first %d bytes", value, cut)
			}
		}
	}
	for _, malformed := range [][]byte{{0x01, 0}, {0xfd, 0}, {0x02, 0, 0, 0}, {0xfe, 0xff, 0, 0}, {0x03, 0xff, 0xff, 0xff, 0x3f},
		{0x07, 0, 0, 0, 0x40, 0}, {0x17, 1, 1, 1, 1, 1, 1, 1, 1, 1}} {
		if value, taken := readCompact(malformed); taken != 0 {
			t.Errorf("%x: read %d", malformed, value)
		}
	}
}
