package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// PerClass is something for each [DispatchClass] (frame_support::dispatch::PerDispatchClass); the index is the class.
type PerClass[T any] [3]T

// LimitOption is a limit that may be missing.
type LimitOption struct {
	Some  bool
	Limit Weight
}

// Limit is a limit.
func Limit(w Weight) LimitOption { return LimitOption{true, w} }

// Encode writes an Option<Weight>.
func (l *LimitOption) Encode(e *scale.Encoder) {
	e.OptionTag(l.Some)
	if l.Some {
		l.Limit.Encode(e)
	}
}

// WeightsPerClass are the limits of a class (frame_system::limits::WeightsPerClass).
type WeightsPerClass struct {
	// BaseExtrinsic is what each extrinsic costs beside its call.
	BaseExtrinsic Weight
	// MaxExtrinsic is the most for one extrinsic without BaseExtrinsic, MaxTotal the most for all of the class in a block.
	MaxExtrinsic, MaxTotal LimitOption
	// Reserved is what the class may use even if the block is full. Without one, it may always.
	Reserved LimitOption
}

// BlockWeights are the limits of a block (frame_system::limits::BlockWeights).
type BlockWeights struct {
	// BaseBlock is what an empty block costs, MaxBlock the most that a block may.
	BaseBlock, MaxBlock Weight
	PerClass            PerClass[WeightsPerClass]
}

// Encode writes the fields in order.
func (b *BlockWeights) Encode(e *scale.Encoder) {
	b.BaseBlock.Encode(e)
	b.MaxBlock.Encode(e)
	for i := range b.PerClass {
		class := &b.PerClass[i]
		class.BaseExtrinsic.Encode(e)
		class.MaxExtrinsic.Encode(e)
		class.MaxTotal.Encode(e)
		class.Reserved.Encode(e)
	}
}

// What an empty block and an empty extrinsic cost on the reference machine.
const (
	blockExecutionNanoseconds = 431_614
	extrinsicBaseNanoseconds  = 108_157
)

// ofHundred is percent of n, rounded to the nearest, halves down.
func ofHundred(percent, n uint64) uint64 {
	return n/100*percent + (n%100*percent+49)/100
}

// SensibleBlockWeights are limits for blocks that take expected (frame_system::limits::BlockWeights::with_sensible_defaults): normal calls may use
// normalPercent of it, operational ones all, and the rest is reserved for these; a tenth is left for the start of the block.
func SensibleBlockWeights(expected Weight, normalPercent uint64) BlockWeights {
	base := Weight{RefTime: extrinsicBaseNanoseconds * WeightPerNanosecond}
	normal := Weight{ofHundred(normalPercent, expected.RefTime), ofHundred(normalPercent, expected.ProofSize)}
	initialization := Weight{ofHundred(10, expected.RefTime), ofHundred(10, expected.ProofSize)}
	most := func(total Weight) LimitOption { return Limit(total.Sub(initialization).Sub(base)) }
	return BlockWeights{
		BaseBlock: Weight{RefTime: blockExecutionNanoseconds * WeightPerNanosecond},
		MaxBlock:  expected,
		PerClass: PerClass[WeightsPerClass]{
			Normal:      {base, most(normal), Limit(normal), Limit(Weight{})},
			Operational: {base, most(expected), Limit(expected), Limit(expected.Sub(normal))},
			Mandatory:   {BaseExtrinsic: base},
		},
	}
}

// BlockLength are the most bytes of a block for each class (frame_system::limits::BlockLength).
type BlockLength struct {
	Max PerClass[uint32]
	// MaxHeaderSize is the most bytes of the header; zero stands for a fifth of the block.
	MaxHeaderSize uint32
}

// Encode writes the fields in order.
func (b *BlockLength) Encode(e *scale.Encoder) {
	scale.WriteIntegers(e, b.Max[:])
	e.OptionTag(b.MaxHeaderSize != 0)
	if b.MaxHeaderSize != 0 {
		e.U32(b.MaxHeaderSize)
	}
}

// MaxLengthWithNormalPercent allows max bytes, and normalPercent of them for normal calls.
func MaxLengthWithNormalPercent(max uint32, normalPercent uint64) BlockLength {
	return BlockLength{Max: PerClass[uint32]{uint32(ofHundred(normalPercent, uint64(max))), max, max}}
}

// HeaderLimit is the most bytes of the header.
func (b *BlockLength) HeaderLimit() uint32 {
	if b.MaxHeaderSize != 0 {
		return b.MaxHeaderSize
	}
	return max(b.Max[Normal], b.Max[Operational], b.Max[Mandatory]) / 5
}

// ConsumedWeight is what a block has used, for each class (frame_system::ConsumedWeight).
//
//scale:type
type ConsumedWeight PerClass[Weight]

// Total is the sum over all classes.
func (c *ConsumedWeight) Total() Weight { return c[Normal].Add(c[Operational]).Add(c[Mandatory]) }
