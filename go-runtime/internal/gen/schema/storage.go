package schema

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// StorageItem is a storage item of a pallet: a variable with the directive //frame:storage [optional] [default=<expression>] [describe=<function>], which is made by one
// of frame's functions NewValue, NewMap, NewDoubleMap and NewCountedMap. The first word of its comment is its name.
type StorageItem struct {
	// Name is the item's name in its key and in the metadata.
	Name string
	// KeyConstant is the name of the Go constant that holds the start of its keys.
	KeyConstant string
	// CounterConstant is that of a counted map's counter; empty for others.
	CounterConstant string
	// Hashers are the names of the hashers in package frame, one for each key.
	Hashers []string
	// Keys are the types of a map's keys.
	Keys []*Shape
	// Value is the type of what is stored.
	Value *Shape
	// Optional says that there is nothing where nothing is stored, and not a default.
	Optional bool
	// Describe is the name of a function that describes what is stored in place of Value; empty if there is none.
	Describe string
	// Default is a Go expression for the default; empty for the zero value.
	Default string
	// Docs are the lines of the comment.
	Docs []string
}

// constructors are frame's functions that make storage items, with the numbers of types for keys and of keys' names in their arguments.
var constructors = map[string]struct{ keys, arguments int }{
	"NewValue": {0, 1}, "NewMap": {1, 1}, "NewDoubleMap": {2, 1}, "NewCountedMap": {1, 2},
}

func (p *Package) resolveItem(spec *ast.ValueSpec, doc *ast.CommentGroup, words []string, pos token.Pos) {
	item := &StorageItem{Docs: docs(doc)}
	for _, word := range words {
		value, isDefault := strings.CutPrefix(word, "default=")
		function, isDescribe := strings.CutPrefix(word, "describe=")
		switch {
		case isDescribe:
			item.Describe = function
		case word == "optional":
			item.Optional = true
		case isDefault:
			item.Default = value
		default:
			p.fail(pos, "//frame:storage takes optional, default=<Go expression> and describe=<function>, not %q", word)
			return
		}
	}
	if len(item.Docs) > 0 {
		item.Name, _, _ = strings.Cut(item.Docs[0], " ")
	}
	if !token.IsIdentifier(item.Name) || !token.IsExported(item.Name) {
		p.fail(pos, "the comment of a storage item starts with its name, such as TotalIssuance")
		return
	}
	if len(spec.Values) != 1 || !p.readConstructor(item, spec.Values[0]) {
		p.fail(spec.Pos(), "a storage item is a variable that is set to frame.NewValue[T](key...), or to frame.NewMap, NewDoubleMap or NewCountedMap "+
			"with the types of keys and value and the hashers")
		return
	}
	p.Pallet.Items = append(p.Pallet.Items, item)
}

// readConstructor reads the types out of a call such as frame.NewMap[K, V, frame.Twox64Concat](keyName). It is read as it is written: types that
// have no codec yet are no types for the compiler.
func (p *Package) readConstructor(item *StorageItem, value ast.Expr) bool {
	call, ok := value.(*ast.CallExpr)
	if !ok {
		return false
	}
	function, arguments := typeArguments(call.Fun)
	selector, ok := function.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	counts, ok := constructors[selector.Sel.Name]
	if !ok || len(call.Args) != counts.arguments || len(arguments) != 2*counts.keys+1 {
		return false
	}
	names := []*string{&item.KeyConstant, &item.CounterConstant}
	for i, argument := range call.Args {
		name, ok := argument.(*ast.Ident)
		if !ok {
			return false
		}
		*names[i] = name.Name
	}
	for i, argument := range arguments {
		if i > counts.keys { // the hashers come last
			hasher, ok := argument.(*ast.SelectorExpr)
			if !ok {
				return false
			}
			item.Hashers = append(item.Hashers, hasher.Sel.Name)
			continue
		}
		shape := p.shape(p.typeOf(argument), place{pos: argument.Pos()})
		if shape == nil {
			return true // reported
		}
		if i < counts.keys {
			item.Keys = append(item.Keys, shape)
		} else {
			item.Value = shape
		}
	}
	return true
}

// typeArguments divides an instance of a generic function.
func typeArguments(fun ast.Expr) (ast.Expr, []ast.Expr) {
	switch fun := fun.(type) {
	case *ast.IndexExpr:
		return fun.X, []ast.Expr{fun.Index}
	case *ast.IndexListExpr:
		return fun.X, fun.Indices
	default:
		return fun, nil
	}
}

func (p *Package) typeOf(expression ast.Expr) types.Type {
	if t := p.info.TypeOf(expression); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}
