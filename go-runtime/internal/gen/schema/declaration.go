package schema

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// Form is how a declaration is made.
type Form int

// The forms.
const (
	// Composite is a struct: its fields one after the other.
	Composite Form = iota
	// Newtype is another type under a name of its own.
	Newtype
	// Constants is an enum whose variants have no fields: a uint8 with constants.
	Constants
	// Sealed is an enum that is an interface, with a struct for each variant.
	Sealed
	// Flat is an enum that is a struct: a kind, which is of form Constants, and fields of which each belongs to some of the kinds.
	Flat
)

// Declaration is a type with a directive that gives it an encoding.
type Declaration struct {
	// Object is the Go type's name.
	Object *types.TypeName
	// Form decides which of Fields, Inner and Variants there are.
	Form Form
	// Generic says that the type has type parameters: its encoding is written where an instance of it is used.
	Generic bool
	// Fields are those of Composite and Flat, the latter's first being the kind.
	Fields []*Field
	// Inner is what a Newtype is made of.
	Inner *Shape
	// Variants are those of an enum, in the order of the source.
	Variants []*Variant
	// MoreVariants is the name of a function that describes variants that are in the metadata alone; empty if there is none.
	MoreVariants string
	// Recursive says that a value may contain another of the same type.
	Recursive bool
	// Min and Max are the least and the greatest encoded length, in bytes; Max may be [Unbounded].
	Min, Max int

	// Plain says that an enum of a pallet has no type parameters in the metadata.
	Plain bool
	// Event says that the type is the enum of a pallet's events, or one of them: it is encoded and never decoded.
	Event bool
	// Docs are the lines of the comment.
	Docs []string
	// Path is the type's path in the metadata.
	Path []string
	// Params are the type parameters in the metadata.
	Params []Param
	// InfoField is the name of a Newtype's only field in the metadata; empty if it has none.
	InfoField string
	// Alias says that the metadata has Inner in the type's place.
	Alias bool

	pkg        *Package
	spec       *ast.TypeSpec
	directives []directive
	resolved   bool
	measured   bool
	measuring  bool
}

// Param is a type parameter in the metadata.
type Param struct {
	// Name is the parameter's.
	Name string
	// Shape is the type, or nil where the metadata does not say it.
	Shape *Shape
}

// Variant is a variant of an enum.
type Variant struct {
	// Name is the name in the metadata.
	Name string
	// Index is the byte that the encoding starts with.
	Index byte
	// Constant is the Go constant of forms Constants and Flat.
	Constant string
	// Struct is the declaration of form Sealed.
	Struct *Declaration
	// Fields are those of form Flat.
	Fields []*Field
	// Docs are the lines of the comment.
	Docs []string
}

// Name is the Go type's name.
func (d *Declaration) Name() string { return d.Object.Name() }

// HasMethod reports whether the author has written a method of the type, which then is not generated.
func (d *Declaration) HasMethod(name string) bool {
	named, ok := d.Object.Type().(*types.Named)
	if !ok {
		return false
	}
	for i := range named.NumMethods() {
		// Those of a package that this one imports may be generated.
		method := named.Method(i)
		if method.Name() == name && !strings.HasSuffix(d.pkg.fset.Position(method.Pos()).Filename, GeneratedSuffix) {
			return true
		}
	}
	return false
}

// IsDescribed reports whether the author has written the type's description by hand, in a file that is not part of a module.
func (d *Declaration) IsDescribed() bool {
	return d.pkg.written[d.Name()+".TypeInfo"] || d.pkg.written[NamesOf(d.Object).TypeInfo]
}

// IsTuple reports whether the fields have no names in the metadata.
func (d *Declaration) IsTuple() bool {
	_, isTuple := find(d.directives, directiveTuple)
	return isTuple
}

// declare finds the declarations of the package, without a look at what they are made of.
func (p *Package) declare() {
	for _, file := range p.files {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.TYPE {
				p.refuseStray(decl)
				continue
			}
			for _, spec := range general.Specs {
				p.declareType(general, spec.(*ast.TypeSpec))
			}
		}
	}
}

