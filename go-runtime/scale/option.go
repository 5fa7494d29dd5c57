package scale

// Option is a value or none.
type Option[T any] struct {
	// Some says whether there is a value.
	Some bool
	// Value is the value; without one it is the zero value, and not encoded.
	Value T
}

// Some is an option with a value.
func Some[T any](value T) Option[T] { return Option[T]{Some: true, Value: value} }

// None is an option without a value.
func None[T any]() Option[T] { return Option[T]{} }

// EncodeOption appends the encoding of o: a byte that says whether there is a value, then the value.
func EncodeOption[T any, P EncodablePointer[T]](e *Encoder, o *Option[T]) {
	e.OptionTag(o.Some)
	if o.Some {
		P(&o.Value).Encode(e)
	}
}

// DecodeOption reads an option into o.
func DecodeOption[T any, P DecodablePointer[T]](d *Decoder, o *Option[T]) {
	*o = Option[T]{Some: d.OptionTag()}
	if o.Some {
		P(&o.Value).Decode(d)
	}
}

// OptionEncodedLen is the number of bytes that EncodeOption appends.
func OptionEncodedLen[T any, P EncodablePointer[T]](o *Option[T]) int {
	if !o.Some {
		return 1
	}
	return 1 + P(&o.Value).EncodedLen()
}

// OptionBool is a bool or none in one byte, parity_scale_codec::OptionBool. Rust's plain Option<bool> is an [Option], of up to two bytes.
type OptionBool uint8

// The values.
const (
	NoBool    OptionBool = 0
	SomeTrue  OptionBool = 1
	SomeFalse OptionBool = 2
)

// OptionBoolMaxEncodedLen is the number of bytes that every OptionBool takes.
const OptionBoolMaxEncodedLen = 1

// Encode appends the encoding.
func (o *OptionBool) Encode(e *Encoder) { e.U8(uint8(*o)) }

// Decode reads a value.
func (o *OptionBool) Decode(d *Decoder) {
	b := d.U8()
	if b > uint8(SomeFalse) {
		d.FailAt(d.offset-1, InvalidOption)
		b = 0
	}
	*o = OptionBool(b)
}

// EncodedLen is 1.
func (o *OptionBool) EncodedLen() int { return OptionBoolMaxEncodedLen }

// Result is a value of success or of failure: Result<T, E>.
type Result[T, E any] struct {
	// Failed says which of the two there is.
	Failed bool
	// Value is what there is on success, the zero value otherwise.
	Value T
	// Error is what there is on failure, the zero value otherwise.
	Error E
}

// Ok is a success.
func Ok[T, E any](value T) Result[T, E] { return Result[T, E]{Value: value} }

// Failure is a failure.
func Failure[T, E any](err E) Result[T, E] { return Result[T, E]{Failed: true, Error: err} }

// EncodeResult appends the encoding of r: 0 and the value, or 1 and the error.
func EncodeResult[T, E any, P EncodablePointer[T], Q EncodablePointer[E]](e *Encoder, r *Result[T, E]) {
	e.ResultTag(r.Failed)
	if r.Failed {
		Q(&r.Error).Encode(e)
	} else {
		P(&r.Value).Encode(e)
	}
}

// DecodeResult reads a result into r.
func DecodeResult[T, E any, P DecodablePointer[T], Q DecodablePointer[E]](d *Decoder, r *Result[T, E]) {
	*r = Result[T, E]{Failed: d.ResultTag()}
	if r.Failed {
		Q(&r.Error).Decode(d)
	} else {
		P(&r.Value).Decode(d)
	}
}

// ResultEncodedLen is the number of bytes that EncodeResult appends.
func ResultEncodedLen[T, E any, P EncodablePointer[T], Q EncodablePointer[E]](r *Result[T, E]) int {
	if r.Failed {
		return 1 + Q(&r.Error).EncodedLen()
	}
	return 1 + P(&r.Value).EncodedLen()
}

// Unit is Rust's (): a value of no bytes.
type Unit struct{}

// UnitMaxEncodedLen is 0.
const UnitMaxEncodedLen = 0

// Encode appends nothing.
func (*Unit) Encode(*Encoder) {}

// Decode reads nothing.
func (*Unit) Decode(*Decoder) {}

// EncodedLen is 0.
func (*Unit) EncodedLen() int { return UnitMaxEncodedLen }
