package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// The pallet's storage items. Those that blocks use most are also kept in memory during a call: see [block] and [Account].
var (
	// ExtrinsicCount is the number of the block's extrinsics; only while it is finalized.
	//
	//frame:storage optional
	extrinsicCount = frame.NewValue[frame.U32](keyExtrinsicCount)
	// InherentsApplied says that all inherents of the block have run.
	//
	//frame:storage
	inherentsApplied = frame.NewValue[frame.Bool](keyInherentsApplied)
	// BlockWeight is what the block has used so far.
	//
	//frame:storage
	blockWeight = frame.NewValue[frame.ConsumedWeight](keyBlockWeight)
	// BlockSize is the number of bytes of the block so far: its header and its extrinsics.
	//
	//frame:storage optional
	blockSize = frame.NewValue[frame.U32](keyBlockSize)
	// BlockHash has the hashes of the last blocks, by their numbers.
	//
	//frame:storage
	blockHash = frame.NewMap[primitives.BlockNumber, primitives.Hash, frame.Twox64Concat](keyBlockHash)
	// ExtrinsicData has the block's extrinsics, by their index.
	//
	//frame:storage
	extrinsicData = frame.NewMap[frame.U32, frame.Bytes, frame.Twox64Concat](keyExtrinsicData)
	// Number is the number of the block that is being executed.
	//
	//frame:storage
	number = frame.NewValue[primitives.BlockNumber](keyNumber)
	// ParentHash is the hash of the block's parent.
	//
	//frame:storage
	parentHash = frame.NewValue[primitives.Hash](keyParentHash)
	// Digest is the block's digest so far.
	//
	//frame:storage
	digest = frame.NewValue[primitives.Digest](keyDigest)
	// EventCount is the number of events of the block so far.
	//
	//frame:storage
	eventCount = frame.NewValue[frame.U32](keyEventCount)
	// EventTopics has for each topic the block's events that have it.
	//
	//frame:storage
	eventTopics = frame.NewMap[primitives.Hash, eventIndices, frame.Blake2_128Concat](keyEventTopics)
	// LastRuntimeUpgrade is the version of the runtime that made the last block.
	//
	//frame:storage optional
	lastRuntimeUpgrade = frame.NewValue[LastRuntimeUpgradeInfo](keyLastRuntimeUpgrade)
	// BlocksTillUpgrade is the number of blocks after which pending code takes effect.
	//
	//frame:storage optional
	blocksTillUpgrade = frame.NewValue[frame.U8](keyBlocksTillUpgrade)
	// UpgradedToU32RefCount says that reference counts have 32 bits.
	//
	//frame:storage
	upgradedToU32RefCount = frame.NewValue[frame.Bool](keyUpgradedToU32RefCount)
	// UpgradedToTripleRefCount says that accounts have three reference counts.
	//
	//frame:storage
	upgradedToTripleRefCount = frame.NewValue[frame.Bool](keyUpgradedToTripleRefCount)
	// ExecutionPhase is what the block's execution is at; none outside of one.
	//
	//frame:storage optional
	executionPhase = frame.NewValue[Phase](keyExecutionPhase)
	// AuthorizedUpgrade is the code that may become the runtime's.
	//
	//frame:storage optional
	authorizedUpgrade = frame.NewValue[CodeUpgradeAuthorization](keyAuthorizedUpgrade)
	// ExtrinsicWeightReclaimed is what of the extrinsic's weight was given back to the block so far.
	//
	//frame:storage
	extrinsicWeightReclaimed = frame.NewValue[frame.Weight](keyExtrinsicWeightReclaimed)
)

// The items that hosts and tools know by these names (sp_storage::well_known_keys).
const (
	keyExtrinsicIndex    = ":extrinsic_index"
	keyIntrablockEntropy = ":intrablock_entropy"
	keyCode              = ":code"
	keyPendingCode       = ":pending_code"
	keyHeapPages         = ":heappages"
)

var extrinsicIndex = frame.NewValue[frame.U32](keyExtrinsicIndex)
