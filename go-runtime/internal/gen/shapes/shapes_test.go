package shapes

import (
	"bytes"
	"fmt"
	"math/rand"
	"reflect"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

// value is a pointer to a value of a type that has a generated codec.
type value interface {
	scale.Encodable
	scale.Decodable
}

// samples makes an empty value of each type.
var samples = []func() value{
	func() value { return new(Integers) }, func() value { return new(Compacts) }, func() value { return new(Percent) },
	func() value { return new(Texts) }, func() value { return new(Arrays) }, func() value { return new(Sequences) },
	func() value { return new(Wrapped) }, func() value { return new(Ordered) }, func() value { return new(Chain) },
	func() value { return new(Move) }, func() value { return new(Rest) }, func() value { return new(Summed) },
	func() value { return new(Tree) }, func() value { return new(Color) }, func() value { return new(Shape) },
	func() value { return new(Log) }, func() value { return new(Ledger) }, func() value { return new(Maybe) },
	func() value { return new(Both) }, func() value { return new(Nickname) }, func() value { return new(Digest) },
}

// fill sets v to a random value of its type, as decoding would make it: canonical, and nil where it is empty.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	if v.CanAddr() && fillSpecial(r, v.Addr().Interface(), depth) {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.Intn(2) == 1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.Uint64() >> r.Intn(64))
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(r.Uint64()) >> r.Intn(64))
	case reflect.String:
		v.SetString([]string{"", "x", "häh", "𝔘nicode"}[r.Intn(4)])
	case reflect.Array:
		for i := range v.Len() {
			fill(r, v.Index(i), depth)
		}
	case reflect.Slice:
		if n := r.Intn(4); n > 0 && depth > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(r, v.Index(i), depth-1)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(r, v.Elem(), depth-1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().Field(i).Name != "Cache" {
				fill(r, v.Field(i), depth)
			}
		}
	}
}

// fillSpecial fills what not every random value is valid for.
func fillSpecial(r *rand.Rand, pointer any, depth int) bool {
	switch v := pointer.(type) {
	case *scale.BitVec:
		*v = scale.NewBitVec(r.Intn(20))
		for i := range v.Len() {
			v.Set(i, r.Intn(2) == 1)
		}
	case *scale.Era:
		*v = scale.NewEra(uint64(4<<r.Intn(10)), uint64(r.Intn(5000)))
	case *scale.MultiAddress:
		*v = []scale.MultiAddress{{Kind: scale.MultiAddressIndex}, {Kind: scale.MultiAddressRaw, Raw: []byte{1, 2}}, scale.Address(scale.AccountID{7})}[r.Intn(3)]
	case *Color:
		*v = []Color{ColorRed, ColorBlue, Violet}[r.Intn(3)]
	case *Choice:
		*v = []Choice{new(Nothing), &Move{Value: scale.U128From(r.Uint64())}, NewRest("tired")}[r.Intn(3)]
	case *Expression:
		switch r.Intn(3) * min(depth, 1) {
		case 1:
			*v = new(Negated)
		case 2:
			*v = new(Summed)
		default:
			*v = new(Number)
		}
		fill(r, reflect.ValueOf(*v).Elem(), depth-1)
	case *scale.Option[*Tree]:
		if depth > 0 && r.Intn(2) == 1 {
			*v = scale.Some(new(Tree))
			fill(r, reflect.ValueOf(v.Value).Elem(), depth-1)
		}
	case *Shape:
		fillShape(r, v)
	case *Ledger:
		m := (*scale.BTreeMap[scale.AccountID, scale.U128])(v)
		for range r.Intn(4) {
			m.Insert(scale.AccountID{byte(r.Intn(256))}, scale.U128From(r.Uint64()), (*scale.AccountID).Compare)
		}
	case *Maybe:
		if r.Intn(2) == 1 {
			*v = Maybe(scale.Some(Move{To: scale.AccountID{3}}))
		}
	default:
		return fillWrapped(r, pointer)
	}
	return true
}

func fillShape(r *rand.Rand, v *Shape) {
	*v = Shape{Kind: []ShapeKind{Point, Circle, Polygon, Labelled}[r.Intn(4)]}
	switch v.Kind {
	case Circle:
		v.Radius, v.Color = r.Uint32(), Violet
	case Polygon:
		v.Sides, v.Color, v.Label = []uint32{r.Uint32(), 2, 3}, ColorRed, scale.Some("polygon")
	case Labelled:
		v.Label = scale.Option[string]{Some: r.Intn(2) == 1}
	}
}

