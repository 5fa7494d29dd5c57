package pallet

import (
	"strconv"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/codec"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/gofile"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/typeinfo"
)

// The import paths of the packages that descriptions are made with.
const (
	infoPath     = "github.com/gopallet/gopallet/go-runtime/scaleinfo"
	metadataPath = "github.com/gopallet/gopallet/go-runtime/metadata"
)

// MetadataFile is the Go file that describes a pallet; nil for a package that is none.
func MetadataFile(p *schema.Package) ([]byte, error) {
	if p.Pallet == nil {
		return nil, nil
	}
	g := &generator{gofile.NewWriter(p.Types), p.Pallet}
	g.enum("Call", "The calls of the pallet "+p.Pallet.Name+".", callEnum(p.Pallet))
	g.enum("Event", "The events of the pallet "+p.Pallet.Name+".", p.Pallet.Event)
	g.enum("Error", "The errors of the pallet "+p.Pallet.Name+".", p.Pallet.Error)
	g.describe()
	return g.Source(typeinfo.Constraint)
}

// metadata is the name of something in package metadata.
func (g *generator) metadata(name string) string {
	return g.Import(metadataPath, "metadata") + "." + name
}

// callEnum is the enum of the calls, which Go has no type for.
func callEnum(pallet *schema.Pallet) *schema.Declaration {
	if len(pallet.Calls) == 0 {
		return nil
	}
	d := &schema.Declaration{Form: schema.Sealed}
	if pallet.DescribesCalls {
		d.MoreVariants = "callMetadata"
	}
	for _, call := range pallet.Calls {
		d.Variants = append(d.Variants, &schema.Variant{Name: call.Name, Index: call.Index, Fields: call.Arguments.Fields, Docs: call.Docs})
	}
	return d
}

// enum writes a function that describes the calls, the events or the errors, under the path that FRAME gives them.
func (g *generator) enum(name, comment string, d *schema.Declaration) {
	if d == nil {
		return
	}
	described := *d
	described.Path = []string{g.pallet.Crate, "pallet", name}
	described.Docs = []string{comment}
	var params []schema.Param
	if !d.Plain {
		for _, param := range g.pallet.Params {
			params = append(params, schema.Param{Name: param})
		}
	}
	g.Line("// %sTypeInfo describes the enum for the metadata.", name)
	g.Line("func %sTypeInfo() %s {", name, g.Import(infoPath, "scaleinfo")+".Reference")
	g.Line("return %s", typeinfo.Enum(g.Writer, &described, g.Package.Path()+"."+name, params))
	g.Line("}\n")
}

// describe writes the function that describes the pallet. It asks the configuration, which the runtime has set.
func (g *generator) describe() {
	g.Line("// Metadata describes the pallet, as the runtime has configured it.")
	g.Line("func Metadata() %s {", g.metadata("Pallet"))
	g.Line("return %s{", g.metadata("Pallet"))
	g.Line("Name: %q, Index: config.Index,", g.pallet.Name)
	g.storage()
	for _, enum := range []struct {
		name, field string
		present     bool
	}{
		{"Call", "Calls", len(g.pallet.Calls) > 0}, {"Event", "Events", g.pallet.Event != nil}, {"Error", "Errors", g.pallet.Error != nil},
	} {
		if enum.present {
			g.Line("%s: %s{Type: %sTypeInfo()},", enum.field, g.metadata("Enum"), enum.name)
		}
	}
	if len(g.pallet.Constants) > 0 {
		g.Line("Constants: []%s{", g.metadata("Constant"))
		for _, constant := range g.pallet.Constants {
			g.Line("{")
			g.Line("Name: %q, Type: %s,", constant.Field, typeinfo.Reference(g.Writer, constant.Shape))
			g.Line("Value: %s,", g.encoded("", constant.Shape, "config."+constant.Field))
			g.Line("Docs: %s,", typeinfo.Lines(constant.Docs))
			g.Line("},")
		}
		g.Line("},")
	}
	if g.pallet.HasAssociatedTypes {
		g.Line("AssociatedTypes: associatedTypes(),")
	}
	g.Line("Docs: %s,", typeinfo.Lines(g.pallet.Docs))
	g.Line("}")
	g.Line("}")
}

