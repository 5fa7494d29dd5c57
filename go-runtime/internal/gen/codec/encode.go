package codec

import (
	"go/types"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// methods are the names of the encoder's and the decoder's methods for the kinds that have one.
var methods = map[schema.Kind]string{
	schema.Bool: "Bool", schema.U8: "U8", schema.U16: "U16", schema.U32: "U32", schema.U64: "U64", schema.U128: "U128",
	schema.I8: "I8", schema.I16: "I16", schema.I32: "I32", schema.I64: "I64", schema.String: "String", schema.Bytes: "Bytes",
}

// basic are the Go types that those methods take and return.
var basic = map[schema.Kind]types.Type{
	schema.Bool: types.Typ[types.Bool], schema.U8: types.Typ[types.Uint8], schema.U16: types.Typ[types.Uint16],
	schema.U32: types.Typ[types.Uint32], schema.U64: types.Typ[types.Uint64], schema.I8: types.Typ[types.Int8],
	schema.I16: types.Typ[types.Int16], schema.I32: types.Typ[types.Int32], schema.I64: types.Typ[types.Int64],
	schema.String: types.Typ[types.String],
}

// indices are the names of loops' variables, from the outermost inwards.
var indices = [...]string{"i", "j", "k", "l"}

// index is the name of the variable of a loop inside of depth others.
func index(depth int) string {
	if depth < len(indices) {
		return indices[depth]
	}
	return indices[len(indices)-1] + string(rune('0'+depth-len(indices)))
}

// as is x, of the shape's type, as a value of the basic type.
func (g *generator) as(s *schema.Shape, kind schema.Kind, x string) string {
	if want, ok := basic[kind]; ok && !types.Identical(s.Type, want) {
		return want.String() + "(" + x + ")"
	}
	return x
}

// from is x, a value of the basic type, as one of the shape's type.
func (g *generator) from(s *schema.Shape, kind schema.Kind, x string) string {
	if have, ok := basic[kind]; ok && !types.Identical(s.Type, have) {
		return g.Type(s.Type) + "(" + x + ")"
	}
	return x
}

// encode writes the statements that encode x, which can be addressed.
func (g *generator) encode(s *schema.Shape, x string, depth int) {
	switch s.Kind {
	case schema.Array:
		g.encodeArray(s, x, depth)
	case schema.Sequence, schema.Set:
		g.encodeSequence(s, x, depth)
	case schema.Map:
		g.Line("e.Length(len(%s))", x)
		i := index(depth)
		g.Line("for %s := range %s {", i, x)
		g.encode(s.Elem, x+"["+i+"].Key", depth+1)
		g.encode(s.Other, x+"["+i+"].Value", depth+1)
		g.Line("}")
	case schema.Struct:
		g.encodeFields(s.Fields, x+".", depth)
	case schema.Method:
		g.Line("%s.Encode(e)", x)
	case schema.Function:
		g.Line("%s(e, %s)", g.function(s).Encode, x)
	case schema.Option:
		g.Line("e.OptionTag(%s.Some)", x)
		g.Line("if %s.Some {", x)
		g.encode(s.Elem, x+".Value", depth)
		g.Line("}")
	case schema.Result:
		g.Line("e.ResultTag(%s.Failed)", x)
		g.Line("if %s.Failed {", x)
		g.encode(s.Other, x+".Error", depth)
		g.Line("} else {")
		g.encode(s.Elem, x+".Value", depth)
		g.Line("}")
	case schema.Box:
		if s.Elem.Kind == schema.Method {
			g.encode(s.Elem, x, depth)
		} else {
			g.encode(s.Elem, "(*"+x+")", depth)
		}
	case schema.Failure:
		g.Line("%s(e, %s)", g.frame("EncodeError"), x)
	case schema.Outcome:
		g.Line("%s(e, %s)", g.frame("EncodeOutcome"), x)
	case schema.Nullable:
		g.Line("e.OptionTag(%s != nil)", x)
		g.Line("if %s != nil {", x)
		g.encode(&schema.Shape{Kind: schema.Box, Type: s.Type, Elem: s.Elem}, x, depth)
		g.Line("}")
	case schema.Compact:
		kind := s.IntegerKind()
		g.Line("e.Compact%s(%s)", methods[kind], g.as(s.Elem, kind, compactValue(s, x)))
	default:
		g.Line("e.%s(%s)", methods[s.Kind], g.as(s, s.Kind, x))
	}
}

// compactValue is the integer in x.
func compactValue(s *schema.Shape, x string) string {
	if s.Wraps() {
		return x + ".Value"
	}
	return x
}

func (g *generator) encodeFields(fields []*schema.Field, prefix string, depth int) {
	for _, field := range fields {
		if !field.Skip {
			g.encode(field.Shape, prefix+field.Name, depth)
		}
	}
}

func (g *generator) encodeArray(s *schema.Shape, x string, depth int) {
	switch {
	case s.Elem.IsByte():
		g.Line("e.Raw(%s[:])", x)
	case s.Elem.IsInteger():
		g.Line("%s(e, %s[:])", g.scale("WriteIntegers"), x)
	default:
		g.encodeEach(s, x, depth)
	}
}

func (g *generator) encodeSequence(s *schema.Shape, x string, depth int) {
	switch {
	case s.Elem.IsInteger():
		g.Line("%s(e, %s)", g.scale("EncodeIntegers"), x)
	case s.Elem.Kind == schema.Method:
		g.Line("%s(e, %s)", g.scale("EncodeSequence"), x)
	default:
		g.Line("e.Length(len(%s))", x)
		g.encodeEach(s, x, depth)
	}
}

func (g *generator) encodeEach(s *schema.Shape, x string, depth int) {
	i := index(depth)
	g.Line("for %s := range %s {", i, x)
	g.encode(s.Elem, x+"["+i+"]", depth+1)
	g.Line("}")
}
