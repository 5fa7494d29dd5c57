package scale

import (
	"math/bits"
	"unsafe"
)

// CompactInteger is an integer that has a compact form.
type CompactInteger interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64 | U128
}

// Compact is an integer that is encoded in its compact form: the fewer bytes, the smaller its value. As a field of a struct, the tag
// `scale:"compact"` on the integer itself does the same.
type Compact[T CompactInteger] struct {
	Value T
}

// The most bytes that compact integers take.
const (
	CompactU8MaxEncodedLen   = 2
	CompactU16MaxEncodedLen  = 4
	CompactU32MaxEncodedLen  = 5
	CompactU64MaxEncodedLen  = 9
	CompactU128MaxEncodedLen = 17
)

// CompactLen is the number of bytes that v takes as a compact integer: 1 to 9.
func CompactLen(v uint64) int {
	switch {
	case v < 1<<6:
		return 1
	case v < 1<<14:
		return 2
	case v < 1<<30:
		return 4
	}
	return 1 + (bits.Len64(v)+7)/8
}

// CompactLenU128 is the number of bytes that v takes as a compact integer: 1 to 17.
func CompactLenU128(v U128) int {
	if v.Hi == 0 {
		return CompactLen(v.Lo)
	}
	return 9 + (bits.Len64(v.Hi)+7)/8
}

// Encode appends the encoding.
func (c *Compact[T]) Encode(e *Encoder) {
	switch p := unsafe.Pointer(&c.Value); unsafe.Sizeof(c.Value) {
	case 1:
		e.CompactU8(*(*uint8)(p))
	case 2:
		e.CompactU16(*(*uint16)(p))
	case 4:
		e.CompactU32(*(*uint32)(p))
	case 8:
		e.CompactU64(*(*uint64)(p))
	default:
		e.CompactU128(*(*U128)(p))
	}
}

// Decode reads a value in its shortest form.
func (c *Compact[T]) Decode(d *Decoder) {
	switch p := unsafe.Pointer(&c.Value); unsafe.Sizeof(c.Value) {
	case 1:
		*(*uint8)(p) = d.CompactU8()
	case 2:
		*(*uint16)(p) = d.CompactU16()
	case 4:
		*(*uint32)(p) = d.CompactU32()
	case 8:
		*(*uint64)(p) = d.CompactU64()
	default:
		*(*U128)(p) = d.CompactU128()
	}
}

// EncodedLen is the number of bytes that Encode appends.
func (c *Compact[T]) EncodedLen() int {
	switch p := unsafe.Pointer(&c.Value); unsafe.Sizeof(c.Value) {
	case 1:
		return CompactLen(uint64(*(*uint8)(p)))
	case 2:
		return CompactLen(uint64(*(*uint16)(p)))
	case 4:
		return CompactLen(uint64(*(*uint32)(p)))
	case 8:
		return CompactLen(*(*uint64)(p))
	default:
		return CompactLenU128(*(*U128)(p))
	}
}

// CompactU8 reads a compact integer of up to 8 bits.
func (d *Decoder) CompactU8() uint8 { return uint8(d.compactU32(1<<8 - 1)) }

// CompactU16 reads a compact integer of up to 16 bits.
func (d *Decoder) CompactU16() uint16 { return uint16(d.compactU32(1<<16 - 1)) }

// CompactU32 reads a compact integer of up to 32 bits.
func (d *Decoder) CompactU32() uint32 { return d.compactU32(1<<32 - 1) }

// compactU32 reads a compact integer of at most limit, which is at least 63. One byte is read here, and more by the shim.
func (d *Decoder) compactU32(limit uint32) uint32 {
	if d.offset < d.end {
		if first := loadU8(d.base, d.offset); first&3 == 0 {
			d.offset++
			return uint32(first >> 2)
		}
	}
	value, taken := compactDecodeU32(d.base, d.offset, d.end-d.offset)
	if taken < 0 || value > limit {
		d.failCompact(taken)
		return 0
	}
	d.offset += taken
	return value
}

// isLargeCompact says whether the compact integer at the present place is of five bytes or more.
func (d *Decoder) isLargeCompact() bool {
	return d.offset < d.end && loadU8(d.base, d.offset)&3 == 3
}

// CompactU64 reads a compact integer of up to 64 bits.
func (d *Decoder) CompactU64() uint64 {
	if !d.isLargeCompact() {
		return uint64(d.compactU32(1<<32 - 1))
	}
	taken := compactDecodeU64(d.base, d.offset, d.end-d.offset, &d.large.Lo)
	if taken < 0 {
		d.failCompact(taken)
		return 0
	}
	d.offset += taken
	return d.large.Lo
}

// CompactU128 reads a compact integer of up to 128 bits.
func (d *Decoder) CompactU128() U128 {
	if !d.isLargeCompact() {
		return U128{Lo: uint64(d.compactU32(1<<32 - 1))}
	}
	taken := compactDecodeU128(d.base, d.offset, d.end-d.offset, &d.large.Lo)
	if taken < 0 {
		d.failCompact(taken)
		return U128{}
	}
	d.offset += taken
	return d.large
}

// truncated is what the decoding of a compact integer gives for the bytes taken where there are too few; every other failure is one of form.
const truncated = -1

//go:noinline
func (d *Decoder) failCompact(taken int) {
	if taken == truncated {
		d.Fail(Truncated)
	} else {
		d.Fail(NotCanonical)
	}
}

// CompactU64 writes a compact integer: one to nine bytes.
func (e *Encoder) CompactU64(v uint64) {
	if v < 1<<6 {
		e.U8(uint8(v << 2))
		return
	}
	if e.room() < CompactU64MaxEncodedLen {
		e.Reserve(CompactLen(v))
	}
	e.storeCompactU64(v)
}

// CompactU128 writes a compact integer: one to seventeen bytes.
func (e *Encoder) CompactU128(v U128) {
	if v.Hi == 0 {
		e.CompactU64(v.Lo)
		return
	}
	if e.room() < CompactU128MaxEncodedLen {
		e.Reserve(CompactLenU128(v))
	}
	e.storeCompactU128(v)
}
