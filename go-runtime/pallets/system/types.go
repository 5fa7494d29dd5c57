package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// PhaseKind is the sort of a [Phase].
type PhaseKind uint8

const (
	// ApplyingExtrinsic: an extrinsic runs.
	//scale:name ApplyExtrinsic
	ApplyingExtrinsic PhaseKind = 0
	// Finalizing: the block is ended.
	//scale:name Finalization
	Finalizing PhaseKind = 1
	// Initializing: the block is started.
	//scale:name Initialization
	Initializing PhaseKind = 2
)

// Phase is what the execution of a block is at (frame_system::Phase).
//
//scale:enum
//scale:path frame_system::Phase
//scale:tuple
type Phase struct {
	Kind PhaseKind
	// Extrinsic is the index of the extrinsic that runs; only of ApplyingExtrinsic.
	Extrinsic uint32 `scale:"of=ApplyingExtrinsic"`
}

// LastRuntimeUpgradeInfo is the version of a runtime (frame_system::LastRuntimeUpgradeInfo).
//
//scale:type
//scale:path frame_system::LastRuntimeUpgradeInfo
type LastRuntimeUpgradeInfo struct {
	SpecVersion uint32 `scale:"compact"`
	SpecName    string
}

// CodeUpgradeAuthorization is the permission to make code the runtime's (frame_system::CodeUpgradeAuthorization).
//
//scale:type
//scale:path frame_system::CodeUpgradeAuthorization
//scale:param T
type CodeUpgradeAuthorization struct {
	// CodeHash is the hash of the code.
	CodeHash primitives.Hash
	// CheckVersion says whether its version must be higher than now.
	CheckVersion bool
}

// DispatchEventInfo is what the events of an extrinsic's end say of its cost (frame_system::DispatchEventInfo).
//
//scale:type
//scale:path frame_system::DispatchEventInfo
type DispatchEventInfo struct {
	Weight  frame.Weight
	Class   frame.DispatchClass
	PaysFee frame.Pays
}

// eventIndices are events of blocks: the block's number and the event's index, for each.
//
//scale:type
//scale:alias
type eventIndices []eventIndexEntry

// eventIndexEntry is an event of a block.
//
//scale:type
//scale:alias
type eventIndexEntry struct {
	block primitives.BlockNumber
	index uint32
}
