package primitives

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

func sampleHeader() Header {
	return Header{
		ParentHash:     Hash{1, 2, 3},
		Number:         70_000,
		StateRoot:      Hash{4},
		ExtrinsicsRoot: Hash{31: 5},
		Digest: Digest{
			{Kind: DigestPreRuntime, Engine: [4]byte{'a', 'u', 'r', 'a'}, Data: []byte{1, 0, 0, 0, 0, 0, 0, 0}},
			{Kind: DigestConsensus, Engine: [4]byte{'F', 'R', 'N', 'K'}, Data: []byte{9}},
			{Kind: DigestOther, Data: []byte("x")},
			{Kind: DigestRuntimeEnvironmentUpdated},
			{Kind: DigestSeal, Engine: [4]byte{'a', 'u', 'r', 'a'}, Data: make([]byte, 64)},
		},
	}
}

func TestHeaderSurvivesTheWayThereAndBack(t *testing.T) {
	header := sampleHeader()
	encoded := scale.Marshal(&header)
	var got Header
	if err := scale.Unmarshal(encoded, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, header) {
		t.Errorf("got %+v", got)
	}
	if len(header.Digest.PreRuntime()) != 1 {
		t.Error("one item is the consensus engine's to the runtime")
	}
}

func TestEveryTruncationOfAHeaderIsRefused(t *testing.T) {
	header := sampleHeader()
	encoded := scale.Marshal(&header)
	for n := range encoded {
		var got Header
		if scale.Unmarshal(encoded[:n], &got) == nil {
			t.Errorf("%d bytes of %d are no header", n, len(encoded))
		}
	}
}

func TestHostileDigests(t *testing.T) {
	for _, encoded := range [][]byte{
		{4, 1},                     // no such kind
		{4, 7, 0},                  // no such kind
		{0x02, 0x00, 0x00, 0x10},   // claims 2^26 items
		{4, 6, 'a', 'u', 'r', 'a'}, // ends in an item
		{4, 0, 0xfe, 0xff, 0xff, 0xff},
	} {
		var digest Digest
		if scale.Unmarshal(encoded, &digest) == nil || digest != nil {
			t.Errorf("%x is no digest", encoded)
		}
	}
}

func TestRuntimeVersionEncoding(t *testing.T) {
	version := RuntimeVersion{
		SpecName: "a", ImplName: "bc", AuthoringVersion: 1, SpecVersion: 2, ImplVersion: 3,
		Apis:               []ApiVersion{{ID: [8]byte{0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b}, Version: 5}},
		TransactionVersion: 4, SystemVersion: 1,
	}
	want := []byte{4, 'a', 8, 'b', 'c', 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b, 5, 0, 0, 0, 4, 0, 0, 0, 1}
	if got := scale.Marshal(&version); !bytes.Equal(got, want) {
		t.Errorf("got %x, want %x", got, want)
	}
}
