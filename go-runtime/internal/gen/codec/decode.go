package codec

import (
	"go/types"
	"strconv"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// decoded says where a value stands that is decoded.
type decoded struct {
	// depth is the number of loops around it.
	depth int
	// counted says that the decoder has gone one level deeper just for this value.
	counted bool
}

// decode writes the statements that decode to x, which can be assigned to. What is at x before does not matter.
func (g *generator) decode(s *schema.Shape, x string, at decoded) {
	switch s.Kind {
	case schema.Array:
		g.decodeArray(s, x, at)
	case schema.Sequence:
		g.decodeSequence(s, x, at)
	case schema.Set:
		g.decodeSet(s, x, at)
	case schema.Map:
		g.decodeMap(s, x, at)
	case schema.Struct:
		g.decodeFields(s.Fields, x+".", at)
	case schema.Method:
		g.Line("%s.Decode(d)", x)
	case schema.Function:
		g.decodeFunction(s, x, at)
	case schema.Option:
		g.Line("if %s.Some = d.OptionTag(); %s.Some {", x, x)
		g.decode(s.Elem, x+".Value", decoded{depth: at.depth})
		g.Line("} else {")
		g.Line("%s.Value = %s", x, g.zero(s.Elem.Type))
		g.Line("}")
	case schema.Result:
		g.Line("if %s.Failed = d.ResultTag(); %s.Failed {", x, x)
		g.Line("%s.Value = %s", x, g.zero(s.Elem.Type))
		g.decode(s.Other, x+".Error", decoded{depth: at.depth})
		g.Line("} else {")
		g.Line("%s.Error = %s", x, g.zero(s.Other.Type))
		g.decode(s.Elem, x+".Value", decoded{depth: at.depth})
		g.Line("}")
	case schema.Box:
		g.decodeBox(s, x, at)
	case schema.Compact:
		kind := s.IntegerKind()
		g.Line("%s = %s", compactValue(s, x), g.from(s.Elem, kind, "d.Compact"+methods[kind]+"()"))
	default:
		g.Line("%s = %s", x, g.from(s, s.Kind, "d."+methods[s.Kind]+"()"))
	}
}

func (g *generator) decodeFields(fields []*schema.Field, prefix string, at decoded) {
	for _, field := range fields {
		if field.Skip {
			g.Line("%s = %s", prefix+field.Name, g.zero(field.Shape.Type))
			continue
		}
		g.decode(field.Shape, prefix+field.Name, decoded{depth: at.depth})
	}
}

func (g *generator) decodeArray(s *schema.Shape, x string, at decoded) {
	switch {
	case s.Elem.IsByte():
		g.Line("d.Read(%s[:])", x)
	case s.Elem.IsInteger():
		g.Line("%s(d, %s[:])", g.scale("ReadIntegers"), x)
	default:
		i := index(at.depth)
		g.Line("for %s := range %s {", i, x)
		g.decode(s.Elem, x+"["+i+"]", decoded{depth: at.depth + 1})
		g.Line("}")
	}
}

func (g *generator) decodeSequence(s *schema.Shape, x string, at decoded) {
	element := g.Type(s.Elem.Type)
	switch {
	case s.Elem.IsInteger():
		g.Line("%s = %s[%s](d)", x, g.scale("DecodeIntegers"), element)
		return
	case s.Elem.Kind == schema.Method:
		g.Line("%s = %s[%s](d, %d)", x, g.scale("DecodeSequence"), element, s.Elem.Min())
		return
	}
	// parity-scale-codec reads sequences of plain integers all at once, and goes a level deeper for all others.
	elements := func(slice, i string) {
		g.decode(s.Elem, slice+"["+i+"]", decoded{depth: at.depth + 1, counted: true})
	}
	g.decodeElements(x, element, s.Elem.Min(), s.Elem.Kind != schema.U128, at, elements)
}

// decodeElements decodes a sequence element by element. counted says that the decoder goes one level deeper for it, which
// parity-scale-codec does for an empty one as well.
func (g *generator) decodeElements(x, element string, least int, counted bool, at decoded, elements func(slice, i string)) {
	i, n, slice := index(at.depth), numbered("n", at.depth), numbered("s", at.depth)
	g.Line("%s = nil", x)
	condition := n + " > 0"
	if counted {
		condition = "d.Enter()"
	}
	g.Line("if %s := d.Length(%d); %s {", n, least, condition)
	g.Line("%s := %s[%s](d, %s)", slice, g.scale("MakeSequence"), element, n)
	g.Line("for %s := 0; %s < %s && !d.Failed(); %s++ {", i, i, n, i)
	g.Line("%s = %s(d, %s, %s)", slice, g.scale("Extend"), slice, n)
	elements(slice, i)
	g.Line("}")
	if counted {
		g.Line("d.Leave()")
	}
	g.Line("%s = %s", x, slice)
	g.Line("}")
}

// numbered is a name for a variable of a loop inside of depth others.
func numbered(name string, depth int) string {
	if depth == 0 {
		return name
	}
	return name + strconv.Itoa(depth+1)
}

// decodeSet decodes a set, which parity-scale-codec reads element by element whatever they are.
func (g *generator) decodeSet(s *schema.Shape, x string, at decoded) {
	g.decodeElements(x, g.Type(s.Elem.Type), s.Elem.Min(), true, at, func(slice, i string) {
		g.decode(s.Elem, slice+"["+i+"]", decoded{depth: at.depth + 1, counted: true})
	})
	g.Line("%s.Sort(%s)", x, g.comparison(s.Elem))
}

func (g *generator) decodeMap(s *schema.Shape, x string, at decoded) {
	element := g.scale("Entry") + "[" + g.Type(s.Elem.Type) + ", " + g.Type(s.Other.Type) + "]"
	g.decodeElements(x, element, s.Elem.Min()+s.Other.Min(), true, at, func(slice, i string) {
		g.decode(s.Elem, slice+"["+i+"].Key", decoded{depth: at.depth + 1, counted: true})
		g.decode(s.Other, slice+"["+i+"].Value", decoded{depth: at.depth + 1, counted: true})
	})
	g.Line("%s.Sort(%s)", x, g.comparison(s.Elem))
}

// decodeFunction decodes an interface. Where the interface may contain itself, Rust has a box.
func (g *generator) decodeFunction(s *schema.Shape, x string, at decoded) {
	recursive := s.Declaration != nil && s.Declaration.Recursive && !at.counted
	if recursive {
		g.Line("%s = nil", x)
		g.Line("if d.Enter() {")
	}
	g.Line("%s = %s(d)", x, g.function(s).Decode)
	if recursive {
		g.Line("d.Leave()")
		g.Line("}")
	}
}

func (g *generator) decodeBox(s *schema.Shape, x string, at decoded) {
	// Allocate is false after an error: what contains itself without an end ends there.
	g.Line("%s = nil", x)
	g.Line("if d.Enter() && d.Allocate(%d) {", s.Elem.Size())
	g.Line("%s = new(%s)", x, g.Type(s.Elem.Type))
	if s.Elem.Kind == schema.Method {
		g.decode(s.Elem, x, decoded{depth: at.depth, counted: true})
	} else {
		g.decode(s.Elem, "(*"+x+")", decoded{depth: at.depth, counted: true})
	}
	g.Line("d.Leave()")
	g.Line("}")
}

// zero is the zero value of a type.
func (g *generator) zero(t types.Type) string {
	switch under := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case under.Info()&types.IsBoolean != 0:
			return "false"
		case under.Info()&types.IsString != 0:
			return `""`
		case under.Info()&types.IsNumeric != 0:
			return "0"
		}
	case *types.Struct, *types.Array:
		return g.Type(t) + "{}"
	}
	return "nil"
}
