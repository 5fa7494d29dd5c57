package runtime

import (
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// unnamed are parameters without their names.
func unnamed(parameters string) string {
	list := strings.Split(parameters, ", ")
	for i, one := range list {
		_, list[i], _ = strings.Cut(one, " ")
	}
	return strings.Join(list, ", ")
}

// extensions writes the methods of the pipeline: each calls those of the extensions that have it, in order.
func (g *generator) extensions() {
	g.implements("frame.Runtime", "(runtime) NewExtensions() "+g.frame("Extensions"))
	g.Line("return new(%s)", g.runtime.Pipeline)
	g.Line("}\n")

	receiver := "(x *" + g.runtime.Pipeline + ") "
	const of = "frame.Extensions"
	g.implements(of, receiver+"Decode(d *"+g.scale("Decoder")+")")
	for _, one := range g.withMethod("Decode") {
		g.Line("x.%s.Decode(d)", one.Field)
	}
	g.Line("}\n")

	g.fallible(of, receiver, "Implicit", "e *"+g.scale("Encoder"), "e")

	g.implements(of, receiver+"Weight(call "+g.frame("Call")+") "+g.frame("Weight"))
	var weights []string
	for _, one := range g.withMethod("Weight") {
		weights = append(weights, "x."+one.Field+".Weight(call)")
	}
	g.Line("return %s", g.sum(weights))
	g.Line("}\n")

	transaction := "t *" + g.frame("Transaction")
	after := transaction + ", post *" + g.frame("PostDispatchInfo") + ", result error"
	g.fallible(of, receiver, "Validate", transaction, "t")
	g.fallible(of, receiver, "Prepare", transaction, "t")
	g.fallible(of, receiver, "PostDispatch", after, "t, post, result")
	g.fallible(of, receiver, "BareValidate", transaction, "t")
	g.fallible(of, receiver, "BarePrepare", transaction, "t")
	g.fallible(of, receiver, "BarePostDispatch", after, "t, post, result")
}

// withMethod are the extensions that have a method.
func (g *generator) withMethod(name string) []*schema.Extension {
	var list []*schema.Extension
	for _, one := range g.runtime.Extensions {
		if one.Has(name) {
			list = append(list, one)
		}
	}
	return list
}

// fallible writes a method that ends with the first error.
func (g *generator) fallible(of, receiver, method, parameters, arguments string) {
	g.implements(of, receiver+method+"("+parameters+") error")
	list := g.withMethod(method)
	if len(list) == 0 {
		g.Line("return nil")
	}
	for i, one := range list {
		if i == len(list)-1 {
			g.Line("return x.%s.%s(%s)", one.Field, method, arguments)
			break
		}
		g.Line("if err := x.%s.%s(%s); err != nil {", one.Field, method, arguments)
		g.Line("return err")
		g.Line("}")
	}
	g.Line("}\n")
}
