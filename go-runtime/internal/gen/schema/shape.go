package schema

import (
	"go/types"
	"math"
)

// Kind is the sort of a [Shape].
type Kind int

// The kinds.
const (
	// Bool to I64 and U128 are values of a fixed number of bytes.
	Bool Kind = iota
	U8
	U16
	U32
	U64
	U128
	I8
	I16
	I32
	I64
	// String is UTF-8 with its length before it.
	String
	// Bytes is []byte with its length before it.
	Bytes
	// Array is Len times Elem.
	Array
	// Sequence is Elem any number of times, the number before it.
	Sequence
	// Struct is Fields one after the other, written where it is used: a type without a name, or of a generic type.
	Struct
	// Method is a type that has the methods Encode, Decode and EncodedLen.
	Method
	// Function is an interface for whose values there are the functions Encode<Name>, Decode<Name> and <Name>EncodedLen.
	Function
	// Option is scale.Option of Elem.
	Option
	// Result is scale.Result of Elem and Other.
	Result
	// Map is scale.BTreeMap of Elem to Other.
	Map
	// Set is scale.BTreeSet of Elem.
	Set
	// Box is a pointer, never nil, to Elem.
	Box
	// Compact is an unsigned integer, Elem, in its compact form.
	Compact
	// Failure is an error of Go, encoded as sp_runtime::DispatchError; only of events.
	Failure
	// Outcome is an error of Go or nil, encoded as Result<(), DispatchError>; only of events.
	Outcome
	// Nullable is a pointer to Elem, encoded as an option; only of events.
	Nullable
)

// Unbounded is the greatest encoded length of what has none.
const Unbounded = -1

// Shape is a type as SCALE sees it.
type Shape struct {
	// Kind decides which of the other fields have a meaning.
	Kind Kind
	// Type is the Go type of the values.
	Type types.Type
	// Elem is what the shape is made of.
	Elem *Shape
	// Other is the second part of what has two.
	Other *Shape
	// Len is the number of elements of an Array.
	Len int64
	// Fields are those of a Struct.
	Fields []*Field
	// Arguments are the type arguments of a Struct that is an instance of a generic type.
	Arguments []*Shape
	// Declaration says more about a Method or a Function, or about a Struct that is an instance of a generic type; nil where the methods
	// are not generated.
	Declaration *Declaration
}

// Field is a field of a struct.
type Field struct {
	// Name is the Go name.
	Name string
	// Shape is the field's type.
	Shape *Shape
	// Skip says that the field is not encoded, and its zero value after decoding.
	Skip bool
	// InfoName is the name in the metadata; empty where the fields have none.
	InfoName string
	// TypeName is how the metadata spells the type.
	TypeName string
	// Describe is the name of a function that describes the type in place of what is known of it; empty if there is none.
	Describe string
	// Docs are the lines of the comment.
	Docs []string
	// Of are the constants of a flat enum's kind that the field belongs to.
	Of []string
}

// fixedSizes are the lengths of the kinds that have one.
var fixedSizes = map[Kind]int{Bool: 1, U8: 1, U16: 2, U32: 4, U64: 8, U128: 16, I8: 1, I16: 2, I32: 4, I64: 8}

// compactMax is the greatest length of a compact integer of a kind.
var compactMax = map[Kind]int{U8: 2, U16: 4, U32: 5, U64: 9, U128: 17}

// IsFixed reports whether all values have one length.
func (s *Shape) IsFixed() bool { return s.Min() == s.Max() }

// Min is the least encoded length, in bytes. What contains itself is taken to be empty inside.
func (s *Shape) Min() int {
	switch s.Kind {
	case String, Bytes, Sequence, Option, Map, Set, Compact, Failure, Outcome, Nullable:
		return 1
	case Array:
		return saturate(s.Len, s.Elem.Min())
	case Struct:
		return sum(s.Fields, (*Shape).Min)
	case Method, Function:
		return s.declaredMin()
	case Result:
		return 1 + min(s.Elem.Min(), s.Other.Min())
	case Box:
		return s.Elem.Min()
	default:
		return fixedSizes[s.Kind]
	}
}

