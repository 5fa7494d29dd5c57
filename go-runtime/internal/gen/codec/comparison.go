package codec

import (
	"go/types"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// comparison is a Go function that orders two values, given by pointers, as Rust's Ord does.
func (g *generator) comparison(s *schema.Shape) string {
	t := g.Type(s.Type)
	switch {
	case s.HasCompare():
		return "(*" + t + ").Compare"
	case s.IsInteger():
		return g.scale("CompareIntegers") + "[" + t + "]"
	case s.Kind == schema.String && types.Identical(s.Type, types.Typ[types.String]):
		return g.scale("CompareStrings")
	case s.Kind == schema.Bytes && types.Identical(s.Type, types.NewSlice(types.Typ[types.Uint8])):
		return g.scale("CompareBytes")
	}
	var body strings.Builder
	body.WriteString("func(a, b *" + t + ") int {\n")
	g.compare(&body, s)
	body.WriteString("}")
	return body.String()
}

// compare writes the body of a function that orders *a and *b.
func (g *generator) compare(body *strings.Builder, s *schema.Shape) {
	decide := func(order string) { body.WriteString("if order := " + order + "; order != 0 {\nreturn order\n}\n") }
	switch {
	case s.Kind == schema.Method && s.Declaration.Form == schema.Newtype:
		inner := s.Declaration.Inner
		t := g.Type(inner.Type)
		body.WriteString("return " + g.comparison(inner) + "((*" + t + ")(a), (*" + t + ")(b))\n")
		return
	case s.Kind == schema.Method && s.Declaration.Form == schema.Constants:
		body.WriteString("return " + g.scale("CompareIntegers") + "(a, b)\n")
		return
	case s.Kind == schema.Method:
		g.compareFields(s.Declaration.Fields, decide)
	case s.Kind == schema.Struct:
		g.compareFields(s.Fields, decide)
	case s.Kind == schema.Array:
		body.WriteString("for i := range a {\n")
		decide(g.comparison(s.Elem) + "(&a[i], &b[i])")
		body.WriteString("}\n")
	case s.Kind == schema.String:
		body.WriteString("x, y := string(*a), string(*b)\n")
		decide(g.scale("CompareStrings") + "(&x, &y)")
	case s.Kind == schema.Bytes:
		body.WriteString("x, y := []byte(*a), []byte(*b)\n")
		decide(g.scale("CompareBytes") + "(&x, &y)")
	default: // a sequence: of two that begin alike the shorter comes first
		body.WriteString("for i := range min(len(*a), len(*b)) {\n")
		decide(g.comparison(s.Elem) + "(&(*a)[i], &(*b)[i])")
		body.WriteString("}\nreturn len(*a) - len(*b)\n")
		return
	}
	body.WriteString("return 0\n")
}

func (g *generator) compareFields(fields []*schema.Field, decide func(string)) {
	for _, field := range fields {
		if !field.Skip {
			decide(g.comparison(field.Shape) + "(&a." + field.Name + ", &b." + field.Name + ")")
		}
	}
}
