// Package typeinfo writes the Go functions that describe the types of a package for the metadata, with package scaleinfo.
//
// The file is no part of a module: metadata is put together where modules are built.
package typeinfo

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/gofile"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// infoPath is the import path of the package that descriptions are made with.
const infoPath = "github.com/gopallet/gopallet/go-runtime/scaleinfo"

// Constraint is the build constraint of the file.
const Constraint = "!tinygo.wasm"

// generator writes a file.
type generator struct {
	*gofile.Writer
}

// File is the Go file with descriptions of the declarations of p; nil where it has none.
func File(p *schema.Package) ([]byte, error) {
	g := &generator{gofile.NewWriter(p.Types)}
	for _, d := range p.Declarations {
		if d.Generic || d.Alias || d.Event || d.IsDescribed() {
			continue
		}
		if d.Form == schema.Sealed {
			name := schema.NamesOf(d.Object).TypeInfo
			g.Line("// %s describes the type for the metadata.", name)
			g.Line("func %s() %s {", name, g.info("Reference"))
		} else {
			g.Line("// TypeInfo describes the type for the metadata.")
			g.Line("func (*%s) TypeInfo() %s {", d.Name(), g.info("Reference"))
		}
		g.Line("return %s", g.define(identity(d.Object.Type()), d, d.Params, nil))
		g.Line("}\n")
	}
	if g.Empty() {
		return nil, nil
	}
	return g.Source(Constraint)
}

// Reference is an expression for a reference to a type.
func Reference(w *gofile.Writer, s *schema.Shape) string { return (&generator{w}).reference(s) }

// Enum is an expression for a reference to an enum, with a description of its own in place of that of its Go type.
func Enum(w *gofile.Writer, d *schema.Declaration, identity string, params []schema.Param) string {
	return (&generator{w}).define(identity, d, params, nil)
}

// Lines is a list of strings as Go writes it.
func Lines(list []string) string { return docs(list) }

// info is the name of something in package scaleinfo.
func (g *generator) info(name string) string { return g.Import(infoPath, "scaleinfo") + "." + name }

// identity tells a type from all others: its import path and name, with type arguments.
func identity(t types.Type) string {
	return types.TypeString(t, func(pkg *types.Package) string { return pkg.Path() })
}

// define is an expression for a reference to a declared type; instance are the fields of an instance of a generic one.
func (g *generator) define(identity string, d *schema.Declaration, params []schema.Param, instance []*schema.Field) string {
	var text strings.Builder
	text.WriteString(g.info("Define") + "(" + strconv.Quote(identity) + ", func() " + g.info("Type") + " {\nreturn " + g.info("Type") + "{\n")
	text.WriteString("Path: []string{" + quoted(d.Path, ", ") + "},\n")
	if len(params) > 0 {
		text.WriteString("Params: []" + g.info("Param") + "{\n")
		for _, param := range params {
			text.WriteString("{Name: " + strconv.Quote(param.Name))
			if param.Shape != nil {
				text.WriteString(", Type: " + g.reference(param.Shape))
			}
			text.WriteString("},\n")
		}
		text.WriteString("},\n")
	}
	text.WriteString("Def: " + g.definition(d, instance) + ",\n")
	if len(d.Docs) > 0 {
		text.WriteString("Docs: " + docs(d.Docs) + ",\n")
	}
	text.WriteString("}\n})")
	return text.String()
}

// definition is an expression for what a type is made of.
func (g *generator) definition(d *schema.Declaration, instance []*schema.Field) string {
	switch {
	case instance != nil:
		return g.info("Composite") + g.fields(instance)
	case d.Form == schema.Composite:
		return g.info("Composite") + g.fields(d.Fields)
	case d.Form == schema.Newtype:
		field := &schema.Field{Shape: d.Inner, InfoName: d.InfoField, TypeName: d.TypeName()}
		return g.info("Composite") + g.fields([]*schema.Field{field})
	}
	var text strings.Builder
	text.WriteString(g.info("Variants") + "{\n")
	for _, variant := range d.Variants {
		fields := variant.Fields
		if variant.Struct != nil {
			fields = variant.Struct.Fields
		}
		text.WriteString("{Name: " + strconv.Quote(variant.Name) + ", Index: " + strconv.Itoa(int(variant.Index)))
		if list := g.fields(fields); list != "{}" {
			text.WriteString(", Fields: []" + g.info("Field") + list)
		}
		if len(variant.Docs) > 0 {
			text.WriteString(", Docs: " + docs(variant.Docs))
		}
		text.WriteString("},\n")
	}
	text.WriteString("}")
	if d.MoreVariants != "" {
		return "append(" + text.String() + ", " + d.MoreVariants + "()...)"
	}
	return text.String()
}

// fields is a list of fields, in braces. Those that are not encoded do not exist for the metadata.
func (g *generator) fields(list []*schema.Field) string {
	var text strings.Builder
	for _, field := range list {
		if field.Skip {
			continue
		}
		text.WriteString("{")
		if field.InfoName != "" {
			text.WriteString("Name: " + strconv.Quote(field.InfoName) + ", ")
		}
		text.WriteString("Type: " + g.field(field) + ", TypeName: " + strconv.Quote(field.TypeName))
		if len(field.Docs) > 0 {
			text.WriteString(", Docs: " + docs(field.Docs))
		}
		text.WriteString("},\n")
	}
	if text.Len() == 0 {
		return "{}"
	}
	return "{\n" + text.String() + "}"
}

// docs is a list of lines as Go writes it, one a line where there are several.
func docs(list []string) string {
	if len(list) > 1 {
		return "[]string{\n" + quoted(list, ",\n") + ",\n}"
	}
	return "[]string{" + quoted(list, ", ") + "}"
}

// quoted are strings as Go writes them.
func quoted(list []string, separator string) string {
	literals := make([]string, len(list))
	for i, line := range list {
		literals[i] = strconv.Quote(line)
	}
	return strings.Join(literals, separator)
}
