package scaleinfo

// Type says what a type is (scale_info::Type).
type Type struct {
	// Path is where the type is declared, and its name last; empty for types without a name.
	Path []string
	// Params are the type parameters.
	Params []Param
	// Def is what values are made of.
	Def Def
	// Docs are the lines of the comment.
	Docs []string
}

// Param is a type parameter.
type Param struct {
	// Name is the parameter's.
	Name string
	// Type is the argument; the zero value where the description leaves it out.
	Type Reference
}

// Reference stands for a type. References to the same type are equal in their identity.
type Reference struct {
	identity string
	define   func() Type
}

// Define is a reference to the type that define describes. The identity is its own: an import path and a name, with type arguments if it has
// any.
func Define(identity string, define func() Type) Reference { return Reference{identity, define} }

// Identity tells types apart: an import path and a name for a type with a description of its own.
func (r Reference) Identity() string { return r.identity }

// Type is the description of the type.
func (r Reference) Type() Type { return r.define() }

// Def is what a type is made of: one of [Composite], [Variants], [Sequence], [Array], [Tuple], [Primitive], [Compact] and [BitSequence].
type Def interface{ encode(r *Registry, to *entry) }

// Composite is a struct: its fields, which have all names or none.
type Composite []Field

// Field is a field of a struct or of a variant.
type Field struct {
	// Name is the field's name, empty if it has none.
	Name string
	// Type is the field's type.
	Type Reference
	// TypeName is the type as the source spells it, empty where that is not said.
	TypeName string
	// Docs are the lines of the comment.
	Docs []string
}

// Variants is an enum.
type Variants []Variant

// Variant is one of an enum's variants.
type Variant struct {
	// Name is the variant's name.
	Name string
	// Fields are its fields.
	Fields []Field
	// Index is the byte that its encoding starts with.
	Index byte
	// Docs are the lines of the comment.
	Docs []string
}

// Sequence is any number of elements.
type Sequence struct{ Elem Reference }

// Array is a number of elements that is always the same.
type Array struct {
	Len  uint32
	Elem Reference
}

// Tuple is types one after the other.
type Tuple []Reference

// Primitive is a type that is not made of others: its values are the indices of scale_info::TypeDefPrimitive.
type Primitive byte

// Compact is an integer, or a struct around one, in its compact form.
type Compact struct{ Elem Reference }

// BitSequence is a vector of bits, in units of Store.
type BitSequence struct{ Store, Order Reference }

// Known reports whether r stands for a type; the zero value does not.
func (r Reference) Known() bool { return r.define != nil }
