package schema

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// ScalePath is the import path of the package with the encoder, the decoder and the format's own types.
const ScalePath = "github.com/gopallet/gopallet/go-runtime/scale"

// integers are the kinds of Go's basic types.
var integers = map[types.BasicKind]Kind{
	types.Bool: Bool, types.Uint8: U8, types.Uint16: U16, types.Uint32: U32, types.Uint64: U64,
	types.Int8: I8, types.Int16: I16, types.Int32: I32, types.Int64: I64, types.String: String,
}

// place is where a type is used, for what is said about it.
type place struct {
	pos token.Pos
	// inside holds the generic types whose instance is being looked at, so that one that contains itself is found.
	inside []*types.Named
	// foreign says that the fields are of another package: unexported ones cannot be reached.
	foreign bool
	// flat says that the fields are those of a flat enum.
	flat bool
	// event says that the type is that of an event, or what an event is made of.
	event bool
	// constant says that the type is that of a pallet's constant, which is encoded and never decoded.
	constant bool
}

// shape finds out what t looks like in SCALE; nil, and a diagnostic, where it has no encoding.
func (p *Package) shape(t types.Type, at place) *Shape {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return p.named(t, at)
	case *types.Pointer:
		elem := p.shape(t.Elem(), at)
		if elem == nil {
			return nil
		}
		if elem.Kind == Function {
			p.fail(at.pos, "%s is a pointer to an interface: leave the * out", p.spell(t))
			return nil
		}
		return &Shape{Kind: Box, Type: t, Elem: elem}
	default:
		return p.unnamed(t, t, at)
	}
}

// unnamed is the shape of t, a type that has no name or whose name does not matter.
func (p *Package) unnamed(t, under types.Type, at place) *Shape {
	switch under := under.(type) {
	case *types.Basic:
		if kind, ok := integers[under.Kind()]; ok {
			return &Shape{Kind: kind, Type: t}
		}
		p.refuse(t, under, at)
		return nil
	case *types.Slice:
		if isByte(under.Elem()) {
			return &Shape{Kind: Bytes, Type: t}
		}
		return p.of(Sequence, t, under.Elem(), at)
	case *types.Array:
		shape := p.of(Array, t, under.Elem(), at)
		if shape != nil {
			shape.Len = under.Len()
		}
		return shape
	case *types.Struct:
		at.flat = false
		fields, ok := p.fields(under, at, false)
		if !ok {
			return nil
		}
		return &Shape{Kind: Struct, Type: t, Fields: fields}
	default:
		p.refuse(t, under, at)
		return nil
	}
}

// of is a shape that is made of elements.
func (p *Package) of(kind Kind, t, elem types.Type, at place) *Shape {
	inner := p.shape(elem, at)
	if inner == nil {
		return nil
	}
	shape := &Shape{Kind: kind, Type: t, Elem: inner}
	if kind == Sequence || kind == Set || kind == Map {
		p.sequences = append(p.sequences, sequence{shape, at.pos})
	}
	return shape
}

// sequence is a shape with any number of elements, and where it is used.
type sequence struct {
	shape *Shape
	pos   token.Pos
}

// checkSequences refuses elements without bytes, for the input would not limit their number, and keys without an order. It needs the lengths of
// all declarations.
func (p *Package) checkSequences() {
	for _, found := range p.sequences {
		if found.shape.Kind != Sequence && !found.shape.Elem.Ordered() {
			p.fail(found.pos, "%s: the order of %s is not known: give it the method Compare(*%s) int, which is what Ord is in Rust",
				p.spell(found.shape.Type), p.spell(found.shape.Elem.Type), p.spell(found.shape.Elem.Type))
		}
		if found.shape.Elem.Max() == 0 && found.shape.Kind != Map {
			p.fail(found.pos, "%s: its elements take no bytes, so that nothing limits their number: encode the number as a uint32",
				p.spell(found.shape.Type))
		}
	}
}

