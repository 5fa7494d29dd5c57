package schema

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// The directives, without the slashes. Each stands in the comment of a type, except name and docs of constants.
const (
	directiveType    = "scale:type"    // a type that is encoded as what it is made of
	directiveEnum    = "scale:enum"    // an enum: a sealed interface, a uint8 with constants, or a struct that starts with one
	directiveVariant = "scale:variant" // <Enum> <index> [Name]: a struct that is a variant of an interface
	directiveTuple   = "scale:tuple"   // the fields have no names in the metadata
	directiveAlias   = "scale:alias"   // the metadata has what the type is made of, not the type
	directiveField   = "scale:field"   // <name>: a newtype's only field has this name in the metadata
	directivePath    = "scale:path"    // <a::b::C>: the type's path in the metadata
	directiveName    = "scale:name"    // <Name>: the name of a variant, or of an alias, in the metadata
	directiveParam   = "scale:param"   // <Name> [Go type]: a type parameter in the metadata
)

// directive is one comment line such as "//scale:variant Call 3".
type directive struct {
	name      string
	arguments []string
	pos       token.Pos
}

// arguments says how many words each directive takes.
var arguments = map[string]struct{ least, most int }{
	directiveType: {0, 0}, directiveEnum: {0, 0}, directiveVariant: {2, 3}, directiveTuple: {0, 0}, directiveAlias: {0, 0}, directiveField: {1, 1},
	directivePath: {1, 1}, directiveName: {1, 1}, directiveParam: {1, 2},
}

// directives reads the directives of a comment; what is wrong with one goes to the package's diagnostics.
func (p *Package) directives(groups ...*ast.CommentGroup) []directive {
	var found []directive
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, comment := range group.List {
			text, ok := strings.CutPrefix(comment.Text, "//scale:")
			if !ok {
				continue
			}
			text, _, _ = strings.Cut(text, " //")
			words := strings.Fields("scale:" + text)
			d := directive{name: words[0], arguments: words[1:], pos: comment.Pos()}
			limits, known := arguments[d.name]
			switch {
			case !known:
				p.fail(d.pos, "there is no directive //%s: the directives are type, enum, variant, tuple, alias, field, path, name and param", d.name)
			case len(d.arguments) < limits.least || len(d.arguments) > limits.most:
				p.fail(d.pos, "//%s takes %s, not %d", d.name, wordCount(limits.least, limits.most), len(d.arguments))
			default:
				found = append(found, d)
			}
		}
	}
	return found
}

// wordCount says how many words a directive takes.
func wordCount(least, most int) string {
	text := strconv.Itoa(least)
	if most > least {
		text += " or " + strconv.Itoa(most)
	}
	if most == 1 && least == 1 {
		return text + " word"
	}
	return text + " words"
}

// find returns the first directive with a name.
func find(list []directive, name string) (directive, bool) {
	for _, d := range list {
		if d.name == name {
			return d, true
		}
	}
	return directive{}, false
}

// docs are the lines of a comment without its directives, as scale-info keeps them: without what starts a comment, and without the
// space after it.
func docs(group *ast.CommentGroup) []string {
	if group == nil {
		return nil
	}
	var lines []string
	for _, comment := range group.List {
		text, isLine := strings.CutPrefix(comment.Text, "//")
		if !isLine || (text != "" && text[0] != ' ' && text[0] != '\t') {
			continue
		}
		lines = append(lines, strings.TrimPrefix(strings.TrimRight(text, " \t"), " "))
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
