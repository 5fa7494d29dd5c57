package scale

// Decoder reads values from the start of its input. After an error it stays where the error is and returns zero values.
type Decoder struct {
	input  []byte
	offset int
	err    *Error
}

// NewDecoder is a decoder at the start of input, which must not change while parts of it are in use.
func NewDecoder(input []byte) *Decoder {
	return &Decoder{input: input}
}

// Err is the first error, or nil.
func (d *Decoder) Err() error {
	if d.err == nil {
		return nil
	}
	return d.err
}

// End is Err, or an error where input is left.
func (d *Decoder) End() error {
	if d.err == nil && d.offset < len(d.input) {
		d.Fail(TrailingBytes)
	}
	return d.Err()
}

// Remaining is the number of bytes that are left.
func (d *Decoder) Remaining() int {
	return len(d.input) - d.offset
}

// Fail notes an error at the present place, if there was none before.
func (d *Decoder) Fail(reason Reason) {
	if d.err == nil {
		d.err = &Error{Reason: reason, Offset: d.offset}
	}
}

// Fixed reads n bytes, which are a part of the input; nil on failure.
func (d *Decoder) Fixed(n int) []byte {
	if d.err != nil {
		return nil
	}
	if n < 0 || d.Remaining() < n {
		d.Fail(Truncated)
		return nil
	}
	d.offset += n
	return d.input[d.offset-n : d.offset : d.offset]
}

// Byte reads one byte.
func (d *Decoder) Byte() byte {
	if b := d.Fixed(1); b != nil {
		return b[0]
	}
	return 0
}

// U32 reads four bytes, lowest first.
func (d *Decoder) U32() uint32 {
	if b := d.Fixed(4); b != nil {
		return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
	}
	return 0
}

// U64 reads eight bytes, lowest first.
func (d *Decoder) U64() uint64 {
	low := d.U32()
	return uint64(low) | uint64(d.U32())<<32
}

// Compact reads a compact integer of up to 64 bits, in its shortest form only.
func (d *Decoder) Compact() uint64 {
	if d.err != nil {
		return 0
	}
	value, taken := decodeCompact(d.input[d.offset:])
	switch {
	case taken > 0:
		d.offset += taken
		return value
	case taken == truncated:
		d.Fail(Truncated)
	default:
		d.Fail(NotCanonical)
	}
	return 0
}

// CompactU32 reads a compact integer of up to 32 bits.
func (d *Decoder) CompactU32() uint32 {
	start := d.offset
	value := d.Compact()
	if value > 1<<32-1 {
		d.offset = start
		d.Fail(NotCanonical)
		return 0
	}
	return uint32(value)
}

// Length reads the length of a sequence whose elements take at least elementBytes bytes each, at least 1: a length that the rest of the input
// cannot hold is refused before anything is allocated for it.
func (d *Decoder) Length(elementBytes int) int {
	start := d.offset
	length := d.CompactU32()
	if d.err == nil && uint64(length)*uint64(elementBytes) > uint64(d.Remaining()) {
		d.offset = start
		d.Fail(Truncated)
		return 0
	}
	return int(length)
}

// Bytes reads a byte vector, which is a part of the input.
func (d *Decoder) Bytes() []byte {
	return d.Fixed(d.Length(1))
}

// The numbers for which decodeCompact returns no value.
const (
	truncated    = -1
	notCanonical = -2
)