func (p *Package) declareType(general *ast.GenDecl, spec *ast.TypeSpec) {
	doc := spec.Doc
	if doc == nil && !general.Lparen.IsValid() {
		doc = general.Doc
	}
	list := p.directives(doc)
	_, isType := find(list, directiveType)
	enum, isEnum := find(list, directiveEnum)
	_, isVariant := find(list, directiveVariant)
	if len(list) == 0 {
		return
	}
	object, ok := p.Types.Scope().Lookup(spec.Name.Name).(*types.TypeName)
	switch {
	case !ok:
		return // reported by the compiler
	case spec.Assign.IsValid():
		p.fail(spec.Pos(), "%s is another name of a type: put the directives above the type itself, or write a definition without =", spec.Name.Name)
		return
	case isEnum && (isType || isVariant):
		p.fail(enum.pos, "an enum is not //scale:type or //scale:variant as well: leave one of them out")
		return
	case !isType && !isEnum && !isVariant:
		p.fail(list[0].pos, "//%s says more about a type that is encoded: add //scale:type or //scale:enum", list[0].name)
		return
	}
	d := &Declaration{Object: object, pkg: p, spec: spec, directives: list, Docs: docs(doc), Generic: spec.TypeParams.NumFields() > 0}
	_, d.Alias = find(list, directiveAlias)
	if field, ok := find(list, directiveField); ok {
		d.InfoField = field.arguments[0]
	}
	d.setPath()
	p.Declarations = append(p.Declarations, d)
	p.byObject[object] = d
	d.setForm(isEnum)
	if p.Pallet != nil && d.Form == Sealed && d.Name() == "Event" {
		d.Event = true
		p.Pallet.Event = d
		_, _, d.Plain = directiveLine([]*ast.CommentGroup{doc}, "plain")
	}
	if written, ok := find(list, directiveVariant); ok && p.Pallet != nil && written.arguments[0] == "Event" {
		d.Event = true
	}
}

// refuseStray reports type directives that stand above something else.
func (p *Package) refuseStray(decl ast.Decl) {
	var doc *ast.CommentGroup
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		doc = decl.Doc
	case *ast.GenDecl:
		doc = decl.Doc
	}
	for _, d := range p.directives(doc) {
		if d.name != directiveName {
			p.fail(d.pos, "//%s belongs above a type", d.name)
		}
	}
}

func (d *Declaration) setPath() {
	d.Path = []string{d.Object.Pkg().Name(), d.Object.Name()}
	if path, ok := find(d.directives, directivePath); ok {
		d.Path = strings.Split(path.arguments[0], "::")
		for _, segment := range d.Path {
			if !token.IsIdentifier(segment) && !token.IsKeyword(segment) {
				d.pkg.fail(path.pos, "%q is no path: write identifiers with :: between them", path.arguments[0])
			}
		}
	}
}

func (d *Declaration) setForm(isEnum bool) {
	if _, isNamed := types.Unalias(d.definition()).(*types.Named); isNamed && !isEnum {
		d.Form = Newtype
		return
	}
	switch under := d.Object.Type().Underlying().(type) {
	case *types.Struct:
		if d.Form = Composite; isEnum {
			d.Form = Flat
		}
	case *types.Interface:
		if d.Form = Sealed; !isEnum {
			d.pkg.fail(d.spec.Pos(), "%s is an interface: write //scale:enum instead of //scale:type, and //scale:variant %s <index> above each of its "+
				"structs", d.Name(), d.Name())
		} else if d.Generic {
			d.pkg.fail(d.spec.Pos(), "an enum has no type parameters: write one interface for each type that %s is used with", d.Name())
		}
	case *types.Basic:
		if d.Form = Newtype; isEnum {
			d.Form = Constants
			if under.Kind() != types.Uint8 {
				d.pkg.fail(d.spec.Type.Pos(), "%s has the underlying type %s: an enum of constants is a uint8", d.Name(), under)
			}
		}
	default:
		if d.Form = Newtype; isEnum {
			d.pkg.fail(d.spec.Type.Pos(), "%s is no enum: that is an interface, a uint8 with constants, or a struct whose first field is such a uint8",
				d.Name())
		}
	}
}

// definition is the type that stands behind the name.
func (d *Declaration) definition() types.Type {
	if t := d.pkg.info.TypeOf(d.spec.Type); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// constants returns the constants of a type, in the order of the source.
func (p *Package) constants(of *types.TypeName) []*Variant {
	var found []*Variant
	for _, file := range p.files {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.CONST {
				continue
			}
			for _, spec := range general.Specs {
				found = append(found, p.constantsOf(of, spec.(*ast.ValueSpec), general)...)
			}
		}
	}
	return found
}

