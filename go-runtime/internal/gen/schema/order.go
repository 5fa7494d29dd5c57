package schema

import "go/types"

// Ordered reports whether it is known how Rust orders the values: as a derived Ord does, field by field, or by a method Compare.
func (s *Shape) Ordered() bool {
	if s.HasCompare() || s.IsInteger() {
		return true
	}
	switch s.Kind {
	case String, Bytes:
		return true
	case Array, Sequence:
		return s.Elem.Ordered()
	case Struct:
		return ordered(s.Fields)
	case Method:
		d := s.Declaration
		switch {
		case d == nil || d.Recursive:
			return false
		case d.Form == Newtype:
			return d.Inner.Ordered()
		case d.Form == Composite:
			return ordered(d.Fields)
		default:
			return d.Form == Constants
		}
	default:
		return false
	}
}

func ordered(fields []*Field) bool {
	for _, field := range fields {
		if !field.Skip && !field.Shape.Ordered() {
			return false
		}
	}
	return true
}

// HasCompare reports whether *T has the method Compare(*T) int.
func (s *Shape) HasCompare() bool {
	selection := types.NewMethodSet(types.NewPointer(s.Type)).Lookup(nil, "Compare")
	if selection == nil {
		return false
	}
	signature := selection.Type().(*types.Signature)
	return signature.Params().Len() == 1 && types.Identical(signature.Params().At(0).Type(), types.NewPointer(s.Type)) &&
		signature.Results().Len() == 1 && types.Identical(signature.Results().At(0).Type(), types.Typ[types.Int])
}