// storage describes the storage items; those that the author describes come first.
func (g *generator) storage() {
	if len(g.pallet.Items) == 0 && !g.pallet.DescribesItems {
		return
	}
	start, end := "[]"+g.metadata("Entry")+"{", "}"
	if g.pallet.DescribesItems {
		start, end = "append(itemMetadata(), "+start, "}...)"
	}
	g.Line("Storage: &%s{Prefix: %q, Entries: %s", g.metadata("Storage"), g.pallet.Name, start)
	for _, item := range g.pallet.Items {
		g.item(item)
	}
	g.Line("%s},", end)
}

// hashers are the names in package metadata of frame's hashers.
var hashers = map[string]string{
	"Blake2_128": "Blake2x128", "Blake2_256": "Blake2x256", "Blake2_128Concat": "Blake2x128Concat", "Twox128": "Twox128", "Twox256": "Twox256",
	"Twox64Concat": "Twox64Concat", "Identity": "Identity",
}

func (g *generator) item(item *schema.StorageItem) {
	if item.CounterConstant != "" {
		defer g.counter(item)
	}
	modifier := "Default"
	if item.Optional {
		modifier = "Optional"
	}
	g.Line("{Name: %q, Modifier: %s,", item.Name, g.metadata(modifier))
	if len(item.Hashers) > 0 {
		names, keys := make([]string, len(item.Hashers)), make([]string, len(item.Keys))
		for i, hasher := range item.Hashers {
			names[i] = g.metadata(hashers[hasher])
			keys[i] = typeinfo.Reference(g.Writer, item.Keys[i])
		}
		key := keys[0]
		if len(keys) > 1 {
			key = g.Import(infoPath, "scaleinfo") + ".TupleOf(" + strings.Join(keys, ", ") + ")"
		}
		g.Line("Hashers: []%s{%s}, Key: %s,", g.metadata("Hasher"), strings.Join(names, ", "), key)
	}
	if item.Describe != "" {
		g.Line("Value: %s(),", item.Describe)
	} else {
		g.Line("Value: %s,", typeinfo.Reference(g.Writer, item.Value))
	}
	if item.Optional {
		g.Line("Default: []byte{0},")
	} else {
		declaration := "var v " + g.Type(item.Value.Type)
		if item.Default != "" {
			declaration += " = " + g.expression(item.Default)
		}
		g.Line("Default: %s,", g.encoded(declaration, item.Value, "v"))
	}
	g.Line("Docs: %s,", typeinfo.Lines(item.Docs))
	g.Line("},")
}

// counter describes the number of entries of a counted map, which is an item of its own.
func (g *generator) counter(item *schema.StorageItem) {
	info := g.Import(infoPath, "scaleinfo")
	g.Line("{Name: %q, Modifier: %s, Value: %s.U32, Default: make([]byte, 4), Docs: []string{%s}},", "CounterFor"+item.Name, g.metadata("Default"), info,
		strconv.Quote("The number of entries of "+item.Name+"."))
}

// encoded is an expression for the encoding of x, after a declaration.
func (g *generator) encoded(declaration string, s *schema.Shape, x string) string {
	encoder := g.scale("NewEncoder")
	return strings.TrimSpace(g.Capture(func() {
		g.Line("func() []byte {")
		if declaration != "" {
			g.Line("%s", declaration)
		}
		g.Line("e := %s(nil)", encoder)
		codec.Value(g.Writer, s, x)
		g.Line("return e.Output()")
		g.Line("}()")
	}))
}

// expression is the author's expression, with the packages that it names imported.
func (g *generator) expression(text string) string {
	return gofile.Qualified(text, func(name string) string {
		for _, imported := range g.Package.Imports() {
			if imported.Name() == name {
				return g.Import(imported.Path(), imported.Name())
			}
		}
		return name
	})
}
