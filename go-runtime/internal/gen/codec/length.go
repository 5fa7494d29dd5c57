package codec

import (
	"strconv"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// length is the encoded length of a value: a number, the sum of terms, and statements that add to the variable n.
type length struct {
	fixed      int
	terms      []string
	statements []string
}

// add adds the length of x.
func (l *length) add(g *generator, s *schema.Shape, x string, depth int) {
	if s.IsFixed() {
		l.fixed += s.Min()
		return
	}
	switch s.Kind {
	case schema.String, schema.Bytes:
		l.terms = append(l.terms, g.lengthPrefix(x), "len("+x+")")
	case schema.Array, schema.Sequence, schema.Set, schema.Map:
		l.addElements(g, s, x, depth)
	case schema.Struct:
		for _, field := range s.Fields {
			if !field.Skip {
				l.add(g, field.Shape, x+"."+field.Name, depth)
			}
		}
	case schema.Method:
		l.terms = append(l.terms, x+".EncodedLen()")
	case schema.Function:
		l.terms = append(l.terms, g.function(s).EncodedLen+"("+x+")")
	case schema.Option:
		l.fixed++
		l.branch(g, []string{"if " + x + ".Some {"}, []*schema.Shape{s.Elem}, []string{x + ".Value"}, depth)
	case schema.Result:
		l.fixed++
		l.branch(g, []string{"if " + x + ".Failed {", "} else {"}, []*schema.Shape{s.Other, s.Elem}, []string{x + ".Error", x + ".Value"}, depth)
	case schema.Box:
		if s.Elem.Kind != schema.Method {
			x = "(*" + x + ")"
		}
		l.add(g, s.Elem, x, depth)
	case schema.Compact:
		kind := s.IntegerKind()
		value := g.as(s.Elem, schema.U64, compactValue(s, x))
		if kind == schema.U128 {
			l.terms = append(l.terms, g.scale("CompactLenU128")+"("+compactValue(s, x)+")")
		} else {
			l.terms = append(l.terms, g.scale("CompactLen")+"("+value+")")
		}
	}
}

// lengthPrefix is the number of bytes that the length of x takes.
func (g *generator) lengthPrefix(x string) string {
	return g.scale("CompactLen") + "(uint64(len(" + x + ")))"
}

func (l *length) addElements(g *generator, s *schema.Shape, x string, depth int) {
	if s.Kind != schema.Array {
		if s.Kind == schema.Sequence && s.Elem.Kind == schema.Method && !s.Elem.IsFixed() {
			l.terms = append(l.terms, g.scale("SequenceEncodedLen")+"("+x+")")
			return
		}
		l.terms = append(l.terms, g.lengthPrefix(x))
	}
	i := index(depth)
	var element length
	if s.Kind == schema.Map {
		element.add(g, s.Elem, x+"["+i+"].Key", depth+1)
		element.add(g, s.Other, x+"["+i+"].Value", depth+1)
	} else {
		element.add(g, s.Elem, x+"["+i+"]", depth+1)
	}
	switch {
	case len(element.terms)+len(element.statements) > 0:
		l.statements = append(l.statements, "for "+i+" := range "+x+" {")
		l.statements = append(l.statements, element.lines()...)
		l.statements = append(l.statements, "}")
	case element.fixed == 1:
		l.terms = append(l.terms, "len("+x+")")
	case element.fixed > 0:
		l.terms = append(l.terms, "len("+x+")*"+strconv.Itoa(element.fixed))
	}
}

// branch adds the length of one of several values, of which each stands after a line of heads.
func (l *length) branch(g *generator, heads []string, shapes []*schema.Shape, values []string, depth int) {
	for i, head := range heads {
		var part length
		part.add(g, shapes[i], values[i], depth)
		if lines := part.lines(); i == 0 || len(lines) > 0 {
			l.statements = append(l.statements, head)
			l.statements = append(l.statements, lines...)
		}
	}
	l.statements = append(l.statements, "}")
}

// columnsMax is how long a line may become before its terms are spread over several.
const columnsMax = 110

// sum is the number and the terms as an expression.
func (l *length) sum() string {
	terms := l.terms
	if l.fixed > 0 || len(terms) == 0 {
		terms = append([]string{strconv.Itoa(l.fixed)}, terms...)
	}
	var sum strings.Builder
	column := 0
	for i, term := range terms {
		switch {
		case i == 0:
		case column+len(term) > columnsMax:
			sum.WriteString(" +\n")
			column = 0
		default:
			sum.WriteString(" + ")
			column += len(" + ")
		}
		sum.WriteString(term)
		column += len(term)
	}
	return sum.String()
}

// lines are the statements that add everything to n.
func (l *length) lines() []string {
	if l.fixed == 0 && len(l.terms) == 0 {
		return l.statements
	}
	return append([]string{"n += " + l.sum()}, l.statements...)
}

// body writes the body of a function that returns the length.
func (l *length) body(g *generator) {
	if len(l.statements) == 0 {
		g.Line("return %s", l.sum())
		return
	}
	g.Line("n := %s", l.sum())
	for _, line := range l.statements {
		g.Line("%s", line)
	}
	g.Line("return n")
}
