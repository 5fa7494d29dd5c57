// Package runtime writes what puts the pallets of a runtime together: what the executive asks of all of them, the pipeline of transaction extensions,
// the genesis, the functions of the runtime APIs, and the description for the metadata.
package runtime

import (
	"go/types"
	"slices"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/gofile"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// generator writes a file.
type generator struct {
	*gofile.Writer
	runtime *schema.Runtime
}

// start is the generator of a file; nil for a package that is no runtime.
func start(p *schema.Package) *generator {
	if p.Runtime == nil {
		return nil
	}
	return &generator{gofile.NewWriter(p.Types), p.Runtime}
}

// File is the Go file with the runtime itself; nil for a package that is none.
func File(p *schema.Package) ([]byte, error) {
	g := start(p)
	if g == nil {
		return nil, nil
	}
	g.Line("// runtime puts the pallets together: it is what the executive and the runtime APIs ask.")
	g.Line("type runtime struct{}\n")
	g.configure()
	g.decodeCall()
	g.hooks()
	g.inherents()
	g.unsigned()
	g.extensions()
	g.genesis()
	return g.Source("")
}

// module is the name of something in a package of the module, which is named by its folder.
func (g *generator) module(folder, name string) string {
	return g.Import(schema.ModulePath+"/"+folder, folder[strings.LastIndex(folder, "/")+1:]) + "." + name
}

func (g *generator) frame(name string) string      { return g.module("frame", name) }
func (g *generator) scale(name string) string      { return g.module("scale", name) }
func (g *generator) primitives(name string) string { return g.module("primitives", name) }

// of is the name of something in a pallet.
func (g *generator) of(one *schema.RuntimePallet, name string) string {
	return g.Name(one.Package, name)
}

// written reports whether the author has written something of this name.
func (g *generator) written(name string) bool { return g.Package.Scope().Lookup(name) != nil }

// implements writes the comment of a method and its first line.
func (g *generator) implements(of, line string) {
	name := line[:strings.IndexByte(line, '(')]
	if line[0] == '(' {
		rest := line[strings.IndexByte(line, ')')+2:]
		name = rest[:strings.IndexByte(rest, '(')]
	}
	g.Line("// %s implements [%s].", name, of)
	g.Line("func %s {", line)
}

// configure writes the initialiser, which hands every pallet its configuration.
func (g *generator) configure() {
	system := g.runtime.Find("system")
	g.Line("// What the runtime decides about its pallets. The compiler evaluates this function.")
	g.Line("func init() {")
	g.Line("%s(runtime{}.DecodeCall)", g.frame("SetDecodeCall"))
	g.Line("c := %s()", g.runtime.Configuration)
	for _, one := range g.runtime.Pallets {
		g.Line("c.%s.Index = %d", one.Name, one.Index)
		if one == system {
			g.Line("c.%s.Version = %s(&RuntimeVersion)", one.Name, g.of(one, "VersionOf"))
		}
		if one.FillsDbWeight {
			g.Line("c.%s.DbWeight = c.%s.DbWeight", one.Name, system.Name)
		}
		g.Line("%s(c.%s)", g.of(one, "Configure"), one.Name)
	}
	g.Line("}\n")
}

func (g *generator) decodeCall() {
	g.implements("frame.Runtime", "(runtime) DecodeCall(d *"+g.scale("Decoder")+") "+g.frame("Call"))
	g.Line("switch d.Variant() {")
	for _, one := range g.byIndex("DecodeCall") {
		g.Line("case %d:", one.Index)
		g.Line("return %s(d)", g.of(one, "DecodeCall"))
	}
	g.Line("}")
	g.Line("d.UnknownVariant()")
	g.Line("return nil")
	g.Line("}\n")
}

// byIndex are the pallets with a function, in the order of their indices.
func (g *generator) byIndex(function string) []*schema.RuntimePallet {
	list := g.runtime.With(function)
	slices.SortFunc(list, func(a, b *schema.RuntimePallet) int { return int(a.Index) - int(b.Index) })
	return list
}

// calls are calls of a function of all pallets that have it.
func (g *generator) calls(function, arguments string) []string {
	var list []string
	for _, one := range g.runtime.With(function) {
		list = append(list, g.of(one, function)+"("+arguments+")")
	}
	return list
}

// sum is an expression for the sum of weights.
func (g *generator) sum(weights []string) string {
	if len(weights) == 0 {
		return g.frame("Weight") + "{}"
	}
	text := weights[0]
	for _, weight := range weights[1:] {
		text += ".\nAdd(" + weight + ")"
	}
	return text
}

// hasConstant reports whether a pallet has a constant of this name.
func hasConstant(one *schema.RuntimePallet, name string) bool {
	_, ok := one.Package.Scope().Lookup(name).(*types.Const)
	return ok
}
