package main

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// runtime puts the pallets together.
type runtime struct{}

// systemConfig is what this runtime decides about the System pallet.
func systemConfig() system.Config {
	return system.Config{BlockHashCount: 2400, StateVersion: hostapi.StateVersion(RuntimeVersion.SystemVersion)}
}

// InitializeBlock starts a block.
func (runtime) InitializeBlock(header *primitives.Header) primitives.ExtrinsicInclusionMode {
	system.Initialize(header)
	system.NoteFinishedInitialize()
	return primitives.AllExtrinsics
}

// FinalizeBlock ends the block and returns its header.
func (runtime) FinalizeBlock() primitives.Header {
	system.NoteFinishedExtrinsics()
	return system.Finalize(systemConfig())
}
