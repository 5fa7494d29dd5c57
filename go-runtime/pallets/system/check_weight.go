package system

import "github.com/gopallet/gopallet/go-runtime/frame"

// CheckWeight is the extension that keeps blocks inside their limits of weight and length (frame_system::CheckWeight).
//
//frame:extension CheckWeight
type CheckWeight struct {
	// nextSize is the size of the block with the extrinsic.
	nextSize uint32
}

// Weight implements [frame.Extensions].
func (*CheckWeight) Weight(frame.Call) frame.Weight { return frame.Weight{RefTime: checkWeightRefTime} }

// Validate implements [frame.Extensions].
func (x *CheckWeight) Validate(t *frame.Transaction) error {
	size := uint64(BlockSize()) + uint64(t.Length)
	if size > uint64(config.BlockLength.Max[t.Info.Class]) {
		return frame.InvalidExhaustsResources
	}
	x.nextSize = uint32(size)
	most := &config.BlockWeights.PerClass[t.Info.Class].MaxExtrinsic
	if most.Some && withLength(t.Info.TotalWeight(), t.Length).AnyGreater(most.Limit) {
		return frame.InvalidExhaustsResources
	}
	return nil
}

func withLength(w frame.Weight, length int) frame.Weight {
	return w.Add(frame.Weight{ProofSize: uint64(length)})
}

// Prepare implements [frame.Extensions].
func (x *CheckWeight) Prepare(t *frame.Transaction) error {
	consumed, ok := consumedWith(&t.Info, t.Length)
	if !ok {
		return frame.InvalidExhaustsResources
	}
	setBlockSize(x.nextSize)
	setWeight(consumed, true)
	return nil
}

// consumedWith is what the block has used with one more extrinsic, and whether the limits allow it.
func consumedWith(info *frame.DispatchInfo, length int) (consumed frame.ConsumedWeight, ok bool) {
	limits := &config.BlockWeights.PerClass[info.Class]
	weight := withLength(info.TotalWeight().Add(limits.BaseExtrinsic), length)
	consumed = *Weight()
	ofClass := &consumed[info.Class]
	if !limits.MaxTotal.Some && !limits.Reserved.Some {
		*ofClass = ofClass.Add(weight)
	} else if *ofClass, ok = ofClass.CheckedAdd(weight); !ok {
		return consumed, false
	}
	if limits.MaxTotal.Some && ofClass.AnyGreater(limits.MaxTotal.Limit) {
		return consumed, false
	}
	full := consumed.Total().AnyGreater(config.BlockWeights.MaxBlock)
	return consumed, !(full && limits.Reserved.Some && ofClass.AnyGreater(limits.Reserved.Limit))
}

// PostDispatch implements [frame.Extensions].
func (*CheckWeight) PostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, _ error) error {
	reclaimWeight(&t.Info, post)
	return nil
}

// BareValidate implements [frame.Extensions].
func (x *CheckWeight) BareValidate(t *frame.Transaction) error { return x.Validate(t) }

// BarePrepare implements [frame.Extensions].
func (x *CheckWeight) BarePrepare(t *frame.Transaction) error {
	if err := x.Validate(t); err != nil {
		return err
	}
	return x.Prepare(t)
}

// BarePostDispatch implements [frame.Extensions].
func (x *CheckWeight) BarePostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, result error) error {
	return x.PostDispatch(t, post, result)
}

// WeightReclaim is the extension that gives the block back what extensions have not used (frame_system::WeightReclaim). It comes last.
//
//frame:extension WeightReclaim
type WeightReclaim struct{}

// Weight implements [frame.Extensions].
func (*WeightReclaim) Weight(frame.Call) frame.Weight { return weightReclaimWeight() }

// PostDispatch implements [frame.Extensions].
func (*WeightReclaim) PostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, _ error) error {
	reclaimWeight(&t.Info, post)
	return nil
}

// BarePostDispatch implements [frame.Extensions].
func (x *WeightReclaim) BarePostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, result error) error {
	return x.PostDispatch(t, post, result)
}

// reclaimWeight gives the block back what an extrinsic has not used, as far as it was not given back before.
func reclaimWeight(info *frame.DispatchInfo, post *frame.PostDispatchInfo) {
	unspent := post.Unspent(info)
	b := block()
	if !b.hasReclaimed {
		b.reclaimed, b.hasReclaimed = extrinsicWeightReclaimed.Get(), true
	}
	total := b.reclaimed.Max(unspent)
	more := total.Sub(b.reclaimed)
	if more.IsZero() {
		return
	}
	consumed := *Weight()
	consumed[info.Class] = consumed[info.Class].Sub(more)
	setWeight(consumed, true)
	b.reclaimed = total
	extrinsicWeightReclaimed.Write(&total)
}