func (p *Package) constantsOf(of *types.TypeName, spec *ast.ValueSpec, general *ast.GenDecl) []*Variant {
	var found []*Variant
	doc := spec.Doc
	if doc == nil && !general.Lparen.IsValid() {
		doc = general.Doc
	}
	for _, name := range spec.Names {
		object, ok := p.Types.Scope().Lookup(name.Name).(*types.Const)
		if !ok || object.Pos() != name.Pos() || !types.Identical(object.Type(), of.Type()) {
			continue
		}
		value, _ := constant.Uint64Val(object.Val())
		variant := &Variant{Name: strings.TrimPrefix(name.Name, of.Name()), Constant: name.Name, Index: byte(value), Docs: docs(doc)}
		for _, d := range p.directives(doc) {
			if d.name == directiveName {
				variant.Name = d.arguments[0]
			}
		}
		if !token.IsIdentifier(variant.Name) {
			variant.Name = name.Name
		}
		found = append(found, variant)
	}
	return found
}

// variantOf adds a struct to the enum that its directive names.
func (d *Declaration) variantOf() {
	written, ok := find(d.directives, directiveVariant)
	if !ok {
		return
	}
	name := written.arguments[0]
	index, err := strconv.ParseUint(written.arguments[1], 0, 8)
	object, _ := d.pkg.Types.Scope().Lookup(name).(*types.TypeName)
	enum := d.pkg.byObject[object]
	switch {
	case err != nil:
		d.pkg.fail(written.pos, "%q is no index of a variant: that is a number from 0 to 255", written.arguments[1])
	case object == nil || enum == nil || enum.Form != Sealed:
		d.pkg.fail(written.pos, "%s is no enum of this package: declare the interface with //scale:enum above it", name)
	case d.Form != Composite || d.Generic:
		d.pkg.fail(d.spec.Pos(), "%s is no variant: that is a struct without type parameters", d.Name())
	case !enum.Event && !types.Implements(types.NewPointer(d.Object.Type()), object.Type().Underlying().(*types.Interface)):
		method, _ := types.MissingMethod(types.NewPointer(d.Object.Type()), object.Type().Underlying().(*types.Interface), true)
		d.pkg.fail(d.spec.Pos(), "*%s does not implement %s: write its method %s", d.Name(), name, method.Name())
	default:
		variant := &Variant{Name: d.Name(), Index: byte(index), Struct: d, Docs: d.Docs}
		if renamed, ok := find(d.directives, directiveName); ok {
			variant.Name = renamed.arguments[0]
		}
		if len(written.arguments) > 2 {
			variant.Name = written.arguments[2]
		}
		enum.Variants = append(enum.Variants, variant)
	}
}

// measure computes Min and Max. What contains itself has no bound; inside of itself it counts nothing.
func (d *Declaration) measure() {
	if d.measured {
		return
	}
	if d.measuring {
		d.Min, d.Max = 0, Unbounded
		return
	}
	d.measuring = true
	least, most := d.lengths()
	d.Min, d.Max, d.measured = least, most, true
}

func (d *Declaration) lengths() (least, most int) {
	least, most = d.structuralLengths()
	if d.HasMethod("Encode") || d.HasMethod("Decode") || d.HasMethod("EncodedLen") {
		// Only the author knows. What has fields takes at least a byte.
		return min(least, 1), Unbounded
	}
	return least, most
}

// structuralLengths are the lengths that the fields add up to.
func (d *Declaration) structuralLengths() (least, most int) {
	switch d.Form {
	case Newtype:
		return d.Inner.Min(), d.Inner.Max()
	case Composite:
		return sum(d.Fields, (*Shape).Min), sum(d.Fields, (*Shape).Max)
	case Constants:
		return 1, 1
	}
	for i, variant := range d.Variants {
		fields := variant.Fields
		if d.Form == Sealed {
			fields = variant.Struct.Fields
		}
		low, high := sum(fields, (*Shape).Min), sum(fields, (*Shape).Max)
		if i == 0 {
			least, most = low, high
			continue
		}
		least, most = min(least, low), widest(most, high)
	}
	return plus(1, least), plus(1, most)
}

// ParamNames are the names of the Go type's own type parameters.
func (d *Declaration) ParamNames() []string {
	list := d.Object.Type().(*types.Named).TypeParams()
	names := make([]string, list.Len())
	for i := range names {
		names[i] = list.At(i).Obj().Name()
	}
	return names
}
