package timestamp

import "github.com/gopallet/gopallet/go-runtime/frame"

// The pallet's storage items.
var (
	// Now is the time of the block, in milliseconds since 1970.
	//
	//frame:storage
	now = frame.NewValue[frame.U64](keyNow)
	// DidUpdate says that the block's time was set; only while the block is executed.
	//
	//frame:storage
	didUpdate = frame.NewValue[frame.Bool](keyDidUpdate)
)

// Now is the time of the block, in milliseconds since 1970.
func Now() uint64 { return uint64(now.Get()) }
