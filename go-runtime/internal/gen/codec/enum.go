package codec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// sealed writes the functions for an enum that is an interface.
func (g *generator) sealed(d *schema.Declaration) {
	names := schema.NamesOf(d.Object)
	g.Line("// %s appends the encoding of v: the index of its variant, then its fields.", names.Encode)
	g.Line("func %s(e *%s, v %s) {", names.Encode, g.scale("Encoder"), d.Name())
	g.switchSealed(d, func(s *schema.Declaration) bool { return !isEmpty(s.Fields) })
	for _, variant := range d.Variants {
		g.Line("case *%s:", variant.Struct.Name())
		g.Line("e.Variant(%d)", variant.Index)
		if !isEmpty(variant.Struct.Fields) {
			g.Line("v.Encode(e)")
		}
	}
	g.noVariant(d)
	g.Line("}")
	g.Line("}\n")

	g.Line("// %s reads a variant; nil after an error.", names.Decode)
	g.Line("func %s(d *%s) %s {", names.Decode, g.scale("Decoder"), d.Name())
	g.Line("index := d.Variant()")
	g.Line("if d.Failed() {")
	g.Line("return nil")
	g.Line("}")
	g.Line("switch index {")
	for _, variant := range d.Variants {
		g.Line("case %d:", variant.Index)
		if isEmpty(variant.Struct.Fields) {
			g.Line("return new(%s)", variant.Struct.Name())
			continue
		}
		g.Line("v := new(%s)", variant.Struct.Name())
		g.Line("v.Decode(d)")
		g.Line("return v")
	}
	g.Line("}")
	g.Line("d.UnknownVariant()")
	g.Line("return nil")
	g.Line("}\n")

	g.Line("// %s is the number of bytes that %s appends.", names.EncodedLen, names.Encode)
	g.Line("func %s(v %s) int {", names.EncodedLen, d.Name())
	g.switchSealed(d, func(s *schema.Declaration) bool { return s.Min != s.Max })
	for _, variant := range d.Variants {
		g.Line("case *%s:", variant.Struct.Name())
		if variant.Struct.Min == variant.Struct.Max {
			g.Line("return %d", 1+variant.Struct.Min)
		} else {
			g.Line("return 1 + v.EncodedLen()")
		}
	}
	g.noVariant(d)
	g.Line("}")
	g.Line("}\n")
}

// switchSealed writes the head of a switch over the variants; uses says which of them need the value.
func (g *generator) switchSealed(d *schema.Declaration, uses func(*schema.Declaration) bool) {
	if slices.ContainsFunc(d.Variants, func(variant *schema.Variant) bool { return uses(variant.Struct) }) {
		g.Line("switch v := v.(type) {")
	} else {
		g.Line("switch v.(type) {")
	}
}

// noVariant writes the default case of a switch over a value that the author's code made.
func (g *generator) noVariant(d *schema.Declaration) {
	g.Line("default:")
	g.Line("panic(%q)", fmt.Sprintf("%s: a value of type %s is none of its variants", g.Package.Name(), d.Name()))
}

func isEmpty(fields []*schema.Field) bool {
	return !slices.ContainsFunc(fields, func(field *schema.Field) bool { return !field.Skip })
}

// alike are the variants of a flat enum with the same fields.
func alike(d *schema.Declaration) [][]*schema.Variant {
	var groups [][]*schema.Variant
	for _, variant := range d.Variants {
		i := slices.IndexFunc(groups, func(group []*schema.Variant) bool { return slices.Equal(group[0].Fields, variant.Fields) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], variant)
	}
	return groups
}

// switchFlat writes a switch over the kind, with what write writes for the fields.
func (g *generator) switchFlat(d *schema.Declaration, write func([]*schema.Field), otherwise func()) {
	g.Line("switch v.%s {", d.Fields[0].Name)
	for _, group := range alike(d) {
		g.Line("case %s:", strings.Join(constantNames(group), ", "))
		write(group[0].Fields)
	}
	otherwise()
	g.Line("}")
}

func (g *generator) encodeFlat(d *schema.Declaration) {
	g.Line("e.Variant(byte(v.%s))", d.Fields[0].Name)
	g.switchFlat(d, func(fields []*schema.Field) { g.encodeFields(fields, "v.", 0) }, func() { g.noVariant(d) })
}

func (g *generator) decodeFlat(d *schema.Declaration) {
	kind := d.Fields[0]
	g.Line("*v = %s{%s: %s(d.Variant())}", d.Name(), kind.Name, g.Type(kind.Shape.Type))
	g.Line("if d.Failed() {")
	g.Line("return")
	g.Line("}")
	g.switchFlat(d, func(fields []*schema.Field) { g.decodeFields(fields, "v.", decoded{}) }, func() {
		g.Line("default:")
		g.Line("d.UnknownVariant()")
	})
}

// flatLengths are the statements that add the lengths of the fields to n.
func (g *generator) flatLengths(d *schema.Declaration) []string {
	lines := []string{"switch v." + d.Fields[0].Name + " {"}
	for _, group := range alike(d) {
		var l length
		for _, field := range group[0].Fields {
			l.add(g, field.Shape, "v."+field.Name, 0)
		}
		if added := l.lines(); len(added) > 0 {
			lines = append(lines, "case "+strings.Join(constantNames(group), ", ")+":")
			lines = append(lines, added...)
		}
	}
	return append(lines, "}")
}
