package schema

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Extension is a transaction extension of a runtime: a field of the struct with the directive //frame:extensions, of a type with //frame:extension.
type Extension struct {
	// Field is the name of the field.
	Field string
	// Type is the extension's.
	Type *types.TypeName

	methods *types.MethodSet
}

// Has reports whether the extension has a method.
func (x *Extension) Has(method string) bool {
	return x.methods.Lookup(x.Type.Pkg(), method) != nil
}

// extensionMethods are the methods that an extension may have.
var extensionMethods = []struct{ name, signature string }{
	{"Decode", "func(*scale.Decoder)"},
	{"Implicit", "func(*scale.Encoder) error"},
	{"Weight", "func(frame.Call) frame.Weight"},
	{"Validate", "func(*frame.Transaction) error"},
	{"Prepare", "func(*frame.Transaction) error"},
	{"PostDispatch", "func(*frame.Transaction, *frame.PostDispatchInfo, error) error"},
	{"BareValidate", "func(*frame.Transaction) error"},
	{"BarePrepare", "func(*frame.Transaction) error"},
	{"BarePostDispatch", "func(*frame.Transaction, *frame.PostDispatchInfo, error) error"},
}

// resolvePipeline finds the runtime's extensions.
func (p *Package) resolvePipeline() {
	p.eachType("extensions", func(spec *ast.TypeSpec, words []string, pos token.Pos) {
		object, ok := p.Types.Scope().Lookup(spec.Name.Name).(*types.TypeName)
		if !ok {
			return // reported by the compiler
		}
		structure, ok := object.Type().Underlying().(*types.Struct)
		if !ok || p.Runtime.Pipeline != "" || len(words) > 0 {
			p.fail(pos, "write //frame:extensions once in a runtime, above a struct with a field for each transaction extension")
			return
		}
		p.Runtime.Pipeline = spec.Name.Name
		for i := range structure.NumFields() {
			p.resolveExtension(structure.Field(i))
		}
	})
	if p.Runtime.Pipeline == "" {
		p.fail(p.Runtime.spec.Pos(), "the runtime has no transaction extensions: write a struct with a field for each, and //frame:extensions above it")
	}
}

func (p *Package) resolveExtension(field *types.Var) {
	named, ok := types.Unalias(field.Type()).(*types.Named)
	var owner *Package
	if ok && named.Obj().Pkg() != nil {
		owner = p.others[named.Obj().Pkg()]
	}
	if owner == nil || !owner.isExtension(named.Obj()) {
		p.fail(field.Pos(), "%s is no transaction extension: its type has the directive //frame:extension, as system.CheckNonce has", field.Name())
		return
	}
	one := &Extension{Field: field.Name(), Type: named.Obj(), methods: types.NewMethodSet(types.NewPointer(named))}
	for _, method := range extensionMethods {
		selection := one.methods.Lookup(named.Obj().Pkg(), method.name)
		if selection == nil {
			continue
		}
		if signature := selection.Obj().(*types.Func).Signature(); spellSignature(signature) != method.signature {
			p.fail(selection.Obj().Pos(), "the method %s of an extension is a %s", method.name, method.signature)
		}
	}
	if !owner.written[named.Obj().Name()+".Metadata"] {
		p.fail(field.Pos(), "%s has no description: write the method Metadata() metadata.Extension of *%s in a file with //go:build !tinygo.wasm",
			field.Name(), named.Obj().Name())
		return
	}
	p.Runtime.Extensions = append(p.Runtime.Extensions, one)
}

// isExtension reports whether the type has the directive of an extension.
func (p *Package) isExtension(object *types.TypeName) bool {
	found := false
	p.eachType("extension", func(spec *ast.TypeSpec, _ []string, _ token.Pos) {
		found = found || spec.Name.Name == object.Name()
	})
	return found
}
