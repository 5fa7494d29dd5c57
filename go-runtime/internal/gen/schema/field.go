package schema

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"
)

// fields are the fields of a struct; false where one has no encoding.
func (p *Package) fields(s *types.Struct, at place, isTuple bool) ([]*Field, bool) {
	var found []*Field
	complete := true
	for i := range s.NumFields() {
		field := p.field(s.Field(i), s.Tag(i), at, isTuple)
		if field == nil {
			complete = false
			continue
		}
		found = append(found, field)
	}
	return found, complete
}

func (p *Package) field(v *types.Var, tag string, at place, isTuple bool) *Field {
	if len(at.inside) == 0 {
		at.pos = v.Pos()
	}
	tags := reflect.StructTag(tag)
	field := &Field{Name: v.Name()}
	compact, kind := false, Kind(-1)
	for _, option := range strings.Split(tags.Get("scale"), ",") {
		list, isOf := strings.CutPrefix(option, "of=")
		switch {
		case option == "":
		case option == "-":
			field.Skip = true
		case option == "compact":
			compact = true
		case option == "outcome" && at.event:
			kind = Outcome
		case option == "option" && at.event:
			kind = Nullable
		case isOf:
			field.Of = strings.Split(list, "|")
		default:
			p.fail(at.pos, "%s: the tag `scale:%q` is unknown: write compact, - or of=<constant>|<constant>", v.Name(), option)
			return nil
		}
	}
	if field.Skip {
		field.Shape = &Shape{Type: v.Type()}
		return field
	}
	switch {
	case len(field.Of) > 0 && !at.flat:
		p.fail(at.pos, "%s: of= belongs to an enum: write //scale:enum above the struct", v.Name())
		return nil
	case v.Name() == "_":
		p.fail(at.pos, "a field without a name cannot be encoded: name it, or leave it out with the tag `scale:\"-\"`")
		return nil
	case at.foreign && !v.Exported():
		p.fail(at.pos, "field %s of another package is not exported: give its type the methods Encode, Decode and EncodedLen", v.Name())
		return nil
	}
	shape := p.shape(v.Type(), at)
	if shape == nil {
		return nil
	}
	if kind == Outcome && shape.Kind == Failure || kind == Nullable && shape.Kind == Box {
		shape.Kind = kind
	}
	if compact {
		if shape = p.compact(shape, v, at); shape == nil {
			return nil
		}
	}
	field.Shape = shape
	p.describe(field, v, tags, isTuple)
	return field
}

// describe sets what only the metadata needs.
func (p *Package) describe(f *Field, v *types.Var, tags reflect.StructTag, isTuple bool) {
	f.Docs = p.docsOf(v)
	f.Describe = tags.Get("describe")
	if f.InfoName = snake(v.Name()); isTuple {
		f.InfoName = ""
	} else if name := tags.Get("name"); name != "" {
		f.InfoName = name
	}
	if f.TypeName = tags.Get("typename"); f.TypeName == "" {
		f.TypeName = p.typeName(v.Origin().Type())
	}
}

// compact is the shape of an integer with the tag.
func (p *Package) compact(shape *Shape, v *types.Var, at place) *Shape {
	if _, ok := compactMax[shape.integer().Kind]; !ok {
		p.fail(at.pos, "%s %s: only unsigned integers have a compact form; for a sequence of them write []scale.Compact[uint32]", v.Name(),
			p.spell(v.Type()))
		return nil
	}
	return &Shape{Kind: Compact, Type: v.Type(), Elem: shape}
}

// Wraps reports whether a Compact is scale.Compact, whose field Value is the integer, and not an integer with a tag.
func (s *Shape) Wraps() bool { return !types.Identical(s.Type, s.Elem.Type) }

// integer is the integer that a type is under its name.
func (s *Shape) integer() *Shape {
	if s.Kind == Method && s.Declaration != nil && s.Declaration.Form == Newtype {
		s.Declaration.pkg.resolve(s.Declaration)
		if s.Declaration.Inner != nil {
			return s.Declaration.Inner
		}
	}
	return s
}

// IntegerKind is the kind of the integer of a Compact.
func (s *Shape) IntegerKind() Kind { return s.Elem.integer().Kind }

// docsOf are the lines of a field's comment.
func (p *Package) docsOf(v *types.Var) []string {
	owner := p.others[v.Pkg()]
	if owner == nil {
		return nil
	}
	if owner.comments == nil {
		owner.comments = make(map[token.Pos]*ast.CommentGroup)
		for _, file := range owner.files {
			ast.Inspect(file, owner.noteComments)
		}
	}
	return docs(owner.comments[v.Pos()])
}

func (p *Package) noteComments(node ast.Node) bool {
	structure, ok := node.(*ast.StructType)
	if !ok {
		return true
	}
	for _, field := range structure.Fields.List {
		for _, name := range field.Names {
			p.comments[name.Pos()] = field.Doc
		}
	}
	return true
}
