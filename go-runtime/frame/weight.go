package frame

import (
	"math/bits"
)

// Weight is what something may cost (sp_weights::Weight): computation in picoseconds on the reference machine, and bytes of storage proof.
//
//scale:type
//scale:path sp_weights::weight_v2::Weight
type Weight struct {
	RefTime, ProofSize uint64 `scale:"compact"`
}

// MaxWeight is above all other weights in both dimensions.
var MaxWeight = Weight{^uint64(0), ^uint64(0)}

// Units of reference time.
const (
	WeightPerNanosecond  = 1_000
	WeightPerMicrosecond = 1_000 * WeightPerNanosecond
	WeightPerSecond      = 1_000_000 * WeightPerMicrosecond
)

// Add is the sum; each dimension stops at its greatest value.
func (w Weight) Add(v Weight) Weight {
	return Weight{saturatingAdd(w.RefTime, v.RefTime), saturatingAdd(w.ProofSize, v.ProofSize)}
}

// CheckedAdd is the sum, and whether it fits in both dimensions.
func (w Weight) CheckedAdd(v Weight) (sum Weight, ok bool) {
	refTime, carryTime := bits.Add64(w.RefTime, v.RefTime, 0)
	proofSize, carrySize := bits.Add64(w.ProofSize, v.ProofSize, 0)
	return Weight{refTime, proofSize}, carryTime|carrySize == 0
}

// Sub is the difference; each dimension stops at zero.
func (w Weight) Sub(v Weight) Weight {
	return Weight{w.RefTime - min(w.RefTime, v.RefTime), w.ProofSize - min(w.ProofSize, v.ProofSize)}
}

// Mul is the weight n times; each dimension stops at its greatest value.
func (w Weight) Mul(n uint64) Weight {
	return Weight{saturatingMul(w.RefTime, n), saturatingMul(w.ProofSize, n)}
}

// Min is the lower of both in each dimension.
func (w Weight) Min(v Weight) Weight {
	return Weight{min(w.RefTime, v.RefTime), min(w.ProofSize, v.ProofSize)}
}

// Max is the higher of both in each dimension.
func (w Weight) Max(v Weight) Weight {
	return Weight{max(w.RefTime, v.RefTime), max(w.ProofSize, v.ProofSize)}
}

// AnyGreater says whether w is above v in a dimension.
func (w Weight) AnyGreater(v Weight) bool { return w.RefTime > v.RefTime || w.ProofSize > v.ProofSize }

// AllGreater says whether w is above v in both dimensions.
func (w Weight) AllGreater(v Weight) bool { return w.RefTime > v.RefTime && w.ProofSize > v.ProofSize }

// IsZero says whether w is zero in both dimensions.
func (w Weight) IsZero() bool { return w.RefTime|w.ProofSize == 0 }

// DbWeight is the reference time of one access to the database (sp_weights::RuntimeDbWeight).
//
//scale:type
//scale:path sp_weights::RuntimeDbWeight
type DbWeight struct {
	Read, Write uint64
}

// RocksDb is the weight of RocksDB on the reference machine.
var RocksDb = DbWeight{Read: 25_000 * WeightPerNanosecond, Write: 100_000 * WeightPerNanosecond}

// Reads is the weight of n reads.
func (d DbWeight) Reads(n uint64) Weight { return Weight{RefTime: saturatingMul(d.Read, n)} }

// Writes is the weight of n writes.
func (d DbWeight) Writes(n uint64) Weight { return Weight{RefTime: saturatingMul(d.Write, n)} }

// ReadsWrites is the weight of some reads and some writes.
func (d DbWeight) ReadsWrites(reads, writes uint64) Weight {
	return d.Reads(reads).Add(d.Writes(writes))
}

// WeightMeter counts what is used of a limit (sp_weights::WeightMeter).
type WeightMeter struct {
	Limit, Consumed Weight
}

// Consume uses w, without a look at the limit.
func (m *WeightMeter) Consume(w Weight) { m.Consumed = m.Consumed.Add(w) }

// TryConsume uses w if the limit allows it, and says whether it did.
func (m *WeightMeter) TryConsume(w Weight) bool {
	sum, ok := m.Consumed.CheckedAdd(w)
	if !ok || sum.AnyGreater(m.Limit) {
		return false
	}
	m.Consumed = sum
	return true
}

// Remaining is what is left of the limit.
func (m *WeightMeter) Remaining() Weight { return m.Limit.Sub(m.Consumed) }

func saturatingAdd(a, b uint64) uint64 {
	sum, carry := bits.Add64(a, b, 0)
	return sum | -carry
}

func saturatingMul(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	if high != 0 {
		return ^uint64(0)
	}
	return low
}
