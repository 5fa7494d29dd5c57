package scaleinfo

import "strings"

// Named is a type that is described in place, with a path such as "sp_weights::weight_v2::Weight". It is told from others by path and
// parameters, so it may not contain itself.
func Named(path string, def Def, params ...Param) Reference {
	arguments := make([]Reference, len(params))
	for i, param := range params {
		arguments[i] = param.Type
	}
	return named(path, arguments, func() Type { return Type{Path: strings.Split(path, "::"), Params: params, Def: def} })
}

// Of is a type parameter.
func Of(name string, t Reference) Param { return Param{name, t} }

// Without is a type parameter of which the description does not say what it is.
func Without(name string) Param { return Param{Name: name} }

// Unnamed is a field without a name.
func Unnamed(t Reference, typeName string) Field { return Field{Type: t, TypeName: typeName} }

// Plain are variants without fields, numbered from 0.
func Plain(names ...string) Variants {
	variants := make(Variants, len(names))
	for i, name := range names {
		variants[i] = Variant{Name: name, Index: byte(i)}
	}
	return variants
}
