package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// NoteStalled says that finality has stopped, so that the next change of authorities is forced. delay is how many more blocks to wait,
// bestFinalized a block that the nodes agree to be final. Root only.
//
//frame:call 2
func NoteStalled(origin frame.Origin, delay, bestFinalizedBlockNumber primitives.BlockNumber) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	stalled.Put(Stall{delay, bestFinalizedBlockNumber})
	return nil
}
