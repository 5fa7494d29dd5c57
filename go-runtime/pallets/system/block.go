package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// entropyContext precedes the parent's hash in what :intrablock_entropy is the hash of.
const entropyContext = "frame_system::initialize"

// ResetEvents removes the events of the block before.
func ResetEvents() {
	hostapi.Clear(eventsKey())
	eventCount.Kill()
	eventTopics.Clear(nil)
	forgetEvents()
}

// Initialize starts a block: its number, parent and digest so far are stored, and its weight and size start from the beginning. It ends the call
// if number does not follow the last block's, or if the header would be too large.
func Initialize(n primitives.BlockNumber, parent *primitives.Hash, preRuntime primitives.Digest) {
	if n != number.Get()+1 {
		panic("Block number must be strictly increasing.")
	}
	setPhase(Phase{Kind: Initializing})
	setExtrinsicIndex(0)
	initializeEntropy(parent)
	setNumber(n)
	encoded := scale.Marshal(&preRuntime)
	setDigest(encoded)
	parentHash.Write(parent)
	previous := n - 1
	blockHash.Write(&previous, parent)
	setWeight(frame.ConsumedWeight{}, false)

	empty := primitives.Header{ParentHash: *parent, Number: n}
	overhead := uint32(len(encoded) + empty.EncodedLen())
	setBlockSize(overhead)
	if overhead > config.BlockLength.HeaderLimit() {
		panic("system: the header is larger than the block's limits allow")
	}
}

func initializeEntropy(parent *primitives.Hash) {
	entropy := hostapi.Blake2_256(append([]byte(entropyContext), parent[:]...))
	hostapi.Set([]byte(keyIntrablockEntropy), entropy[:])
}

// NoteFinishedInitialize says that the hooks at the block's start have run: extrinsics may follow.
func NoteFinishedInitialize() { setPhase(Phase{}) }

// InherentsApplied says whether all inherents of the block have run.
func InherentsApplied() bool {
	b := block()
	if !b.hasInherentsApplied {
		b.inherentsApplied, b.hasInherentsApplied = bool(inherentsApplied.Get()), true
	}
	return b.inherentsApplied
}

// NoteInherentsApplied says that all inherents of the block have run.
func NoteInherentsApplied() {
	b := block()
	b.inherentsApplied, b.hasInherentsApplied = true, true
	inherentsApplied.Put(true)
}

// NoteExtrinsic keeps the extrinsic that runs next, with its length prefix, for the block's extrinsics root.
func NoteExtrinsic(encoded []byte) {
	index := frame.U32(ExtrinsicIndex())
	hostapi.Set(extrinsicData.Key(&index), scale.Marshal((*frame.Bytes)(&encoded)))
}

// NoteAppliedExtrinsic says how the extrinsic has ended that ran: err is why the call failed, or nil.
func NoteAppliedExtrinsic(err error, post *frame.PostDispatchInfo, info *frame.DispatchInfo) {
	outcome := DispatchEventInfo{
		Weight:  post.ActualWeightOf(info).Add(config.BlockWeights.PerClass[info.Class].BaseExtrinsic),
		Class:   info.Class,
		PaysFee: post.PaysFee(info),
	}
	if err == nil {
		Deposit(&ExtrinsicSuccess{DispatchInfo: outcome})
	} else {
		Deposit(&ExtrinsicFailed{DispatchError: err, DispatchInfo: outcome})
	}
	next := ExtrinsicIndex() + 1
	setExtrinsicIndex(next)
	setPhase(Phase{Kind: ApplyingExtrinsic, Extrinsic: next})
	extrinsicWeightReclaimed.Kill()
	b := block()
	b.reclaimed, b.hasReclaimed = frame.Weight{}, true
}

// NoteFinishedExtrinsics says that no extrinsic follows.
func NoteFinishedExtrinsics() {
	extrinsicCount.Put(frame.U32(ExtrinsicIndex()))
	extrinsicIndex.Kill()
	block().hasIndex = false
	setPhase(Phase{Kind: Finalizing})
}

// Finalize ends the block and returns its header, whose roots are those of the block's extrinsics and of storage. What is only for the
// block's execution is removed first; number, parent's hash, digest and events stay for the outside to read.
func Finalize() primitives.Header {
	executionPhase.Kill()
	forgetEvents()
	blockSize.Kill()
	block().hasSize = false
	hostapi.Clear([]byte(keyIntrablockEntropy))
	inherentsApplied.Kill()
	block().hasInherentsApplied = false
	header := primitives.Header{Number: Number(), Digest: Digest()}
	parentHash.Read(&header.ParentHash)
	header.ExtrinsicsRoot = hostapi.Blake2OrderedRoot(takeExtrinsics(), extrinsicsStateVersion())
	forgetBlockHash(header.Number)
	header.StateRoot = hostapi.Root(stateVersion())
	return header
}

// takeExtrinsics removes the block's extrinsics from storage and returns them, as an encoded vector of byte vectors.
func takeExtrinsics() []byte {
	var count frame.U32
	extrinsicCount.Take(&count)
	e := scale.NewEncoder(nil)
	e.Length(int(count))
	for i := frame.U32(0); i < count; i++ {
		key := extrinsicData.Key(&i)
		encoded, ok := hostapi.Get(key)
		if !ok {
			e.Bytes(nil)
			continue
		}
		// What is stored is the byte vector that the list has as an element.
		e.Raw(encoded)
		hostapi.Clear(key)
	}
	return e.Output()
}

// forgetBlockHash removes the hash that is kept no longer when the block with this number ends. That of the genesis block is kept for ever.
func forgetBlockHash(n primitives.BlockNumber) {
	if kept := config.BlockHashCount + 1; n > kept {
		old := n - kept
		blockHash.Remove(&old)
	}
}

// ParentHash is the hash of the block's parent.
func ParentHash() primitives.Hash { return parentHash.Get() }

// BlockHash reads the hash of a block, and says whether it is known.
func BlockHash(n primitives.BlockNumber, hash *primitives.Hash) bool { return blockHash.Read(&n, hash) }

// SetBlockHash says which hash a block has: for offchain workers, which run after it.
func SetBlockHash(n primitives.BlockNumber, hash *primitives.Hash) { blockHash.Write(&n, hash) }

// DepositLog adds an item to the block's digest.
func DepositLog(item *primitives.DigestItem) {
	encoded := scale.Marshal(item)
	setBlockSize(uint32(min(uint64(BlockSize())+uint64(len(encoded)), 1<<32-1)))
	frame.Append(keyDigest, encoded)
	block().digest = nil
}

// InitializeOffchainWorker makes storage what offchain workers expect of the block with this header, which has ended.
func InitializeOffchainWorker(header *primitives.Header, hash *primitives.Hash) {
	known := Digest()
	for i := range header.Digest {
		if !known.Contains(&header.Digest[i]) {
			DepositLog(&header.Digest[i])
		}
	}
	initializeEntropy(&header.ParentHash)
	SetBlockHash(header.Number, hash)
}
