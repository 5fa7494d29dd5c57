package aura

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// EngineID names this consensus in digests.
var EngineID = [4]byte{'a', 'u', 'r', 'a'}

// slotOfDigest is the slot that the block's author says it is in, and whether it says one.
func slotOfDigest() (slot uint64, ok bool) {
	digest := system.Digest()
	for i := range digest {
		if digest[i].Kind == primitives.DigestPreRuntime && digest[i].Engine == EngineID {
			d := scale.NewDecoder(digest[i].Data)
			slot = d.U64()
			return slot, !d.Failed()
		}
	}
	return 0, false
}

// OnInitialize notes the slot of the block. It ends the call if that is not after the last one's, or an authority's that may not make blocks.
func OnInitialize(primitives.BlockNumber) frame.Weight {
	slot, ok := slotOfDigest()
	if !ok {
		return config.DbWeight.Reads(1)
	}
	last := uint64(currentSlot.Get())
	if config.AllowMultipleBlocksPerSlot {
		if last > slot {
			panic("Slot must not decrease")
		}
	} else if last >= slot {
		panic("Slot must increase")
	}
	currentSlot.Put(frame.U64(slot))
	if n, known := countAuthorities(); known {
		if n == 0 {
			panic("aura: there is nobody who may make blocks")
		}
		if config.IsDisabled != nil && config.IsDisabled(uint32(slot%uint64(n))) {
			panic("aura: the slot's authority is disabled and must not make blocks")
		}
	}
	return config.DbWeight.ReadsWrites(2, 1)
}

// OnRuntimeUpgrade corrects the current slot if the slots have another duration now.
func OnRuntimeUpgrade() frame.Weight {
	slot := frame.U64(timestamp.Now() / config.SlotDuration)
	if currentSlot.Get() == slot {
		return config.DbWeight.Reads(2)
	}
	currentSlot.Put(slot)
	return config.DbWeight.ReadsWrites(2, 1)
}

// OnTimestampSet ends the call if the time of the block is not in the block's slot.
func OnTimestampSet(moment uint64) {
	if uint64(currentSlot.Get()) != moment/config.SlotDuration {
		panic("Timestamp slot must match `CurrentSlot`. This likely means that the configured block time in the node and/or rest of the runtime " +
			"is not compatible with Aura's `SlotDuration`")
	}
}
