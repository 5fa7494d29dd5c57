package scale

import "unsafe"

// Encoder appends encodings to a buffer, which grows where it must. With a buffer of the size that EncodedLen gives nothing is allocated.
//
// Writing is checked once, against the room that is left in the space, which always is the buffer's.
type Encoder struct {
	buffer []byte
	space
}

// NewEncoder is an encoder that writes to the start of buffer and uses all of its capacity before it allocates a larger one.
//
// TinyGo allocates whatever a function returns a pointer to: where that counts, declare an Encoder and call Reset.
func NewEncoder(buffer []byte) *Encoder {
	e := new(Encoder)
	e.Reset(buffer)
	return e
}

// Reset brings the encoder to the start of buffer, as if it were new.
func (e *Encoder) Reset(buffer []byte) {
	*e = Encoder{buffer: buffer[:cap(buffer)], space: spaceOf(buffer, 0)}
}

// Output is what was encoded so far: the buffer itself while it had room, and a larger one otherwise. Later writes may change it.
func (e *Encoder) Output() []byte { return e.buffer[:e.Len()] }

// Len is the number of bytes that were encoded so far.
func (e *Encoder) Len() int { return e.used(e.buffer) }

// Reserve makes room for n more bytes.
func (e *Encoder) Reserve(n int) {
	if e.room() < n {
		e.grow(n)
	}
}

// grow doubles the buffer, or more where n bytes want more.
//
//go:noinline
func (e *Encoder) grow(n int) {
	used := e.Len()
	grown := make([]byte, max(2*len(e.buffer), used+n, 32))
	copy(grown, e.buffer[:used])
	e.buffer, e.space = grown, spaceOf(grown, used)
}

// Raw writes bytes as they are: what a fixed array or an encoded value is.
func (e *Encoder) Raw(v []byte) {
	if len(v) != 0 {
		e.write(&v[0], len(v))
	}
}

// write is Raw with the length given, which is above 0: for arrays, where the compiler knows it.
func (e *Encoder) write(from *byte, n int) {
	e.Reserve(n)
	e.store(from, n)
}

// U8 writes one byte.
func (e *Encoder) U8(v uint8) {
	e.Reserve(1)
	e.storeU8(v)
}

// U16 writes two bytes, lowest first.
func (e *Encoder) U16(v uint16) {
	e.Reserve(2)
	e.storeU16(v)
}

// U32 writes four bytes, lowest first.
func (e *Encoder) U32(v uint32) {
	e.Reserve(4)
	e.storeU32(v)
}

// U64 writes eight bytes, lowest first.
func (e *Encoder) U64(v uint64) {
	e.Reserve(8)
	e.storeU64(v)
}

// U128 writes sixteen bytes, lowest first.
func (e *Encoder) U128(v U128) {
	e.Reserve(16)
	e.storeU64(v.Lo)
	e.storeU64(v.Hi)
}

// I8 writes one byte in two's complement.
func (e *Encoder) I8(v int8) { e.U8(uint8(v)) }

// I16 writes two bytes in two's complement, lowest first.
func (e *Encoder) I16(v int16) { e.U16(uint16(v)) }

// I32 writes four bytes in two's complement, lowest first.
func (e *Encoder) I32(v int32) { e.U32(uint32(v)) }

// I64 writes eight bytes in two's complement, lowest first.
func (e *Encoder) I64(v int64) { e.U64(uint64(v)) }

// Bool writes one byte: 0 or 1.
func (e *Encoder) Bool(v bool) {
	var b uint8
	if v {
		b = 1
	}
	e.U8(b)
}

// OptionTag writes the first byte of an option: 1 where a value follows.
func (e *Encoder) OptionTag(some bool) { e.Bool(some) }

// ResultTag writes the first byte of a result: 1 where the value of an error follows.
func (e *Encoder) ResultTag(failed bool) { e.Bool(failed) }

// Variant writes the index of an enum's variant.
func (e *Encoder) Variant(index byte) { e.U8(index) }

// CompactU8 writes a compact integer: one or two bytes.
func (e *Encoder) CompactU8(v uint8) { e.CompactU64(uint64(v)) }

// CompactU16 writes a compact integer: one, two or four bytes.
func (e *Encoder) CompactU16(v uint16) { e.CompactU64(uint64(v)) }

// CompactU32 writes a compact integer: one to five bytes.
func (e *Encoder) CompactU32(v uint32) { e.CompactU64(uint64(v)) }

// Length writes the length of a sequence, which is below 2^32.
func (e *Encoder) Length(n int) {
	if uint64(n) > 1<<32-1 {
		panic("scale: a sequence has at most 4294967295 elements")
	}
	e.CompactU64(uint64(n))
}

// Bytes writes a byte vector: its length as a compact integer, then the bytes.
func (e *Encoder) Bytes(v []byte) {
	e.Length(len(v))
	e.Raw(v)
}

// String writes a string: its length in bytes as a compact integer, then its bytes, which are UTF-8.
func (e *Encoder) String(v string) {
	e.Length(len(v))
	if len(v) != 0 {
		e.write(unsafe.StringData(v), len(v))
	}
}
