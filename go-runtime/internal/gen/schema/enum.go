package schema

import (
	"go/types"
	"slices"
)

// resolve finds out what a declaration is made of, once.
func (p *Package) resolve(d *Declaration) {
	if d.resolved {
		return
	}
	d.resolved = true
	at := place{pos: d.spec.Type.Pos()}
	if !d.Generic {
		d.resolveForm(at)
	}
	for _, param := range d.directives {
		if param.name == directiveParam {
			d.Params = append(d.Params, p.param(param, d))
		}
	}
}

func (d *Declaration) resolveForm(at place) {
	p := d.pkg
	at.event = d.Event
	isTuple := d.IsTuple()
	switch d.Form {
	case Composite:
		d.Fields, _ = p.fields(d.Object.Type().Underlying().(*types.Struct), at, isTuple)
		d.variantOf()
	case Newtype:
		d.Inner = p.shape(d.definition(), at)
		d.variantOf()
	case Constants:
		d.Variants = p.constants(d.Object)
		if len(d.Variants) == 0 {
			p.fail(d.spec.Pos(), "%s has no constants: declare one for each variant in this package", d.Name())
		}
		d.checkIndices()
	case Flat:
		at.flat = true
		d.Fields, _ = p.fields(d.Object.Type().Underlying().(*types.Struct), at, isTuple)
		d.resolveFlat()
	case Sealed:
		// The structs add themselves. They may be resolved already or not.
		for _, other := range slices.Clone(p.Declarations) {
			p.resolve(other)
		}
	}
}

// resolveFlat makes variants of the constants of the first field's type.
func (d *Declaration) resolveFlat() {
	structure := d.Object.Type().Underlying().(*types.Struct)
	if len(d.Fields) != structure.NumFields() {
		return
	}
	kind, ok := (*types.Named)(nil), false
	if len(d.Fields) > 0 {
		kind, ok = types.Unalias(d.Fields[0].Shape.Type).(*types.Named)
	}
	if !ok || kind.Obj().Pkg() != d.pkg.Types || !isByte(kind.Underlying()) || d.Fields[0].Skip {
		d.pkg.fail(d.spec.Pos(), "the first field of the enum %s says which variant it is: give it a type of this package that is a uint8 with constants",
			d.Name())
		return
	}
	d.Variants = d.pkg.constants(kind.Obj())
	for i, field := range d.Fields[1:] {
		if len(field.Of) == 0 && !field.Skip {
			d.pkg.fail(structure.Field(i+1).Pos(), "%s: which variants have it? Write the tag `scale:\"of=<constant>|<constant>\"`", field.Name)
		}
		for _, name := range field.Of {
			index := slices.IndexFunc(d.Variants, func(v *Variant) bool { return v.Constant == name })
			if index < 0 {
				d.pkg.fail(structure.Field(i+1).Pos(), "%s: %s is no constant of type %s", field.Name, name, kind.Obj().Name())
				continue
			}
			d.Variants[index].Fields = append(d.Variants[index].Fields, field)
		}
	}
	d.checkIndices()
}

// checkIndices reports variants that no decoder could tell apart, and enums without any.
func (d *Declaration) checkIndices() {
	seen := make(map[byte]*Variant)
	for _, variant := range d.Variants {
		if before := seen[variant.Index]; before != nil {
			d.pkg.fail(d.spec.Pos(), "two variants of %s have the index %d: %s and %s", d.Name(), variant.Index, before.Name, variant.Name)
		}
		seen[variant.Index] = variant
	}
}

// finishEnums checks the enums whose variants add themselves.
func (p *Package) finishEnums() {
	for _, d := range p.Declarations {
		if d.Form != Sealed || d.Generic {
			continue
		}
		_, isEnum := find(d.directives, directiveEnum)
		if d.checkIndices(); len(d.Variants) == 0 && isEnum {
			p.fail(d.spec.Pos(), "%s has no variants: put //scale:variant %s <index> above each of its structs", d.Name(), d.Name())
		}
	}
}

// param reads a type parameter of the metadata.
func (p *Package) param(written directive, d *Declaration) Param {
	param := Param{Name: written.arguments[0]}
	if len(written.arguments) == 1 {
		return param
	}
	value, err := types.Eval(p.fset, p.Types, d.spec.Pos(), written.arguments[1])
	if err != nil || !value.IsType() {
		p.fail(written.pos, "%q is no Go type that this file knows", written.arguments[1])
		return param
	}
	param.Shape = p.shape(value.Type, place{pos: written.pos})
	return param
}

// markRecursive finds the declarations that may contain themselves.
func (p *Package) markRecursive() {
	for _, d := range p.Declarations {
		d.Recursive = d.reaches(d, make(map[*Declaration]bool))
	}
}

func (d *Declaration) reaches(target *Declaration, seen map[*Declaration]bool) bool {
	found := false
	d.visit(func(other *Declaration) {
		if other == target {
			found = true
		} else if !found && !seen[other] {
			seen[other] = true
			found = other.reaches(target, seen)
		}
	})
	return found
}

// visit calls f for each declaration that d is made of directly.
func (d *Declaration) visit(f func(*Declaration)) {
	for _, field := range d.Fields {
		field.Shape.visit(f)
	}
	d.Inner.visit(f)
	for _, variant := range d.Variants {
		if variant.Struct != nil {
			f(variant.Struct)
		}
	}
}

func (s *Shape) visit(f func(*Declaration)) {
	if s == nil {
		return
	}
	if s.Declaration != nil {
		f(s.Declaration)
	}
	s.Elem.visit(f)
	s.Other.visit(f)
	for _, field := range s.Fields {
		field.Shape.visit(f)
	}
}
