package template

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// OnInitialize runs before the extrinsics of each block. It returns what it and the end of the block cost: that the count is removed.
func OnInitialize(primitives.BlockNumber) frame.Weight { return config.DbWeight.ReadsWrites(0, 1) }

// OnFinalize runs after them: the next block counts its notes from zero.
func OnFinalize(primitives.BlockNumber) { writtenInBlock.Kill() }
