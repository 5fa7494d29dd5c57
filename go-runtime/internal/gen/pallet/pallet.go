// Package pallet writes what a pallet needs beside what its author writes: the keys of its storage items, a type for each call, the indices of
// events and errors, and the pallet's description for the metadata.
package pallet

import (
	"fmt"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/codec"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/gofile"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// generator writes a file.
type generator struct {
	*gofile.Writer
	pallet *schema.Pallet
}

// File is the Go file with keys, calls, events and errors; nil for a package that is no pallet.
func File(p *schema.Package) ([]byte, error) {
	if p.Pallet == nil {
		return nil, nil
	}
	g := &generator{gofile.NewWriter(p.Types), p.Pallet}
	g.keys()
	for _, call := range p.Pallet.Calls {
		g.call(call)
	}
	if len(p.Pallet.Calls) > 0 {
		g.decodeCall()
	}
	if p.Pallet.Event != nil {
		for _, variant := range p.Pallet.Event.Variants {
			g.event(variant)
		}
	}
	if p.Pallet.Error != nil {
		g.error(p.Pallet.Error)
	}
	return g.Source("")
}

// frame is the name of something in package frame.
func (g *generator) frame(name string) string {
	return g.Import(schema.FramePath, "frame") + "." + name
}

// scale is the name of something in package scale.
func (g *generator) scale(name string) string {
	return g.Import(schema.ScalePath, "scale") + "." + name
}

// keys writes the constants that storage keys start with.
func (g *generator) keys() {
	g.Line("// Prefix is what the keys of all storage items start with: the Twox-128 hash of %q.", g.pallet.Name)
	g.Line("const Prefix = %s\n", escaped(twox128(g.pallet.Name)))
	if len(g.pallet.Items)+len(g.pallet.Keys) == 0 {
		return
	}
	g.Line("// The keys of the storage items. Each ends in the Twox-128 hash of the item's name.")
	g.Line("const (")
	for _, name := range g.pallet.Keys {
		g.Line("key%s = Prefix + %s", name, escaped(twox128(name)))
	}
	for _, item := range g.pallet.Items {
		g.Line("%s = Prefix + %s", item.KeyConstant, escaped(twox128(item.Name)))
		if item.CounterConstant != "" {
			g.Line("%s = Prefix + %s", item.CounterConstant, escaped(twox128("CounterFor"+item.Name)))
		}
	}
	g.Line(")\n")
}

// arguments are the call's arguments as another function takes them.
func arguments(list []schema.Parameter) string {
	names := make([]string, len(list))
	for i, parameter := range list {
		if names[i] = "v." + parameter.Field; parameter.ByAddress {
			names[i] = "&" + names[i]
		}
	}
	return strings.Join(names, ", ")
}

// call writes the type of a call, and what makes it a frame.Call.
func (g *generator) call(c *schema.Call) {
	name := c.Arguments.Name()
	g.Line("// %s is the call %s.", name, c.Name)
	g.Line("type %s struct {", name)
	for _, field := range c.Arguments.Fields {
		tag := ""
		if field.Shape.Kind == schema.Compact && !field.Shape.Wraps() {
			tag = " `scale:\"compact\"`"
		}
		g.Line("%s %s%s", field.Name, g.Type(field.Shape.Type), tag)
	}
	g.Line("}\n")
	codec.Methods(g.Writer, c.Arguments)
	g.Line("// Index is the pallet's index in the runtime, and the call's in the pallet.")
	g.Line("func (*%s) Index() (pallet, call uint8) { return config.Index, %d }\n", name, c.Index)
	g.Line("// Info says what the call may cost.")
	g.Line("func (v *%s) Info() %s { return %s(%s) }\n", name, g.frame("DispatchInfo"), c.Info, arguments(c.InfoParameters))
	g.Line("// Run calls [%s].", c.Function)
	g.Line("func (v *%s) Run(origin %s) (%s, error) {", name, g.frame("Origin"), g.frame("PostDispatchInfo"))
	call := fmt.Sprintf("%s(%s)", c.Function, strings.TrimSuffix("origin, "+arguments(c.Parameters), ", "))
	if c.Post {
		g.Line("return %s", call)
	} else {
		g.Line("return %s{}, %s", g.frame("PostDispatchInfo"), call)
	}
	g.Line("}\n")
}

// decodeCall writes the function that reads any of the calls.
func (g *generator) decodeCall() {
	g.Line("// DecodeCall reads a call of this pallet; nil after an error. It is not inlined, so that a call within others takes little of the stack.")
	g.Line("//")
	g.Line("//go:noinline")
	g.Line("func DecodeCall(d *%s) %s {", g.scale("Decoder"), g.frame("Call"))
	g.Line("index := d.Variant()")
	g.Line("if d.Failed() {")
	g.Line("return nil")
	g.Line("}")
	g.Line("switch index {")
	for _, call := range g.pallet.Calls {
		g.Line("case %d:", call.Index)
		g.Line("v := new(%s)", call.Arguments.Name())
		if len(call.Arguments.Fields) > 0 {
			g.Line("v.Decode(d)")
		}
		g.Line("return v")
	}
	g.Line("}")
	g.Line("d.UnknownVariant()")
	g.Line("return nil")
	g.Line("}\n")
}

// event writes what makes a variant of the events' enum a frame.Event.
func (g *generator) event(variant *schema.Variant) {
	d := variant.Struct
	if !d.HasMethod("EventIndex") {
		g.Line("// EventIndex is the pallet's index in the runtime, and the event's in the pallet.")
		g.Line("func (*%s) EventIndex() (pallet, variant uint8) { return config.Index, %d }\n", d.Name(), variant.Index)
	}
	if d.HasMethod("Encode") {
		return
	}
	g.Line("// Encode appends the encoding of the fields.")
	g.Line("func (v *%s) Encode(e *%s) {", d.Name(), g.scale("Encoder"))
	codec.Fields(g.Writer, d.Fields, "v.")
	g.Line("}\n")
}

// error writes what makes a uint8 a frame.ModuleError.
func (g *generator) error(d *schema.Declaration) {
	if !d.HasMethod("ModuleError") {
		g.Line("// ModuleError is the pallet's index in the runtime, and the error's in the pallet.")
		g.Line("func (v %s) ModuleError() (pallet, index uint8) { return config.Index, uint8(v) }\n", d.Name())
	}
	if d.HasMethod("Error") {
		return
	}
	g.Line("// Error is what the comment of the constant says.")
	g.Line("func (v %s) Error() string {", d.Name())
	g.Line("switch v {")
	for _, variant := range d.Variants {
		text := strings.TrimSuffix(strings.TrimPrefix(strings.Join(variant.Docs, " "), variant.Constant+": "), ".")
		g.Line("case %s:", variant.Constant)
		g.Line("return %q", text)
	}
	g.Line("}")
	g.Line("return %q", "an error of the pallet "+g.pallet.Name)
	g.Line("}\n")
}