// named is the shape of a type that has a name.
func (p *Package) named(t *types.Named, at place) *Shape {
	object := t.Obj()
	if at.event && object == types.Universe.Lookup("error") {
		return &Shape{Kind: Failure, Type: t}
	}
	if object.Pkg() != nil && object.Pkg().Path() == ScalePath {
		if shape, known := p.ofScale(t, at); known {
			return shape
		}
	}
	if d := p.declaration(object); d != nil {
		return p.declared(t, d, at)
	}
	if hasMethods(t) || at.constant && hasMethod(t, "Encode", "Encoder") {
		return &Shape{Kind: Method, Type: t}
	}
	if sealedElsewhere(object) {
		return &Shape{Kind: Function, Type: t}
	}
	switch under := t.Underlying().(type) {
	case *types.Struct:
		p.fail(at.pos, "%s has no encoding: put //scale:type above its declaration, or give it the methods Encode, Decode and EncodedLen", p.spell(t))
		return nil
	case *types.Interface:
		p.fail(at.pos, "%s is an interface: put //scale:enum above its declaration, and //scale:variant %s <index> above each of its structs",
			p.spell(t), object.Name())
		return nil
	default:
		return p.unnamed(t, under, at)
	}
}

// declaration finds the declaration of a type in this package or another.
func (p *Package) declaration(object *types.TypeName) *Declaration {
	if other := p.others[object.Pkg()]; other != nil {
		return other.byObject[object]
	}
	return nil
}

func (p *Package) declared(t *types.Named, d *Declaration, at place) *Shape {
	if d.pkg != p {
		d.pkg.resolve(d)
		for _, problem := range d.pkg.diagnostics {
			p.diagnostics.add(problem.Position, "%s", problem.Message)
		}
		if len(d.pkg.diagnostics) > 0 {
			return nil
		}
	}
	if d.Form == Sealed {
		return &Shape{Kind: Function, Type: t, Declaration: d}
	}
	if !d.Generic {
		return &Shape{Kind: Method, Type: t, Declaration: d}
	}
	for _, outer := range at.inside {
		if outer.Origin() == t.Origin() {
			p.fail(at.pos, "%s contains itself, and has type parameters: write a type without parameters", p.spell(t))
			return nil
		}
	}
	at.inside = append(at.inside[:len(at.inside):len(at.inside)], t)
	at.foreign, at.flat = d.pkg != p, false
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return p.unnamed(t, t.Underlying(), at)
	}
	fields, ok := p.fields(structure, at, d.IsTuple())
	if !ok {
		return nil
	}
	shape := &Shape{Kind: Struct, Type: t, Fields: fields, Declaration: d}
	for i := range t.TypeArgs().Len() {
		argument := p.shape(t.TypeArgs().At(i), at)
		if argument == nil {
			return nil
		}
		shape.Arguments = append(shape.Arguments, argument)
	}
	return shape
}

// ofScale is the shape of one of the format's own types; known is false for those that only have methods.
func (p *Package) ofScale(t *types.Named, at place) (shape *Shape, known bool) {
	kinds := map[string]Kind{"Option": Option, "Result": Result, "BTreeMap": Map, "BTreeSet": Set, "Compact": Compact}
	name := t.Obj().Name()
	if name == "U128" {
		return &Shape{Kind: U128, Type: t}, true
	}
	kind, known := kinds[name]
	if !known {
		return nil, false
	}
	arguments := t.TypeArgs()
	shape = p.of(kind, t, arguments.At(0), at)
	if shape == nil {
		return nil, true
	}
	if arguments.Len() > 1 {
		if shape.Other = p.shape(arguments.At(1), at); shape.Other == nil {
			return nil, true
		}
	}
	return shape, true
}

