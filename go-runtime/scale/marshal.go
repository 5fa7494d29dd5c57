package scale

// Encodable is a value that can be encoded. A type has these methods on its pointer.
type Encodable interface {
	// Encode appends the encoding.
	Encode(e *Encoder)
	// EncodedLen is the number of bytes that Encode appends.
	EncodedLen() int
}

// Decodable is a place that a value can be decoded to.
type Decodable interface {
	// Decode reads a value. After an error the place holds nothing of use.
	Decode(d *Decoder)
}

// EncodablePointer is the pointer to a type that can be encoded.
type EncodablePointer[T any] interface {
	*T
	Encodable
}

// DecodablePointer is the pointer to a type that can be decoded.
type DecodablePointer[T any] interface {
	*T
	Decodable
}

// Marshal is the encoding of v, in a buffer of exactly its size.
func Marshal[T Encodable](v T) []byte {
	var e Encoder
	e.Reset(newBuffer(v.EncodedLen()))
	v.Encode(&e)
	return e.Output()
}

// Unmarshal decodes all of input into v. The error is an [*Error]; v is the zero value then.
func Unmarshal[T any, P DecodablePointer[T]](input []byte, v *T) error {
	var d Decoder
	d.Reset(input)
	P(v).Decode(&d)
	err := d.End()
	if err != nil {
		var zero T
		*v = zero
	}
	return err
}
