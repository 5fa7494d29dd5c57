// Package hook is a pallet whose hooks a runtime cannot call. Its generated file is written out here.
package hook

import "github.com/gopallet/gopallet/go-runtime/frame"

//frame:pallet Hook
type Config struct {
	Index uint8
}

const Prefix = "hook"

// OnInitialize lacks the number of the block.
func OnInitialize() frame.Weight { return frame.Weight{} } // want "hook.OnInitialize is called by the runtime: make it a func\\(primitives.BlockNumber\\) frame.Weight, or give it another name"

// OnFinalize is no function.
var OnFinalize = 1 // want "hook.OnFinalize is called by the runtime: make it a func\\(primitives.BlockNumber\\)"

// IsInherent has none of the functions that belong to it.
func IsInherent(frame.Call) bool { return false }
