//go:build !tinygo.wasm

package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// What tests of pallets compare the events with. A module has none of this: nothing in it reads events.

// StoredEvents is how many events the block has so far, and their records, one after the other without the length that they are stored with.
func StoredEvents() (count uint32, records []byte) {
	stored, ok := hostapi.Get(eventsKey())
	if !ok {
		return 0, nil
	}
	d := scale.NewDecoder(stored)
	length := d.CompactU32()
	if d.Failed() {
		panic("system: the stored events have no length")
	}
	return length, stored[d.Offset():]
}

// EventRecords are the records of events that were deposited in a phase without topics, one after the other.
func EventRecords(phase Phase, events ...frame.Event) []byte {
	e := scale.NewEncoder(nil)
	for _, event := range events {
		phase.Encode(e)
		pallet, variant := event.EventIndex()
		e.Variant(pallet)
		e.Variant(variant)
		event.Encode(e)
		e.Length(0)
	}
	return e.Output()
}
