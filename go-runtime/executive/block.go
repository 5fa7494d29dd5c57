package executive

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// InitializeBlock starts the block with this header: it migrates storage if the runtime is new, and runs the hooks at the block's start.
func InitializeBlock(runtime Runtime, header *primitives.Header) primitives.ExtrinsicInclusionMode {
	system.ResetEvents()
	weight := system.BlockWeights().BaseBlock
	if system.WasUpgraded() {
		weight = weight.Add(runtime.BeforeUpgrades()).Add(runtime.OnRuntimeUpgrade())
		system.NoteUpgraded()
	}
	system.Initialize(header.Number, &header.ParentHash, header.Digest.PreRuntime())
	weight = weight.Add(runtime.OnInitialize(header.Number))
	system.RegisterExtraWeight(weight, frame.Mandatory)
	system.NoteFinishedInitialize()
	if system.MigrationsOngoing() {
		return primitives.OnlyInherents
	}
	return primitives.AllExtrinsics
}

// inherentsApplied does what comes between inherents and transactions.
func inherentsApplied(runtime Runtime) {
	system.NoteInherentsApplied()
	if system.MigrationsOngoing() {
		system.RegisterExtraWeight(system.StepMigrations(), frame.Mandatory)
		return
	}
	remaining, any := remainingWeight()
	if any {
		meter := frame.WeightMeter{Limit: remaining}
		runtime.OnPoll(system.Number(), &meter)
		registerUsed(meter.Consumed)
	}
}

// remainingWeight is what the block has left, and whether that is something in both dimensions.
func remainingWeight() (remaining frame.Weight, any bool) {
	remaining = system.BlockWeights().MaxBlock.Sub(system.Weight().Total())
	return remaining, remaining.AllGreater(frame.Weight{})
}

func registerUsed(weight frame.Weight) {
	if !weight.IsZero() {
		system.RegisterExtraWeight(weight, frame.Mandatory)
	}
}

// FinalizeBlock ends the block that was started and returns its header.
func FinalizeBlock(runtime Runtime) primitives.Header {
	if !system.InherentsApplied() {
		inherentsApplied(runtime)
	}
	system.NoteFinishedExtrinsics()
	n := system.Number()
	if !system.MigrationsOngoing() {
		if remaining, any := remainingWeight(); any {
			registerUsed(runtime.OnIdle(n, remaining))
		}
	}
	runtime.OnFinalize(n)
	system.ApplyPendingCode()
	return system.Finalize()
}

// ExecuteBlock runs a whole block. It ends the call if the block is not what its header says.
func ExecuteBlock(runtime Runtime, header *primitives.Header, extrinsics []frame.OpaqueExtrinsic) {
	mode := InitializeBlock(runtime, header)
	inherents := true
	for i := range extrinsics {
		x, err := frame.DecodeExtrinsic(extrinsics[i].Bytes, runtime)
		if err != nil {
			panic("executive: an extrinsic of the block can't be decoded: " + err.Error())
		}
		isInherent := x.Kind == frame.Bare && runtime.IsInherent(x.Call)
		switch {
		case isInherent && !inherents:
			panic("executive: an inherent comes after other extrinsics of the block")
		case !isInherent && mode == primitives.OnlyInherents:
			panic("executive: the block may have inherents only")
		}
		inherents = isInherent
		if _, err := apply(runtime, x, extrinsics[i].Prefixed, isInherent); err != nil {
			panic("executive: an extrinsic of the block is not valid: " + err.Error())
		}
	}
	computed := FinalizeBlock(runtime)
	checkHeader(header, &computed)
}

// checkHeader ends the call if the header of a block is not the one that its execution has led to.
func checkHeader(header, computed *primitives.Header) {
	if len(header.Digest) != len(computed.Digest) {
		panic("Number of digest items must match that calculated.")
	}
	for i := range header.Digest {
		if !header.Digest[i].Equal(&computed.Digest[i]) {
			panic("Digest item must match that calculated.")
		}
	}
	if header.StateRoot != computed.StateRoot {
		panic("Storage root must match that calculated.")
	}
	if header.ExtrinsicsRoot != computed.ExtrinsicsRoot {
		panic("Transaction trie root must be valid.")
	}
}

// OffchainWorker runs what pallets do after the block with this header, outside of it. hash is that of the header.
func OffchainWorker(runtime Runtime, header *primitives.Header, hash *primitives.Hash) {
	system.InitializeOffchainWorker(header, hash)
	runtime.OffchainWorker(header.Number)
}
