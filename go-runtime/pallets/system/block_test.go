package system

import (
	"bytes"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

var config = Config{BlockHashCount: 10, StateVersion: hostapi.StateVersion1}

func startBlock(n primitives.BlockNumber, parent primitives.Hash) {
	Initialize(&primitives.Header{Number: n, ParentHash: parent, Digest: primitives.Digest{
		{Kind: primitives.DigestPreRuntime, Engine: [4]byte{'a', 'u', 'r', 'a'}, Data: []byte{1}},
		{Kind: primitives.DigestOther, Data: []byte{2}},
	}})
	NoteFinishedInitialize()
}

func TestABlockWithExtrinsics(t *testing.T) {
	hostapi.Reset()
	startBlock(7, primitives.Hash{1})
	extrinsics := [][]byte{{1, 2, 3}, {4}}
	for i, extrinsic := range extrinsics {
		extrinsicData.Insert(scale.AppendU32(nil, uint32(i)), extrinsic)
	}
	extrinsicIndex.Put(scale.AppendU32(nil, uint32(len(extrinsics))))
	NoteFinishedExtrinsics()
	header := Finalize(config)

	if header.Number != 7 || header.ParentHash != (primitives.Hash{1}) || len(header.Digest) != 1 {
		t.Errorf("header %+v", header)
	}
	encoded := []byte{8, 12, 1, 2, 3, 4, 4}
	if want := hostapi.Blake2OrderedRoot(encoded, hostapi.StateVersion0); header.ExtrinsicsRoot != want {
		t.Errorf("extrinsics root %x, want %x", header.ExtrinsicsRoot, want)
	}
	if want := hostapi.Root(hostapi.StateVersion1); header.StateRoot != want {
		t.Errorf("state root %x, want %x", header.StateRoot, want)
	}
	for _, item := range []string{executionPhase.Key, extrinsicCount.Key, intrablockEntropy.Key, extrinsicIndex.Key} {
		if hostapi.Exists([]byte(item)) {
			t.Errorf("%x outlives the block", item)
		}
	}
	if _, ok := extrinsicData.Get(scale.AppendU32(nil, 0)); ok {
		t.Error("an extrinsic outlives the block")
	}
}

func TestBlockHashesAreForgottenButForThatOfGenesis(t *testing.T) {
	hostapi.Reset()
	for n := primitives.BlockNumber(1); n <= 30; n++ {
		startBlock(n, primitives.Hash{byte(n - 1)})
		NoteFinishedExtrinsics()
		Finalize(config)
		for k := primitives.BlockNumber(0); k < n; k++ {
			hash, ok := blockHash.Get(encodeNumber(k))
			wanted := k == 0 || k+config.BlockHashCount >= n
			if ok != wanted || ok && !bytes.Equal(hash, append([]byte{byte(k)}, make([]byte, 31)...)) {
				t.Fatalf("at block %d, the hash of block %d is %x", n, k, hash)
			}
		}
	}
}

func TestEventsOfTheBlockBeforeGo(t *testing.T) {
	hostapi.Reset()
	events.Put([]byte{4, 1})
	eventCount.Put(scale.AppendU32(nil, 1))
	eventTopics.Insert([]byte{1}, []byte{2})
	startBlock(1, primitives.Hash{})
	if hostapi.Exists([]byte(events.Key)) || hostapi.Exists([]byte(eventCount.Key)) {
		t.Error("events outlive their block")
	}
	if _, ok := eventTopics.Get([]byte{1}); ok {
		t.Error("topics outlive their block")
	}
}
