package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// prefix is the Twox-128 hash of "System".
const prefix = "\x26\xaa\x39\x4e\xea\x56\x30\xe0\x7c\x48\xae\x0c\x95\x58\xce\xf7"

// The pallet's storage items. Each key ends in the Twox-128 hash of the item's name.
var (
	// number: u32, the number of the block that is being executed.
	number = frame.StorageValue{Key: prefix + "\x02\xa5\xc1\xb1\x9a\xb7\xa0\x4f\x53\x6c\x51\x9a\xca\x49\x83\xac"}
	// parentHash: Hash, of the block's parent.
	parentHash = frame.StorageValue{Key: prefix + "\x8a\x42\xf3\x33\x23\xcb\x5c\xed\x3b\x44\xdd\x82\x5f\xda\x9f\xcc"}
	// digest: Digest, the one of the block so far.
	digest = frame.StorageValue{Key: prefix + "\x99\xe7\xf9\x3f\xc6\xa9\x8f\x08\x74\xfd\x05\x7f\x11\x1c\x4d\x2d"}
	// blockHash: the hash of each of the last blocks, by its number.
	blockHash = frame.StorageMap{Prefix: prefix + "\xa4\x47\x04\xb5\x68\xd2\x16\x67\x35\x6a\x5a\x05\x0c\x11\x87\x46"}
	// executionPhase: what the block's execution is at; none outside of one.
	executionPhase = frame.StorageValue{Key: prefix + "\xff\x55\x3b\x5a\x98\x62\xa5\x16\x93\x9d\x82\xb3\xd3\xd8\x66\x1a"}
	// events: of the block so far.
	events = frame.StorageValue{Key: prefix + "\x80\xd4\x1e\x5e\x16\x05\x67\x65\xbc\x84\x61\x85\x10\x72\xc9\xd7"}
	// eventCount: u32, how many events there are.
	eventCount = frame.StorageValue{Key: prefix + "\x0a\x98\xfd\xbe\x9c\xe6\xc5\x58\x37\x57\x6c\x60\xc7\xaf\x38\x50"}
	// eventTopics: for each topic, the events that have it.
	eventTopics = frame.StorageMap{Prefix: prefix + "\xbb\x94\xe1\xc2\x1a\xda\xb7\x14\x98\x3c\xf0\x66\x22\xe1\xde\x76"}
	// extrinsicCount: u32, of the block; only while it is finalized.
	extrinsicCount = frame.StorageValue{Key: prefix + "\xbd\xc0\xbd\x30\x3e\x98\x55\x81\x3a\xa8\xa3\x0d\x4e\xfc\x51\x12"}
	// extrinsicData: the encoded extrinsics of the block, by their index.
	extrinsicData = frame.StorageMap{Prefix: prefix + "\xdf\x1d\xae\xb8\x98\x68\x37\xf2\x1c\xc5\xd1\x75\x96\xbb\x78\xd1"}
	// allExtrinsicsLen: u32, bytes of the block's extrinsics.
	allExtrinsicsLen = frame.StorageValue{Key: prefix + "\xa8\x6d\xa5\xa9\x32\x68\x4f\x19\x95\x39\x83\x6f\xcb\x8c\x88\x6f"}
)

// The items that hosts and tools know by these names (sp_storage::well_known_keys).
var (
	extrinsicIndex    = frame.StorageValue{Key: ":extrinsic_index"}
	intrablockEntropy = frame.StorageValue{Key: ":intrablock_entropy"}
)

// phase is what the execution of a block is at (frame_system::Phase).
type phase byte

const (
	phaseApplyExtrinsic phase = 0
	phaseFinalization   phase = 1
	phaseInitialization phase = 2
)

func (p phase) put() { executionPhase.Put([]byte{byte(p)}) }

// putApplyExtrinsic says that extrinsic index is next.
func putApplyExtrinsic(index uint32) {
	executionPhase.Put(scale.AppendU32([]byte{byte(phaseApplyExtrinsic)}, index))
}

func encodeNumber(n primitives.BlockNumber) []byte { return scale.AppendU32(nil, uint32(n)) }

// getU32 is the value of an item of four bytes, 0 where there is none.
func getU32(v frame.StorageValue) uint32 {
	encoded, ok := v.Get()
	if !ok {
		return 0
	}
	return scale.NewDecoder(encoded).U32()
}
