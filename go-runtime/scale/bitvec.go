package scale

import "math/bits"

// BitVec is a sequence of bits, as Rust's bitvec::vec::BitVec<u8, Lsb0>: the first bit is the lowest of the first byte. The bits above the
// last one are 0.
type BitVec struct {
	bytes  []byte
	length int
}

// BitVecMaxLen is how many bits a bit vector has at most, as on every 32-bit machine.
const BitVecMaxLen = 0x1fff_ffff

// NewBitVec is a vector of n bits, all 0; n is at most BitVecMaxLen.
func NewBitVec(n int) BitVec {
	if uint(n) > BitVecMaxLen {
		panic("scale: a bit vector has at most 536870911 bits")
	}
	return BitVec{bytes: make([]byte, (n+7)/8), length: n}
}

// Len is the number of bits.
func (v *BitVec) Len() int { return v.length }

// Get is bit i, which is below Len.
func (v *BitVec) Get(i int) bool {
	v.check(i)
	return v.bytes[i/8]>>(i%8)&1 != 0
}

// Set changes bit i, which is below Len.
func (v *BitVec) Set(i int, bit bool) {
	v.check(i)
	v.bytes[i/8] &^= 1 << (i % 8)
	if bit {
		v.bytes[i/8] |= 1 << (i % 8)
	}
}

func (v *BitVec) check(i int) {
	if uint(i) >= uint(v.length) {
		panic("scale: a bit beyond the end of a bit vector")
	}
}

// OnesCount is the number of bits that are 1.
func (v *BitVec) OnesCount() int {
	n := 0
	for _, b := range v.bytes {
		n += bits.OnesCount8(b)
	}
	return n
}

// Encode appends the encoding: the number of bits as a compact integer, then the bytes.
func (v *BitVec) Encode(e *Encoder) {
	e.Length(v.length)
	e.Raw(v.bytes)
}

// Decode reads a vector into memory of its own. Bits above the last one may have any value in the input; they are dropped.
func (v *BitVec) Decode(d *Decoder) {
	*v = BitVec{}
	start := d.offset
	n := d.CompactU32()
	if n > BitVecMaxLen {
		d.FailAt(start, TooManyBits)
		return
	}
	size := (int(n) + 7) / 8
	if size > d.Remaining() {
		d.FailAt(start, Truncated)
		return
	}
	if size == 0 || !d.Allocate(size) {
		return
	}
	*v = BitVec{bytes: append(make([]byte, 0, size), d.Fixed(size)...), length: int(n)}
	if rest := n % 8; rest != 0 {
		v.bytes[size-1] &= 1<<rest - 1
	}
}

// EncodedLen is the number of bytes that Encode appends.
func (v *BitVec) EncodedLen() int { return CompactLen(uint64(v.length)) + len(v.bytes) }
