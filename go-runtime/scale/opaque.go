package scale

// Opaque is an encoded value behind its length: a byte vector for whoever does not know the type (WrapperOpaque<T> of frame_support, and how
// extrinsics are kept in a block). Decoded, it is a part of the input.
type Opaque []byte

// Encode appends the encoding: the number of bytes as a compact integer, then the bytes.
func (o *Opaque) Encode(e *Encoder) { e.Bytes(*o) }

// Decode reads a byte vector.
func (o *Opaque) Decode(d *Decoder) { *o = d.Bytes() }

// EncodedLen is the number of bytes that Encode appends.
func (o *Opaque) EncodedLen() int { return CompactLen(uint64(len(*o))) + len(*o) }

// EncodeOpaque appends v as an opaque value.
func EncodeOpaque[T any, P EncodablePointer[T]](e *Encoder, v *T) {
	e.Length(P(v).EncodedLen())
	P(v).Encode(e)
}

// DecodeOpaque reads an opaque value into v, which must take all of its bytes.
func DecodeOpaque[T any, P DecodablePointer[T]](d *Decoder, v *T) {
	n := d.Length(1)
	end := d.end
	d.end = d.offset + n
	P(v).Decode(d)
	if d.offset < d.end {
		d.Fail(TrailingBytes)
	}
	if !d.failed {
		d.end = end
	}
}
