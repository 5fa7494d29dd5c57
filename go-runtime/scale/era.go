package scale

import "math/bits"

// Era is how long a transaction is valid (sp_runtime::generic::Era): for ever, which is the zero value, or in a window of Period blocks.
//
// Period is a power of two from 4 to 65536, or 0 for ever; Phase, below Period, is the number modulo Period of the block in which the
// window starts. Above a period of 4096 the phase is a multiple of Period/4096: NewEra sees to all of this.
type Era struct {
	Period uint64
	Phase  uint64
}

// EraMaxEncodedLen is the number of bytes that a mortal era takes; the immortal one takes one.
const EraMaxEncodedLen = 2

// NewEra is the era that starts at or shortly before block current and lasts for at least period blocks, as far as 65536 are enough.
func NewEra(period, current uint64) Era {
	if period > 1<<16 {
		period = 1 << 16
	}
	period = max(4, uint64(1)<<bits.Len64(max(period, 1)-1))
	phase := current % period
	return Era{Period: period, Phase: phase - phase%quantum(period)}
}

// quantum is what the phase of a period is a multiple of.
func quantum(period uint64) uint64 { return max(period>>12, 1) }

// IsImmortal says whether the transaction is valid for ever.
func (a Era) IsImmortal() bool { return a.Period == 0 }

// Birth is the number of the block in which the window starts that block current is in.
func (a Era) Birth(current uint64) uint64 {
	if a.IsImmortal() {
		return 0
	}
	return (max(current, a.Phase)-a.Phase)/a.Period*a.Period + a.Phase
}

// Death is the number of the first block after the window that block current is in: 2^64 - 1 where there is none.
func (a Era) Death(current uint64) uint64 {
	if a.IsImmortal() {
		return 1<<64 - 1
	}
	return a.Birth(current) + a.Period
}

// Encode appends the encoding: one byte for ever, two bytes otherwise.
func (a *Era) Encode(e *Encoder) {
	if a.IsImmortal() {
		e.U8(0)
		return
	}
	low := min(max(bits.TrailingZeros64(a.Period)-1, 1), 15)
	e.U16(uint16(low) | uint16(a.Phase/quantum(a.Period)<<4))
}

// Decode reads an era.
func (a *Era) Decode(d *Decoder) {
	*a = Era{}
	start := d.offset
	first := d.U8()
	if first == 0 {
		return
	}
	encoded := uint64(first) | uint64(d.U8())<<8
	period := uint64(2) << (encoded % 16)
	phase := encoded >> 4 * quantum(period)
	if !d.failed && (period < 4 || phase >= period) {
		d.FailAt(start, InvalidEra)
	}
	if !d.failed {
		*a = Era{Period: period, Phase: phase}
	}
}

// EncodedLen is the number of bytes that Encode appends.
func (a *Era) EncodedLen() int {
	if a.IsImmortal() {
		return 1
	}
	return EraMaxEncodedLen
}
