package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// A call asks again and again for the block's number, phase, events, weight and digest. What was read or written once is kept here, and
// all that changes is written at once, so that storage and memory agree. A storage layer that is undone and calls that write to any key change
// storage alone: then [frame.Rollbacks] changes, and everything is read again.
type state struct {
	rollbacks uint32
	// Each part is known or not.
	hasNumber, hasPhase, hasEventCount, hasWeight, hasSize, hasReclaimed, hasGenesisHash, hasIndex, hasInherentsApplied bool

	number     primitives.BlockNumber
	phase      Phase
	eventCount uint32
	weight     frame.ConsumedWeight
	size       uint32
	// reclaimed is what of the extrinsic's weight was given back to the block.
	reclaimed frame.Weight
	// index is that of the extrinsic which runs or comes next.
	index       uint32
	genesisHash primitives.Hash

	inherentsApplied bool
	// accounts are those that were used last; the first is the latest. Most extrinsics need two.
	accounts [2]*Account
	// digest is the encoded digest, nil if it is not known.
	digest []byte
}

// current is made when it is first needed: all variables are set back after every call, which costs time for each byte.
var current *state

// block is what is known of the block.
func block() *state {
	if current == nil || current.rollbacks != frame.Rollbacks() {
		current = &state{rollbacks: frame.Rollbacks()}
	}
	return current
}

func eventsKey() []byte { return []byte(keyEvents) }

// forgetEvents says that events and phase were removed.
func forgetEvents() {
	b := block()
	b.hasEventCount, b.hasPhase = false, false
}

// Number is the number of the block that is being executed, or of the last one.
func Number() primitives.BlockNumber {
	b := block()
	if !b.hasNumber {
		b.number, b.hasNumber = number.Get(), true
	}
	return b.number
}

func setNumber(n primitives.BlockNumber) {
	b := block()
	b.number, b.hasNumber = n, true
	number.Put(n)
}

func setPhase(p Phase) {
	b := block()
	b.phase, b.hasPhase = p, true
	executionPhase.Write(&p)
}

// phase is what the block's execution is at; Initializing where storage does not say.
func (b *state) currentPhase() *Phase {
	if !b.hasPhase {
		b.phase, b.hasPhase = executionPhase.GetOr(Phase{Kind: Initializing}), true
	}
	return &b.phase
}

// Weight is what the block has used so far.
func Weight() *frame.ConsumedWeight {
	b := block()
	if !b.hasWeight {
		b.weight, b.hasWeight = blockWeight.Get(), true
	}
	return &b.weight
}

// setWeight says what the block has used; if it is not stored, what is stored is removed.
func setWeight(w frame.ConsumedWeight, stored bool) {
	b := block()
	b.weight, b.hasWeight = w, true
	if stored {
		blockWeight.Write(&w)
	} else {
		blockWeight.Kill()
	}
}

// BlockSize is the number of bytes of the block so far.
func BlockSize() uint32 {
	b := block()
	if !b.hasSize {
		b.size, b.hasSize = uint32(blockSize.Get()), true
	}
	return b.size
}

func setBlockSize(size uint32) {
	b := block()
	b.size, b.hasSize = size, true
	blockSize.Put(frame.U32(size))
}

// ExtrinsicIndex is the index of the extrinsic that runs or comes next.
func ExtrinsicIndex() uint32 {
	b := block()
	if !b.hasIndex {
		b.index, b.hasIndex = uint32(extrinsicIndex.Get()), true
	}
	return b.index
}

func setExtrinsicIndex(index uint32) {
	b := block()
	b.index, b.hasIndex = index, true
	extrinsicIndex.Put(frame.U32(index))
}

// RegisterExtraWeight counts weight of a class, whatever the limits are.
func RegisterExtraWeight(w frame.Weight, class frame.DispatchClass) {
	consumed := *Weight()
	consumed[class] = consumed[class].Add(w)
	setWeight(consumed, true)
}

// RemainingBlockWeight meters what the block may still use.
func RemainingBlockWeight() frame.WeightMeter {
	return frame.WeightMeter{Limit: config.BlockWeights.MaxBlock, Consumed: Weight().Total()}
}

func setDigest(encoded []byte) {
	block().digest = encoded
	hostapi.Set(digest.Key(), encoded)
}

// Digest is the block's digest so far. Its data are not the caller's.
func Digest() primitives.Digest {
	b := block()
	if b.digest == nil {
		stored, ok := hostapi.Get(digest.Key())
		if !ok {
			return nil
		}
		b.digest = stored
	}
	var g primitives.Digest
	d := scale.NewDecoder(b.digest)
	g.Decode(d)
	if d.Failed() {
		return nil
	}
	return g
}

// Deposit adds an event to those of the block. In the genesis block there are none.
func Deposit(event frame.Event) { DepositIndexed(nil, event) }

// DepositIndexed is Deposit for an event that can be found by topics.
func DepositIndexed(topics []primitives.Hash, event frame.Event) {
	n := Number()
	if n == 0 {
		return
	}
	b := block()
	if !b.hasEventCount {
		b.eventCount, b.hasEventCount = uint32(eventCount.Get()), true
	}
	index := b.eventCount
	if index == ^uint32(0) {
		return
	}
	b.eventCount++
	eventCount.Put(frame.U32(b.eventCount))
	e := scale.NewEncoder(make([]byte, 0, eventRecordBytes))
	b.currentPhase().Encode(e)
	pallet, variant := event.EventIndex()
	e.Variant(pallet)
	e.Variant(variant)
	event.Encode(e)
	e.Length(len(topics))
	for i := range topics {
		e.Raw(topics[i][:])
	}
	frame.Append(keyEvents, e.Output())
	for i := range topics {
		indices := eventIndices{{n, index}}
		hostapi.Append(eventTopics.Key(&topics[i]), scale.Marshal(&indices)[1:])
	}
}

// eventRecordBytes is room for most events.
const eventRecordBytes = 96
