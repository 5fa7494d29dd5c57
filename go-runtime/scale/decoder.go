package scale

import (
	"math"
	"unsafe"
)

// Decoder reads values from the start of its input. After an error it stays where the error is, has nothing left, and returns zero values.
//
// Reading is checked once, against end: 0 <= offset <= end <= len(input) always holds, and an error makes end the offset, so that whatever
// takes a byte fails from then on without looking for an error first.
type Decoder struct {
	input  []byte
	base   address
	offset int
	end    int
	depth  int
	memory int
	// failed says whether there was an error: of all that a function reads from here only this costs it no slot on TinyGo's stack. reason and
	// failedAt are the first error; it becomes an Error where someone asks for it, so that no primitive allocates.
	failed   bool
	reason   Reason
	failedAt int
	// large is where the shim puts integers of more than 32 bits.
	large U128
}

// NewDecoder is a decoder at the start of input, which must not change while parts of it are in use. Neither depth nor memory are limited.
//
// TinyGo allocates whatever a function returns a pointer to: where that counts, declare a Decoder and call Reset.
func NewDecoder(input []byte) *Decoder {
	d := new(Decoder)
	d.Reset(input)
	return d
}

// Reset brings the decoder to the start of input, as if it were new.
func (d *Decoder) Reset(input []byte) {
	*d = Decoder{input: input, base: addressOf(input), end: len(input), depth: math.MaxInt, memory: math.MaxInt}
}

// LimitDepth allows at most depth levels of [Decoder.Enter] from here on. sp_runtime decodes extrinsics with MaxExtrinsicDepth.
func (d *Decoder) LimitDepth(depth int) { d.depth = depth }

// MaxExtrinsicDepth is the depth to which sp_runtime decodes calls (sp_runtime::traits::MAX_EXTRINSIC_DEPTH in frame_support::traits).
const MaxExtrinsicDepth = 256

// LimitMemory allows decoded values to take at most so many bytes of memory from here on; parts of the input are not counted.
func (d *Decoder) LimitMemory(bytes int) { d.memory = bytes }

// Err is the first error, an [*Error], or nil.
func (d *Decoder) Err() error {
	if !d.failed {
		return nil
	}
	return &Error{Reason: d.reason, Offset: d.failedAt}
}

// Failed says whether there was an error.
func (d *Decoder) Failed() bool { return d.failed }

// End is Err, or an error where input is left.
func (d *Decoder) End() error {
	if d.offset < d.end {
		d.Fail(TrailingBytes)
	}
	return d.Err()
}

// Remaining is the number of bytes that are left: none after an error.
func (d *Decoder) Remaining() int { return d.end - d.offset }

// Offset is the place in the input, in bytes from its start; after an error, where it is.
func (d *Decoder) Offset() int { return d.offset }

// Fail notes an error at the present place, if there was none before.
func (d *Decoder) Fail(reason Reason) { d.FailAt(d.offset, reason) }

// FailAt notes an error at a place that was read already, if there was none before.
//
//go:noinline
func (d *Decoder) FailAt(offset int, reason Reason) {
	if !d.failed {
		d.failed, d.reason, d.failedAt = true, reason, offset
		d.offset, d.end = offset, offset
	}
}

//go:noinline
func (d *Decoder) truncated() { d.FailAt(d.offset, Truncated) }

// Fixed reads n bytes, which are a part of the input; nil on failure.
func (d *Decoder) Fixed(n int) []byte {
	if uint(n) > uint(d.end-d.offset) || d.failed {
		d.truncated()
		return nil
	}
	start := d.offset
	d.offset += n
	return d.input[start:d.offset:d.offset]
}

// Read copies len(into) bytes to into, for arrays; on failure into is left as it is.
func (d *Decoder) Read(into []byte) {
	if len(into) != 0 {
		d.read(&into[0], len(into))
	}
}

// read is Read with the length given, which is above 0: for arrays, where the compiler knows it.
func (d *Decoder) read(into *byte, n int) {
	if n > d.end-d.offset {
		d.truncated()
		return
	}
	read(into, d.base, d.offset, n)
	d.offset += n
}

// Skip passes over n bytes.
func (d *Decoder) Skip(n int) {
	if uint(n) > uint(d.end-d.offset) {
		d.truncated()
		return
	}
	d.offset += n
}

// U8 reads one byte.
func (d *Decoder) U8() uint8 {
	if d.end-d.offset < 1 {
		d.truncated()
		return 0
	}
	v := loadU8(d.base, d.offset)
	d.offset++
	return v
}