// refuse reports a type that has no encoding.
func (p *Package) refuse(t, under types.Type, at place) {
	reason := "has no encoding"
	switch under := under.(type) {
	case *types.Basic:
		switch under.Kind() {
		case types.Invalid:
			reason = "is not declared: see what the compiler says"
		case types.Int, types.Uint, types.Uintptr:
			reason = "has another size on other machines: write its size, for example uint32 or int64"
		case types.Float32, types.Float64, types.Complex64, types.Complex128:
			reason = "is a floating-point number, which a runtime may not compute with: use a fixed-point integer"
		}
	case *types.Map:
		reason = "is a map, which has no order: use scale.BTreeMap"
	case *types.Chan:
		reason = "is a channel, which is no data: leave the field out with the tag `scale:\"-\"`"
	case *types.Signature:
		reason = "is a function, which is no data: leave the field out with the tag `scale:\"-\"`"
	case *types.Interface:
		reason = "is an interface without a name: declare one with //scale:enum"
	case *types.TypeParam:
		reason = "is a type parameter"
	}
	p.fail(at.pos, "%s %s", p.spell(t), reason)
}

func (p *Package) spell(t types.Type) string { return spell(t, p.Types) }

// isByte reports whether t is byte itself, and no type of its own.
func isByte(t types.Type) bool { return types.Identical(t, types.Typ[types.Uint8]) }

// hasMethods reports whether *t has Encode(*scale.Encoder), Decode(*scale.Decoder) and EncodedLen() int.
func hasMethods(t types.Type) bool {
	return hasMethod(t, "Encode", "Encoder") && hasMethod(t, "Decode", "Decoder") && hasMethod(t, "EncodedLen", "")
}

// hasMethod reports whether *t has a method with a parameter of package scale, or else with a result.
func hasMethod(t types.Type, name, parameter string) bool {
	selection := types.NewMethodSet(types.NewPointer(t)).Lookup(nil, name)
	if selection == nil {
		return false
	}
	signature := selection.Type().(*types.Signature)
	if parameter == "" {
		return signature.Params().Len() == 0 && signature.Results().Len() == 1
	}
	return signature.Params().Len() == 1 && signature.Results().Len() == 0 && isScalePointer(signature.Params().At(0).Type(), parameter)
}

func isScalePointer(t types.Type, name string) bool {
	pointer, ok := t.(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := pointer.Elem().(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg().Path() == ScalePath
}

// sealedElsewhere reports whether an interface has functions that encode and decode it, written by hand.
func sealedElsewhere(object *types.TypeName) bool {
	if object.Pkg() == nil || !types.IsInterface(object.Type()) {
		return false
	}
	for _, name := range NamesOf(object).all() {
		if _, ok := object.Pkg().Scope().Lookup(name).(*types.Func); !ok {
			return false
		}
	}
	return true
}

// Names are the names of the functions for an interface.
type Names struct{ Encode, Decode, EncodedLen, TypeInfo string }

// NamesOf are the names for an interface: exported if its own name is.
func NamesOf(object *types.TypeName) Names {
	name := object.Name()
	if object.Exported() {
		return Names{"Encode" + name, "Decode" + name, name + "EncodedLen", name + "TypeInfo"}
	}
	title := strings.ToUpper(name[:1]) + name[1:]
	return Names{"encode" + title, "decode" + title, name + "EncodedLen", name + "TypeInfo"}
}

func (n Names) all() []string { return []string{n.Encode, n.Decode, n.EncodedLen} }

// lengthConstant is the value of the constant <Type><suffix> beside a type, or Unbounded.
func lengthConstant(t types.Type, suffix string) int {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return Unbounded
	}
	object, ok := named.Obj().Pkg().Scope().Lookup(named.Obj().Name() + suffix).(*types.Const)
	if !ok {
		return Unbounded
	}
	value, ok := constant.Int64Val(object.Val())
	if !ok {
		return Unbounded
	}
	return int(value)
}

// snake is a Go name as Rust writes names of fields: AccountID is account_id.
func snake(name string) string {
	var out strings.Builder
	runes := []rune(name)
	upper := func(i int) bool { return i >= 0 && i < len(runes) && runes[i] >= 'A' && runes[i] <= 'Z' }
	for i, r := range runes {
		if !upper(i) {
			out.WriteRune(r)
			continue
		}
		if i > 0 && runes[i-1] != '_' && (!upper(i-1) || i+1 < len(runes) && !upper(i+1)) {
			out.WriteByte('_')
		}
		out.WriteRune(r - 'A' + 'a')
	}
	return out.String()
}
