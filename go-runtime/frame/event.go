package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// Event is an event of a pallet. The generator implements it for the variants of the type with the directive frame:event.
type Event interface {
	// EventIndex is the pallet's index in the runtime, and the event's in the pallet.
	EventIndex() (pallet, variant uint8)
	// Encode writes the fields.
	Encode(e *scale.Encoder)
}