// fillWrapped fills options and results, whose unused parts are zero, and maps and sets.
func fillWrapped(r *rand.Rand, pointer any) bool {
	switch v := pointer.(type) {
	case *scale.Option[uint32]:
		if r.Intn(2) == 1 {
			*v = scale.Some(r.Uint32())
		}
	case *scale.Option[Integers]:
		if r.Intn(2) == 1 {
			*v = scale.Some(Integers{A: true, F: scale.U128{Lo: 1, Hi: r.Uint64()}})
		}
	case *scale.Option[scale.Option[bool]]:
		if r.Intn(2) == 1 {
			*v = scale.Some(scale.Some(r.Intn(2) == 1))
		}
	case *scale.Result[uint64, string]:
		if *v = scale.Ok[uint64, string](r.Uint64()); r.Intn(2) == 1 {
			*v = scale.Failure[uint64]("it failed")
		}
	case *scale.Result[scale.Unit, Choice]:
		if r.Intn(2) == 1 {
			*v = scale.Failure[scale.Unit](Choice(NewRest("failure")))
		}
	case *scale.BTreeMap[uint32, string]:
		for range r.Intn(4) {
			v.Insert(uint32(r.Intn(6)), "value", scale.CompareIntegers[uint32])
		}
	case *scale.BTreeMap[Key, []byte]:
		*v = nil
		for i := range r.Intn(4) {
			*v = append(*v, scale.Entry[Key, []byte]{Key: Key{0, byte(i)}, Value: []byte{byte(i)}})
		}
	case *scale.BTreeSet[scale.AccountID]:
		for range r.Intn(4) {
			v.Insert(scale.AccountID{31: byte(r.Intn(6))}, (*scale.AccountID).Compare)
		}
	case *scale.BTreeSet[Ordered]:
		*v = nil
		for i := range r.Intn(4) {
			*v = append(*v, Ordered{Major: uint16(i / 2), Minor: bytes.Repeat([]byte{1}, 1+i%2)})
		}
	default:
		return false
	}
	return true
}

func TestRandomValuesSurviveTheWayThereAndBack(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, sample := range samples {
		t.Run(fmt.Sprintf("%T", sample())[len("*shapes."):], func(t *testing.T) {
			for range 200 {
				v := sample()
				fill(r, reflect.ValueOf(v).Elem(), 4)
				encoded := scale.Marshal(v)
				if len(encoded) != v.EncodedLen() {
					t.Fatalf("%+v: %d bytes, but EncodedLen is %d", v, len(encoded), v.EncodedLen())
				}
				got := sample()
				// What is there before must not show.
				fill(r, reflect.ValueOf(got).Elem(), 3)
				if c, ok := got.(*Chain); ok {
					c.To = scale.MultiAddress{} // which keeps the bytes of kinds that it is not
				}
				d := scale.NewDecoder(encoded)
				if got.Decode(d); d.End() != nil {
					t.Fatalf("%+v: %v", v, d.Err())
				}
				if fmt.Sprintf("%#v", deepString(got)) != fmt.Sprintf("%#v", deepString(v)) {
					t.Fatalf("%x: got %s, want %s", encoded, deepString(got), deepString(v))
				}
				refuseTruncations(t, sample, encoded)
			}
		})
	}
}

// deepString spells a value with what its pointers point to.
func deepString(v any) string {
	var walk func(reflect.Value) string
	walk = func(v reflect.Value) string {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if v.IsNil() {
				return "nil"
			}
			return "&" + walk(v.Elem())
		case reflect.Struct:
			text := v.Type().Name() + "{"
			for i := range v.NumField() {
				text += v.Type().Field(i).Name + ":" + walk(v.Field(i)) + " "
			}
			return text + "}"
		case reflect.Slice, reflect.Array:
			text := "["
			for i := range v.Len() {
				text += walk(v.Index(i)) + " "
			}
			return text + "]"
		default:
			return fmt.Sprintf("%#v", v)
		}
	}
	return walk(reflect.ValueOf(v))
}

// refuseTruncations decodes each beginning of an encoding: none is a value.
func refuseTruncations(t *testing.T, sample func() value, encoded []byte) {
	t.Helper()
	for n := range encoded {
		d := scale.NewDecoder(encoded[:n])
		if sample().Decode(d); d.Err() == nil {
			t.Fatalf("%x: the first %d bytes are no value", encoded, n)
		}
	}
}

// decodeAnything decodes input as each of the types: a value that comes out has an encoding that gives the same value again.
func decodeAnything(t *testing.T, input []byte) {
	t.Helper()
	for _, sample := range samples {
		d := scale.NewDecoder(input)
		d.LimitDepth(100)
		v := sample()
		if v.Decode(d); d.Err() != nil {
			continue
		}
		encoded := scale.Marshal(v)
		again := sample()
		d = scale.NewDecoder(encoded)
		if again.Decode(d); d.End() != nil || deepString(again) != deepString(v) {
			t.Fatalf("%T from %x encodes as %x, which is %v: %s", v, input, encoded, d.Err(), deepString(again))
		}
	}
}

func FuzzDecodeAnything(f *testing.F) {
	r := rand.New(rand.NewSource(2))
	for _, sample := range samples {
		v := sample()
		fill(r, reflect.ValueOf(v).Elem(), 4)
		f.Add(scale.Marshal(v))
	}
	f.Fuzz(decodeAnything)
}