// U16 reads two bytes, lowest first.
func (d *Decoder) U16() uint16 {
	if d.end-d.offset < 2 {
		d.truncated()
		return 0
	}
	v := loadU16(d.base, d.offset)
	d.offset += 2
	return v
}

// U32 reads four bytes, lowest first.
func (d *Decoder) U32() uint32 {
	if d.end-d.offset < 4 {
		d.truncated()
		return 0
	}
	v := loadU32(d.base, d.offset)
	d.offset += 4
	return v
}

// U64 reads eight bytes, lowest first.
func (d *Decoder) U64() uint64 {
	if d.end-d.offset < 8 {
		d.truncated()
		return 0
	}
	v := loadU64(d.base, d.offset)
	d.offset += 8
	return v
}

// U128 reads sixteen bytes, lowest first.
func (d *Decoder) U128() U128 {
	if d.end-d.offset < 16 {
		d.truncated()
		return U128{}
	}
	v := U128{Lo: loadU64(d.base, d.offset), Hi: loadU64(d.base, d.offset+8)}
	d.offset += 16
	return v
}

// I8 reads one byte in two's complement.
func (d *Decoder) I8() int8 { return int8(d.U8()) }

// I16 reads two bytes in two's complement, lowest first.
func (d *Decoder) I16() int16 { return int16(d.U16()) }

// I32 reads four bytes in two's complement, lowest first.
func (d *Decoder) I32() int32 { return int32(d.U32()) }

// I64 reads eight bytes in two's complement, lowest first.
func (d *Decoder) I64() int64 { return int64(d.U64()) }

// Bool reads one byte: 0 or 1.
func (d *Decoder) Bool() bool { return d.tag(InvalidBool) }

// OptionTag reads the first byte of an option: whether there is a value, which then follows.
func (d *Decoder) OptionTag() bool { return d.tag(InvalidOption) }

// ResultTag reads the first byte of a result: whether the value of an error follows, and not one of success.
func (d *Decoder) ResultTag() bool { return d.tag(InvalidResult) }

func (d *Decoder) tag(reason Reason) bool {
	b := d.U8()
	if b > 1 {
		d.FailAt(d.offset-1, reason)
		return false
	}
	return b == 1
}

// Variant reads the index of an enum's variant. For one that the enum has not, call [Decoder.UnknownVariant].
func (d *Decoder) Variant() byte { return d.U8() }

// UnknownVariant notes that the byte read last is not the index of a variant.
//
//go:noinline
func (d *Decoder) UnknownVariant() { d.FailAt(d.offset-1, UnknownVariant) }

// Length reads the length of a sequence whose elements take at least minElementBytes bytes each: a length that the rest of the input cannot
// hold is refused before anything is allocated for it.
func (d *Decoder) Length(minElementBytes int) int {
	start := d.offset
	length := d.CompactU32()
	if uint64(length)*uint64(minElementBytes) > uint64(d.end-d.offset) || uint64(length) > math.MaxInt {
		d.FailAt(start, Truncated)
		return 0
	}
	return int(length)
}

// Bytes reads a byte vector, which is a part of the input; nil on failure.
func (d *Decoder) Bytes() []byte { return d.Fixed(d.Length(1)) }

// String reads a string, which is a part of the input.
func (d *Decoder) String() string {
	start := d.offset
	n := d.Length(1)
	if n == 0 {
		return ""
	}
	if !isUTF8(d.base, d.offset, n) {
		d.FailAt(start, InvalidUTF8)
		return ""
	}
	at := d.offset
	d.offset += n
	return unsafe.String(&d.input[at], n)
}

// Enter goes one level deeper, into a sequence, map or box, as parity-scale-codec counts them: false, and an error, where the limit is reached.
// [Decoder.Leave] goes back.
func (d *Decoder) Enter() bool {
	if d.depth <= 0 {
		d.Fail(TooDeep)
		return false
	}
	d.depth--
	return true
}

// Leave goes back one level.
func (d *Decoder) Leave() { d.depth++ }

// Allocate counts bytes of memory that a decoded value is about to take: false, and an error, where the limit is reached. Parts of the input
// take none.
func (d *Decoder) Allocate(bytes int) bool {
	if bytes > d.memory {
		d.Fail(TooMuchMemory)
		return false
	}
	d.memory -= bytes
	return !d.failed
}
