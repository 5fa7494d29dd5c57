package timestamp

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// OnInitialize counts what the end of the block will cost.
func OnInitialize(primitives.BlockNumber) frame.Weight {
	return frame.Weight{RefTime: onFinalizeRefTime}
}

// OnFinalize ends the call if the block's time was not set.
func OnFinalize(primitives.BlockNumber) {
	var updated frame.Bool
	if !didUpdate.Take(&updated) || !bool(updated) {
		panic("Timestamp must be updated once in the block")
	}
}