func TestRandomBytes(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 3000 {
		input := make([]byte, r.Intn(80))
		for i := range input {
			if r.Intn(3) > 0 { // small bytes are valid more often
				input[i] = byte(r.Intn(8))
			} else {
				input[i] = byte(r.Intn(256))
			}
		}
		decodeAnything(t, input)
	}
}

func TestLengthsThatTheInputCannotHold(t *testing.T) {
	claim := []byte{0x02, 0, 0, 0x40} // 2^28 elements
	for name, v := range map[string]scale.Decodable{
		"[]Shape": new(Log), "BTreeMap": new(Ledger), "[]uint64": new(Sequences), "string": new(Nickname), "[]Expression": new(Summed),
	} {
		input := append(append([]byte{}, claim...), make([]byte, 64)...)
		var d *scale.Decoder
		allocated := testing.AllocsPerRun(10, func() {
			d = scale.NewDecoder(input)
			v.Decode(d)
		})
		if d.Err() == nil || allocated > 2 {
			t.Errorf("%s: %v, %v allocations", name, d.Err(), allocated)
		}
	}
}

func TestDepthIsLimited(t *testing.T) {
	deep := append(make([]byte, 1<<20), 1, 7, 0, 0, 0) // Negated a million times, then Number 7
	d := scale.NewDecoder(deep)
	d.LimitDepth(scale.MaxExtrinsicDepth)
	if v := DecodeExpression(d); v != nil && d.Err() == nil {
		t.Error("decoded a million levels")
	}
	d = scale.NewDecoder(deep[1<<20-256:])
	d.LimitDepth(scale.MaxExtrinsicDepth)
	if v := DecodeExpression(d); v == nil || d.End() != nil {
		t.Error(d.Err())
	}
}

func TestDecoderEndsWhereTheInputEndsInsideOfItself(t *testing.T) {
	// The index that an exhausted decoder reads, 0, is that of a variant that contains itself.
	d := scale.NewDecoder(make([]byte, 1000))
	if v := DecodeExpression(d); v != nil && d.Err() == nil {
		t.Error("decoded something without an end")
	}
	if e, ok := d.Err().(*scale.Error); !ok || e.Offset != 1000 || e.Reason != scale.Truncated {
		t.Error(d.Err())
	}
}

func TestUnknownVariants(t *testing.T) {
	for _, input := range [][]byte{{1}, {2}, {4}, {255}} {
		d := scale.NewDecoder(input)
		if v := DecodeChoice(d); v != nil {
			t.Errorf("%v is %T", input, v)
		}
		if e, ok := d.Err().(*scale.Error); !ok || e.Reason != scale.UnknownVariant || e.Offset != 0 {
			t.Error(d.Err())
		}
	}
	for _, v := range []value{new(Color), new(Shape)} {
		d := scale.NewDecoder([]byte{3})
		if v.Decode(d); d.Err() == nil {
			t.Errorf("3 is %v", v)
		}
	}
	defer func() {
		if text := recover(); text != "shapes: a value of type Choice is none of its variants" {
			t.Error(text)
		}
	}()
	EncodeChoice(scale.NewEncoder(nil), nil)
}

func TestBounds(t *testing.T) {
	longest := Compacts{}
	for name, got := range map[string][2]int{
		"Integers": {IntegersMaxEncodedLen, 51}, "Move": {MoveMaxEncodedLen, 32 + 17}, "Maybe": {MaybeMaxEncodedLen, 1 + 32 + 17},
		"Nothing": {NothingMaxEncodedLen, 0}, "Color": {ColorMaxEncodedLen, 1}, "Digest": {DigestMaxEncodedLen, 32},
		"empty Compacts": {longest.EncodedLen(), 9},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %d, want %d", name, got[0], got[1])
		}
	}
}

func TestAllocations(t *testing.T) {
	signed := Chain{To: scale.Address(scale.AccountID{1}), Who: scale.AccountID{2}}
	move := Choice(&Move{To: scale.AccountID{1}, Value: scale.U128From(1 << 40)})
	input := scale.Marshal(&signed)
	e := scale.NewEncoder(nil)
	EncodeChoice(e, move)
	input = append(input, e.Output()...)
	buffer := make([]byte, 0, signed.EncodedLen()+ChoiceEncodedLen(move))
	if n := testing.AllocsPerRun(100, func() {
		e := scale.NewEncoder(buffer)
		signed.Encode(e)
		EncodeChoice(e, move)
		if len(e.Output()) != cap(buffer) {
			t.Error("encoded something else")
		}
	}); n > 0 {
		t.Errorf("%v allocations to encode into a buffer of the right size", n)
	}
	if n := testing.AllocsPerRun(100, func() {
		d := scale.NewDecoder(input)
		var who Chain
		who.Decode(d)
		if DecodeChoice(d) == nil || d.End() != nil {
			t.Error(d.Err())
		}
	}); n > 2 {
		t.Errorf("%v allocations to decode", n)
	}
}
