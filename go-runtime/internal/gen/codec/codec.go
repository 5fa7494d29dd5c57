// Package codec writes the Go functions that encode and decode the types of a package.
//
// What is written calls the encoder and the decoder of package scale directly: there is no reflection, and nothing is looked up when it runs.
// Types with type parameters get no functions; where an instance is used, its fields are encoded in place.
package codec

import (
	"go/types"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/gofile"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// generator writes a file.
type generator struct {
	*gofile.Writer
}

// File is the Go file with the functions for all declarations of p; nil where it has none.
func File(p *schema.Package) ([]byte, error) {
	g := &generator{Writer: gofile.NewWriter(p.Types)}
	for _, d := range p.Declarations {
		if d.Generic || d.Event {
			continue
		}
		if d.Form == schema.Sealed {
			g.sealed(d)
		} else {
			g.methods(d)
		}
		g.bound(d)
	}
	if g.Empty() {
		return nil, nil
	}
	return g.Source("")
}

// Methods writes the methods of a type that has no directive of its own.
func Methods(w *gofile.Writer, d *schema.Declaration) { (&generator{w}).methods(d) }

// Fields writes the statements that encode the fields of a struct, to the encoder e; prefix stands before their names.
func Fields(w *gofile.Writer, fields []*schema.Field, prefix string) {
	(&generator{w}).encodeFields(fields, prefix, 0)
}

// Value writes the statements that encode the value of the expression x, to the encoder e.
func Value(w *gofile.Writer, s *schema.Shape, x string) { (&generator{w}).encode(s, x, 0) }

// scale is the name of something in package scale.
func (g *generator) scale(name string) string {
	if prefix := g.Import(schema.ScalePath, "scale"); prefix != "" {
		return prefix + "." + name
	}
	return name
}

// frame is the name of something in package frame.
func (g *generator) frame(name string) string {
	if prefix := g.Import(schema.FramePath, "frame"); prefix != "" {
		return prefix + "." + name
	}
	return name
}

// function are the names of the functions for an interface, as the file spells them.
func (g *generator) function(s *schema.Shape) schema.Names {
	object := s.Object()
	names := schema.NamesOf(object)
	return schema.Names{
		Encode: g.Name(object.Pkg(), names.Encode), Decode: g.Name(object.Pkg(), names.Decode),
		EncodedLen: g.Name(object.Pkg(), names.EncodedLen),
	}
}

// bound writes the constant with the greatest length.
func (g *generator) bound(d *schema.Declaration) {
	if d.Max == schema.Unbounded {
		return
	}
	g.Line("// %sMaxEncodedLen is the greatest number of bytes that a value takes.", d.Name())
	g.Line("const %sMaxEncodedLen = %d\n", d.Name(), d.Max)
}

// methods writes the methods of a struct, a newtype or an enum that is one of them.
func (g *generator) methods(d *schema.Declaration) {
	g.method(d, "Encode", "(e *"+g.scale("Encoder")+")", "appends the encoding", func() {
		switch d.Form {
		case schema.Composite:
			g.encodeFields(d.Fields, "v.", 0)
		case schema.Newtype:
			s, x := g.newtype(d)
			g.encode(s, x, 0)
		case schema.Constants:
			g.Line("e.Variant(byte(*v))")
		default:
			g.encodeFlat(d)
		}
	})
	g.method(d, "Decode", "(d *"+g.scale("Decoder")+")", "reads a value", func() {
		switch d.Form {
		case schema.Composite:
			g.decodeFields(d.Fields, "v.", decoded{})
		case schema.Newtype:
			s, x := g.newtype(d)
			g.decode(s, x, decoded{})
		case schema.Constants:
			g.decodeConstant(d)
		default:
			g.decodeFlat(d)
		}
	})
	g.method(d, "EncodedLen", "() int", "is the number of bytes that Encode appends", func() {
		if d.Min == d.Max {
			g.Line("return %d", d.Min)
		} else {
			g.length(d)
		}
	})
}

// method writes a method, unless the author has.
func (g *generator) method(d *schema.Declaration, name, signature, what string, body func()) {
	if d.HasMethod(name) {
		return
	}
	g.Line("// %s %s.", name, what)
	g.Line("func (v *%s) %s%s {", d.Name(), name, signature)
	body()
	g.Line("}\n")
}

// newtype is what a newtype is made of, and the expression for the value. Where that type has a name, its methods are reached through a
// pointer to it.
func (g *generator) newtype(d *schema.Declaration) (*schema.Shape, string) {
	s := *d.Inner
	_, isBasic := basic[s.Kind]
	_, isNamed := s.Type.(*types.Named)
	switch {
	case isNamed && s.Kind == schema.Method:
		return &s, "(*" + g.Type(s.Type) + ")(v)"
	case isNamed && !isBasic:
		g.Line("inner := (*%s)(v)", g.Type(s.Type))
		return &s, "(*inner)"
	case isBasic:
		s.Type = d.Object.Type()
		return &s, "*v"
	case s.Kind == schema.Bytes:
		return &s, "*v"
	default:
		return &s, "(*v)"
	}
}

func (g *generator) length(d *schema.Declaration) {
	var l length
	switch d.Form {
	case schema.Composite:
		for _, field := range d.Fields {
			if !field.Skip {
				l.add(g, field.Shape, "v."+field.Name, 0)
			}
		}
	case schema.Newtype:
		s, x := g.newtype(d)
		l.add(g, s, x, 0)
	default:
		l.fixed = 1
		l.statements = g.flatLengths(d)
	}
	l.body(g)
}

// decodeConstant reads the index of a variant without fields.
func (g *generator) decodeConstant(d *schema.Declaration) {
	g.Line("*v = %s(d.Variant())", d.Name())
	g.Line("switch *v {")
	g.Line("case %s:", strings.Join(constantNames(d.Variants), ", "))
	g.Line("default:")
	g.Line("d.UnknownVariant()")
	g.Line("}")
}

func constantNames(variants []*schema.Variant) []string {
	names := make([]string, len(variants))
	for i, variant := range variants {
		names[i] = variant.Constant
	}
	return names
}