// Max is the greatest encoded length, in bytes, or [Unbounded].
func (s *Shape) Max() int {
	switch s.Kind {
	case String, Bytes, Sequence, Map, Set, Failure, Outcome:
		return Unbounded
	case Option, Nullable:
		return plus(1, s.Elem.Max())
	case Compact:
		return s.compactMax()
	case Array:
		if most := s.Elem.Max(); most != Unbounded {
			return saturate(s.Len, most)
		}
		return Unbounded
	case Struct:
		return sum(s.Fields, (*Shape).Max)
	case Method, Function:
		return s.declaredMax()
	case Result:
		return plus(1, widest(s.Elem.Max(), s.Other.Max()))
	case Box:
		return s.Elem.Max()
	default:
		return fixedSizes[s.Kind]
	}
}

// compactMax is the greatest length of a compact integer, which may be the only field of a struct.
func (s *Shape) compactMax() int {
	return compactMax[s.IntegerKind()]
}

func (s *Shape) declaredMin() int {
	if s.Declaration != nil {
		s.Declaration.measure()
		return s.Declaration.Min
	}
	if size, ok := byteArray(s.Type); ok && lengthConstant(s.Type, "MaxEncodedLen") == size {
		return size
	}
	if least := lengthConstant(s.Type, "MinEncodedLen"); least != Unbounded {
		return least
	}
	if s.declaredMax() == 0 {
		return 0
	}
	return 1
}

func (s *Shape) declaredMax() int {
	if s.Declaration != nil {
		s.Declaration.measure()
		return s.Declaration.Max
	}
	return lengthConstant(s.Type, "MaxEncodedLen")
}

// wasmSizes are the sizes of Go's types in a module.
var wasmSizes = &types.StdSizes{WordSize: 4, MaxAlign: 8}

// Size is the number of bytes that a value takes in a module's memory, without what it points to.
func (s *Shape) Size() int64 { return wasmSizes.Sizeof(s.Type) }

// IsByte reports whether values are Go's byte, without a name of its own.
func (s *Shape) IsByte() bool { return s.Kind == U8 && isByte(s.Type) }

// IsInteger reports whether values are integers whose memory is their encoding.
func (s *Shape) IsInteger() bool {
	switch s.Kind {
	case U8, U16, U32, U64, I8, I16, I32, I64:
		return true
	default:
		return false
	}
}

// byteArray is the length of t if it is an array of bytes.
func byteArray(t types.Type) (int, bool) {
	array, ok := t.Underlying().(*types.Array)
	if !ok {
		return 0, false
	}
	return int(array.Len()), isByte(array.Elem())
}

// sum adds the lengths of fields; one that is unbounded makes the sum so.
func sum(fields []*Field, length func(*Shape) int) int {
	total := 0
	for _, field := range fields {
		if !field.Skip {
			total = plus(total, length(field.Shape))
		}
	}
	return total
}

// plus adds two lengths of which each may be unbounded.
func plus(a, b int) int {
	if a == Unbounded || b == Unbounded || a > math.MaxInt32-b {
		return Unbounded
	}
	return a + b
}

// widest is the greater of two lengths of which each may be unbounded.
func widest(a, b int) int {
	if a == Unbounded || b == Unbounded {
		return Unbounded
	}
	return max(a, b)
}

// saturate is count times size, and the greatest length there is where that is more.
func saturate(count int64, size int) int {
	if size > 0 && count > math.MaxInt32/int64(size) {
		return math.MaxInt32
	}
	return int(count) * size
}

// Object is the name of the type, which has one.
func (s *Shape) Object() *types.TypeName { return types.Unalias(s.Type).(*types.Named).Obj() }
