// Package executive runs blocks: it starts and ends them, applies extrinsics, checks whole blocks and says which transactions are valid
// (frame_executive). It knows the pallet System and, through [Runtime], all others.
package executive

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// Runtime is what a runtime tells of its pallets. The generator makes it from the list of pallets: each function asks those that have one of this
// name, in the order of the list.
type Runtime interface {
	frame.Runtime
	// BeforeUpgrades gives pallets that are new their storage versions; it says what that took.
	BeforeUpgrades() frame.Weight
	// OnRuntimeUpgrade migrates storage to this version of the runtime; it says what that took.
	OnRuntimeUpgrade() frame.Weight
	// OnInitialize starts a block; it says what that took, the end of the block included.
	OnInitialize(n primitives.BlockNumber) frame.Weight
	// OnPoll does what can wait, after the inherents and within the meter's limit.
	OnPoll(n primitives.BlockNumber, meter *frame.WeightMeter)
	// OnIdle uses what the block has left; it says what that took.
	OnIdle(n primitives.BlockNumber, remaining frame.Weight) frame.Weight
	// OnFinalize ends a block.
	OnFinalize(n primitives.BlockNumber)
	// OffchainWorker runs after a block, outside of it.
	OffchainWorker(n primitives.BlockNumber)
	// IsInherent says whether a call is one that authors put into blocks.
	IsInherent(call frame.Call) bool
	// ValidateUnsigned says whether a call without signature is valid, as seen by a transaction pool.
	ValidateUnsigned(source frame.TransactionSource, call frame.Call) (frame.ValidTransaction, error)
	// PreDispatch says whether a call without signature may run.
	PreDispatch(call frame.Call) error
	// CreateInherents makes the calls that a block starts with.
	CreateInherents(data frame.InherentData) []frame.Call
	// CheckInherent checks an inherent call against what this node knows; it says whether the call is an inherent.
	CheckInherent(call frame.Call, data frame.InherentData, result *frame.InherentsResult) bool
}
