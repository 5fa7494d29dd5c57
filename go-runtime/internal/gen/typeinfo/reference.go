package typeinfo

import (
	"strconv"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// primitives are the names in package scaleinfo of the types that are not made of others.
var primitives = map[schema.Kind]string{
	schema.Bool: "Bool", schema.U8: "U8", schema.U16: "U16", schema.U32: "U32", schema.U64: "U64", schema.U128: "U128",
	schema.I8: "I8", schema.I16: "I16", schema.I32: "I32", schema.I64: "I64", schema.String: "Str",
}

// reference is an expression for a reference to a type.
func (g *generator) reference(s *schema.Shape) string {
	switch s.Kind {
	case schema.Bytes:
		return g.call("SequenceOf", g.info("U8"))
	case schema.Array:
		return g.call("ArrayOf", strconv.FormatInt(s.Len, 10), g.reference(s.Elem))
	case schema.Sequence:
		return g.call("SequenceOf", g.reference(s.Elem))
	case schema.Struct:
		return g.structure(s)
	case schema.Method:
		return g.method(s)
	case schema.Function:
		object := s.Object()
		return g.Name(object.Pkg(), schema.NamesOf(object).TypeInfo) + "()"
	case schema.Option:
		return g.call("OptionOf", g.reference(s.Elem))
	case schema.Result:
		return g.call("ResultOf", g.reference(s.Elem), g.reference(s.Other))
	case schema.Map:
		return g.call("MapOf", g.reference(s.Elem), g.reference(s.Other))
	case schema.Set:
		return g.call("SetOf", g.reference(s.Elem))
	case schema.Box:
		return g.reference(s.Elem) // for scale-info a box is what is in it
	case schema.Failure:
		return g.Import(schema.FramePath, "frame") + ".DispatchErrorTypeInfo" + "()"
	case schema.Outcome:
		return g.call("ResultOf", g.info("Unit"), g.Import(schema.FramePath, "frame")+".DispatchErrorTypeInfo"+"()")
	case schema.Nullable:
		return g.call("OptionOf", g.reference(s.Elem))
	case schema.Compact:
		return g.call("CompactOf", g.reference(s.Elem))
	default:
		return g.info(primitives[s.Kind])
	}
}

func (g *generator) call(function string, arguments ...string) string {
	return g.info(function) + "(" + strings.Join(arguments, ", ") + ")"
}

// method is a reference to a type with methods. Those of the format itself are described in package scaleinfo, by the same names.
func (g *generator) method(s *schema.Shape) string {
	object := s.Object()
	switch {
	case s.Declaration != nil && s.Declaration.Alias && s.Declaration.Form == schema.Composite:
		return g.tuple(s.Declaration.Fields)
	case s.Declaration != nil && s.Declaration.Alias:
		return g.reference(s.Declaration.Inner)
	case object.Pkg().Path() == schema.ScalePath:
		return g.info(object.Name())
	default:
		return "(*" + g.Type(s.Type) + ")(nil).TypeInfo()"
	}
}

// tuple is a reference to fields without names, one after the other.
func (g *generator) tuple(fields []*schema.Field) string {
	elems := make([]string, 0, len(fields))
	for _, field := range fields {
		if !field.Skip {
			elems = append(elems, g.field(field))
		}
	}
	return g.call("TupleOf", elems...)
}

// field is a reference to the type of a field, which its author may describe.
func (g *generator) field(f *schema.Field) string {
	if f.Describe != "" {
		return f.Describe + "()"
	}
	return g.reference(f.Shape)
}

// structure is a reference to a type without a name, which is a tuple, or to an instance of a generic type.
func (g *generator) structure(s *schema.Shape) string {
	if s.Declaration == nil {
		return g.tuple(s.Fields)
	}
	params := make([]schema.Param, len(s.Arguments))
	for i, name := range s.Declaration.ParamNames() {
		params[i] = schema.Param{Name: name, Shape: s.Arguments[i]}
	}
	fields := s.Fields
	if fields == nil {
		fields = []*schema.Field{}
	}
	return g.define(identity(s.Type), s.Declaration, params, fields)
}
