package timestamp

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// InherentIdentifier names the time among what authors know.
var InherentIdentifier = frame.InherentIdentifier{'t', 'i', 'm', 's', 't', 'a', 'p', '0'}

// maxDrift is how far the time of a block may be ahead of this node's, in milliseconds.
const maxDrift = 30_000

// InherentError is why the time of a block is not accepted (sp_timestamp::InherentError).
type InherentError uint8

const (
	// ErrTooEarly: too soon after the last block.
	ErrTooEarly InherentError = 0
	// ErrTooFarInFuture: too far ahead of this node's time.
	ErrTooFarInFuture InherentError = 1
)

// Error implements error.
func (e InherentError) Error() string {
	if e == ErrTooEarly {
		return "the block comes too soon after the last one; wait for the minimum period"
	}
	return "the block's time is too far in the future; set the clock"
}

// Encode writes the index of the variant.
func (e InherentError) Encode(encoder *scale.Encoder) { encoder.Variant(byte(e)) }

// EncodedLen is 1.
func (InherentError) EncodedLen() int { return 1 }

// Fatal says that a block with such a fault is not valid.
func (InherentError) Fatal() bool { return true }

// timeIn is the time that this node knows. It ends the call if there is none: nodes have to give it.
func timeIn(data frame.InherentData) uint64 {
	encoded, ok := data.Get(InherentIdentifier)
	if !ok {
		panic("Timestamp inherent data must be provided")
	}
	d := scale.NewDecoder(encoded)
	moment := d.U64()
	if d.Failed() {
		panic("Timestamp inherent data not correctly encoded")
	}
	return moment
}

// IsInherent says whether a call is one that authors put into blocks.
func IsInherent(call frame.Call) bool {
	_, ok := call.(*SetCall)
	return ok
}

// CreateInherent makes the call that sets the time of the next block.
func CreateInherent(data frame.InherentData) frame.Call {
	return &SetCall{Moment: max(timeIn(data), Now()+config.MinimumPeriod)}
}

// CheckInherent checks the call that sets the time against the time that this node knows; nil if it is well.
func CheckInherent(call frame.Call, data frame.InherentData) frame.InherentError {
	set, ok := call.(*SetCall)
	if !ok {
		return nil
	}
	switch known := timeIn(data); {
	case set.Moment > known+maxDrift:
		return ErrTooFarInFuture
	case set.Moment < Now()+config.MinimumPeriod:
		return ErrTooEarly
	}
	return nil
}
