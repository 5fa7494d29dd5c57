package schema

import (
	"go/types"
	"strconv"
	"strings"
)

// rustBasics are the names of Go's basic types in Rust, where they differ.
var rustBasics = map[types.BasicKind]string{
	types.Uint8: "u8", types.Uint16: "u16", types.Uint32: "u32", types.Uint64: "u64", types.String: "String",
	types.Int8: "i8", types.Int16: "i16", types.Int32: "i32", types.Int64: "i64",
}

// rustFormat are the names in Rust of the format's own types, where they differ.
var rustFormat = map[string]string{
	"U128": "u128", "Unit": "()", "Opaque": "Vec<u8>", "BitVec": "BitVec<u8, Lsb0>", "AccountID": "AccountId32",
	"MultiAddress": "MultiAddress<AccountId32, ()>",
}

// typeName is a type as the author of a Rust runtime would spell it, which is what scale-info keeps beside the type of a field. Another name of a
// type is spelled as it is.
func (p *Package) typeName(t types.Type) string {
	switch t := t.(type) {
	case *types.Alias:
		return t.Obj().Name()
	case *types.TypeParam:
		return t.Obj().Name()
	case *types.Named:
		return p.namedTypeName(t)
	case *types.Basic:
		if name, ok := rustBasics[t.Kind()]; ok {
			return name
		}
		return t.Name()
	case *types.Pointer:
		return "Box<" + p.typeName(t.Elem()) + ">"
	case *types.Slice:
		return "Vec<" + p.typeName(t.Elem()) + ">"
	case *types.Array:
		return "[" + p.typeName(t.Elem()) + "; " + strconv.FormatInt(t.Len(), 10) + "]"
	case *types.Struct:
		names := make([]string, t.NumFields())
		for i := range names {
			names[i] = p.typeName(t.Field(i).Type())
		}
		if len(names) == 1 {
			return "(" + names[0] + ",)"
		}
		return "(" + strings.Join(names, ", ") + ")"
	default:
		return p.spell(t)
	}
}

func (p *Package) namedTypeName(t *types.Named) string {
	object := t.Obj()
	name := object.Name()
	if object.Pkg() != nil && object.Pkg().Path() == ScalePath {
		if renamed, ok := rustFormat[name]; ok {
			return renamed
		}
	}
	if d := p.declaration(object); d != nil {
		if renamed, ok := find(d.directives, directiveName); d.Alias && ok {
			name = renamed.arguments[0]
		} else if !d.Alias {
			name = d.Path[len(d.Path)-1]
		}
	}
	list := t.TypeArgs()
	if list.Len() == 0 {
		return name
	}
	names := make([]string, list.Len())
	for i := range names {
		names[i] = p.typeName(list.At(i))
	}
	return name + "<" + strings.Join(names, ", ") + ">"
}

// TypeName is how the metadata spells the type that a Newtype is made of.
func (d *Declaration) TypeName() string { return d.pkg.typeName(d.definition()) }
