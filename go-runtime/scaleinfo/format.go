package scaleinfo

import (
	"strconv"
	"strings"
)

// primitive is a reference to a primitive type by its name in Rust.
func primitive(name string, index byte) Reference {
	return Define(name, func() Type { return Type{Def: Primitive(index)} })
}

// The primitive types.
var (
	Bool = primitive("bool", 0)
	Char = primitive("char", 1)
	Str  = primitive("str", 2)
	U8   = primitive("u8", 3)
	U16  = primitive("u16", 4)
	U32  = primitive("u32", 5)
	U64  = primitive("u64", 6)
	U128 = primitive("u128", 7)
	U256 = primitive("u256", 8)
	I8   = primitive("i8", 9)
	I16  = primitive("i16", 10)
	I32  = primitive("i32", 11)
	I64  = primitive("i64", 12)
	I128 = primitive("i128", 13)
	I256 = primitive("i256", 14)
)

// named is a type without a path, or of Rust's prelude: its identity is made of its arguments'.
func named(name string, arguments []Reference, define func() Type) Reference {
	identities := make([]string, len(arguments))
	for i, argument := range arguments {
		identities[i] = argument.identity
	}
	return Define(name+"<"+strings.Join(identities, ", ")+">", define)
}

// SequenceOf is Vec<elem>.
func SequenceOf(elem Reference) Reference {
	return named("Vec", []Reference{elem}, func() Type { return Type{Def: Sequence{elem}} })
}

// ArrayOf is [elem; n].
func ArrayOf(n uint32, elem Reference) Reference {
	return named("["+strconv.FormatUint(uint64(n), 10)+"]", []Reference{elem}, func() Type { return Type{Def: Array{n, elem}} })
}

// TupleOf is (elems...).
func TupleOf(elems ...Reference) Reference {
	return named("", elems, func() Type { return Type{Def: Tuple(elems)} })
}

// CompactOf is Compact<elem>.
func CompactOf(elem Reference) Reference {
	return named("Compact", []Reference{elem}, func() Type { return Type{Def: Compact{elem}} })
}

// OptionOf is Option<some>.
func OptionOf(some Reference) Reference {
	return named("Option", []Reference{some}, func() Type {
		return Type{
			Path: []string{"Option"}, Params: []Param{{"T", some}},
			Def: Variants{{Name: "None", Index: 0}, {Name: "Some", Index: 1, Fields: []Field{{Type: some}}}},
		}
	})
}

// ResultOf is Result<ok, failure>.
func ResultOf(ok, failure Reference) Reference {
	return named("Result", []Reference{ok, failure}, func() Type {
		return Type{
			Path: []string{"Result"}, Params: []Param{{"T", ok}, {"E", failure}},
			Def: Variants{{Name: "Ok", Index: 0, Fields: []Field{{Type: ok}}}, {Name: "Err", Index: 1, Fields: []Field{{Type: failure}}}},
		}
	})
}

// MapOf is BTreeMap<key, value>.
func MapOf(key, value Reference) Reference {
	return named("BTreeMap", []Reference{key, value}, func() Type {
		return Type{
			Path: []string{"BTreeMap"}, Params: []Param{{"K", key}, {"V", value}},
			Def: Composite{{Type: SequenceOf(TupleOf(key, value))}},
		}
	})
}

// SetOf is BTreeSet<elem>.
func SetOf(elem Reference) Reference {
	return named("BTreeSet", []Reference{elem}, func() Type {
		return Type{Path: []string{"BTreeSet"}, Params: []Param{{"T", elem}}, Def: Composite{{Type: SequenceOf(elem)}}}
	})
}

// BitSequenceOf is BitVec<store, order>.
func BitSequenceOf(store, order Reference) Reference {
	return named("BitVec", []Reference{store, order}, func() Type { return Type{Def: BitSequence{store, order}} })
}

// Lsb0 is the order of bits in which the first is the lowest.
var Lsb0 = Define("bitvec::order::Lsb0", func() Type {
	return Type{Path: []string{"bitvec", "order", "Lsb0"}, Def: Composite{}}
})

// CowOf is Cow<'static, t>.
func CowOf(t Reference) Reference {
	return named("Cow", []Reference{t}, func() Type {
		return Type{Path: []string{"Cow"}, Params: []Param{{"T", t}}, Def: Composite{{Type: t}}}
	})
}
