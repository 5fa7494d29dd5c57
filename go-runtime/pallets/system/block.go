// Package system is the pallet that knows the block: its number, parent and digest, the hashes of the blocks before it, its extrinsics and events
// (frame_system). This file is the life of a block.
package system

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Config is what a runtime decides about the pallet.
type Config struct {
	// BlockHashCount is for how many blocks the hash of a block is kept.
	BlockHashCount primitives.BlockNumber
	// StateVersion is the state version of the storage root.
	StateVersion hostapi.StateVersion
}

// extrinsicsRootVersion is the state version of the extrinsics root, which is independent of that of storage.
const extrinsicsRootVersion = hostapi.StateVersion0

// entropyContext precedes the parent's hash in what :intrablock_entropy is the hash of.
const entropyContext = "frame_initialize"

// Initialize starts a block: what the block before left for the outside to read goes, and what this one's extrinsics may ask for is set.
// Of header it needs the number, the parent's hash and the consensus engine's messages to the runtime.
func Initialize(header *primitives.Header) {
	resetEvents()
	phaseInitialization.put()
	extrinsicIndex.Put(scale.AppendU32(nil, 0))
	entropy := hostapi.Blake2_256(append([]byte(entropyContext), header.ParentHash[:]...))
	intrablockEntropy.Put(entropy[:])
	number.Put(encodeNumber(header.Number))
	digest.Put(header.Digest.PreRuntime().AppendTo(nil))
	parentHash.Put(header.ParentHash[:])
	blockHash.Insert(encodeNumber(header.Number-1), header.ParentHash[:])
}

// NoteFinishedInitialize says that the hooks at the block's start have run: extrinsics may follow.
func NoteFinishedInitialize() { putApplyExtrinsic(0) }

// NoteFinishedExtrinsics says that no extrinsic follows.
func NoteFinishedExtrinsics() {
	count := getU32(extrinsicIndex)
	extrinsicIndex.Kill()
	extrinsicCount.Put(scale.AppendU32(nil, count))
	phaseFinalization.put()
}

// Finalize ends the block and returns its header, whose roots are those of the block's extrinsics and of storage. What is only for the
// block's execution is removed first; number, parent's hash, digest and events stay for the outside to read.
func Finalize(config Config) primitives.Header {
	executionPhase.Kill()
	allExtrinsicsLen.Kill()
	intrablockEntropy.Kill()
	header := primitives.Header{Number: primitives.BlockNumber(getU32(number))}
	if hash, ok := parentHash.Get(); ok {
		header.ParentHash = primitives.DecodeHash(scale.NewDecoder(hash))
	}
	if encoded, ok := digest.Get(); ok {
		header.Digest = primitives.DecodeDigest(scale.NewDecoder(encoded))
	}
	header.ExtrinsicsRoot = hostapi.Blake2OrderedRoot(takeExtrinsics(), extrinsicsRootVersion)
	forgetBlockHash(header.Number, config.BlockHashCount)
	header.StateRoot = hostapi.Root(config.StateVersion)
	return header
}

// takeExtrinsics removes the block's extrinsics from storage and returns them, as an encoded vector of byte vectors.
func takeExtrinsics() []byte {
	count := getU32(extrinsicCount)
	extrinsicCount.Kill()
	encoded := scale.AppendCompact(nil, uint64(count))
	for i := uint32(0); i < count; i++ {
		extrinsic, _ := extrinsicData.Take(scale.AppendU32(nil, i))
		encoded = scale.AppendBytes(encoded, extrinsic)
	}
	return encoded
}

// forgetBlockHash removes the hash that is kept no longer when the block with this number ends. That of the genesis block is kept for ever.
func forgetBlockHash(number, blockHashCount primitives.BlockNumber) {
	if number > blockHashCount+1 {
		blockHash.Remove(encodeNumber(number - blockHashCount - 1))
	}
}

func resetEvents() {
	events.Kill()
	eventCount.Kill()
	hostapi.ClearPrefix([]byte(eventTopics.Prefix), nil)
}
