package schema

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// ModulePath is the import path of the module that runtimes are made with.
const ModulePath = "github.com/gopallet/gopallet/go-runtime"

// Runtime is a package that is a runtime: a struct with the directive //frame:runtime <crate> has a field for each pallet, the pallet's Config, with the
// pallet's index in the tag `frame:"<index>"`.
type Runtime struct {
	// Crate is the name under which the metadata has the runtime's own types.
	Crate string
	// Pallets are the runtime's, in the order of the fields.
	Pallets []*RuntimePallet
	// Configuration is the name of the function that returns the configuration of all pallets.
	Configuration string
	// Pipeline is the name of the struct with the directive //frame:extensions, and Extensions its fields.
	Pipeline   string
	Extensions []*Extension
	// Migrations says that the author has written the function migrations, Presets that there is genesisPresets.
	Migrations, Presets bool

	object *types.TypeName
	spec   *ast.TypeSpec
}

// RuntimePallet is a pallet of a runtime.
type RuntimePallet struct {
	// Name is the name of the field, which is the pallet's.
	Name string
	// Index is the pallet's index in the runtime.
	Index uint8
	// Package is the pallet's package.
	Package *types.Package
	// FillsDbWeight says that the configuration leaves the weight of the database to that of the pallet System.
	FillsDbWeight bool

	pallet *Package
	pos    token.Pos
}

// Has reports whether the pallet has an exported function, type, variable or constant of this name.
func (r *RuntimePallet) Has(name string) bool {
	if name == decodeCall { // is generated, perhaps together with the runtime
		return r.pallet.hasCalls()
	}
	return r.Package.Scope().Lookup(name) != nil
}

// Is reports whether the pallet is the one in this folder of the module's pallets.
func (r *RuntimePallet) Is(folder string) bool {
	return r.Package.Path() == ModulePath+"/pallets/"+folder
}

// Find is the pallet in this folder of the module's pallets, nil if the runtime has it not.
func (r *Runtime) Find(folder string) *RuntimePallet {
	for _, one := range r.Pallets {
		if one.Is(folder) {
			return one
		}
	}
	return nil
}

// With are the pallets that have a function, type, variable or constant of this name.
func (r *Runtime) With(name string) []*RuntimePallet {
	var found []*RuntimePallet
	for _, one := range r.Pallets {
		if one.Has(name) {
			found = append(found, one)
		}
	}
	return found
}

// findRuntime looks for the list of pallets.
func (p *Package) findRuntime() {
	p.eachType("runtime", func(spec *ast.TypeSpec, words []string, pos token.Pos) {
		object, ok := p.Types.Scope().Lookup(spec.Name.Name).(*types.TypeName)
		switch {
		case p.Runtime != nil || len(words) != 1 || !token.IsIdentifier(words[0]):
			p.fail(pos, "write //frame:runtime <crate> once in a package, above the struct with the runtime's pallets; the crate is a name for the metadata, "+
				"such as solo_runtime")
		case ok:
			p.Runtime = &Runtime{Crate: words[0], object: object, spec: spec}
		}
	})
}

// eachType calls f with each type that has the directive //frame:<name>.
func (p *Package) eachType(name string, f func(spec *ast.TypeSpec, words []string, pos token.Pos)) {
	for _, file := range p.files {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.TYPE {
				continue
			}
			for _, spec := range general.Specs {
				typeSpec := spec.(*ast.TypeSpec)
				if words, pos, found := directiveLine([]*ast.CommentGroup{typeSpec.Doc, general.Doc}, name); found {
					f(typeSpec, words, pos)
				}
			}
		}
	}
}

// resolveRuntime finds out what the runtime is made of.
func (p *Package) resolveRuntime() {
	p.findRuntime()
	if p.Runtime == nil {
		return
	}
	p.resolvePipeline()
	if !p.resolvePallets() {
		return
	}
	p.resolveConfiguration()
	p.Runtime.Migrations = p.optionalFunction("migrations", "func() frame.Weight")
	p.Runtime.Presets = p.optionalFunction("genesisPresets", "func() []apis.GenesisPreset")
}

// optionalFunction reports whether the author has written a function, and refuses one with another signature.
func (p *Package) optionalFunction(name, want string) bool {
	function, ok := p.Types.Scope().Lookup(name).(*types.Func)
	if ok && spellSignature(function.Signature()) != want {
		p.fail(function.Pos(), "the function %s is a %s", name, want)
	}
	return ok
}

// resolvePallets reads the fields of the list, and reports whether all is well.
func (p *Package) resolvePallets() bool {
	r, before := p.Runtime, len(p.diagnostics)
	structure, ok := r.object.Type().Underlying().(*types.Struct)
	if !ok {
		p.fail(r.spec.Pos(), "the pallets of a runtime are the fields of a struct: write for each a line such as System system.Config `frame:\"0\"`")
		return false
	}
	for i := range structure.NumFields() {
		if one := p.runtimePallet(structure.Field(i), structure.Tag(i)); one != nil {
			p.addPallet(one)
		}
	}
	if len(p.diagnostics) == before && r.Find("system") == nil {
		p.fail(r.spec.Pos(), "every runtime has the pallet System: add System system.Config `frame:\"0\"`")
	}
	if len(p.diagnostics) == before && len(r.With("DefaultAccountData")) != 1 {
		p.fail(r.spec.Pos(), "one pallet of a runtime keeps balances: add Balances balances.Config with an index of its own")
	}
	return len(p.diagnostics) == before
}

// runtimePallet makes a pallet of a field.
func (p *Package) runtimePallet(field *types.Var, tag string) *RuntimePallet {
	named, ok := types.Unalias(field.Type()).(*types.Named)
	var owner *Package
	if ok && named.Obj().Pkg() != nil {
		owner = p.others[named.Obj().Pkg()]
	}
	if owner == nil || owner.Pallet == nil || owner.config.Name.Name != named.Obj().Name() {
		p.fail(field.Pos(), "%s is no pallet: the type of a field is a pallet's configuration, the struct with the directive //frame:pallet, such as system.Config",
			field.Name())
		return nil
	}
	text, ok := reflect.StructTag(tag).Lookup("frame")
	index, err := strconv.ParseUint(text, 10, 8)
	if !ok || err != nil {
		p.fail(field.Pos(), "%s has no index: write a number from 0 to 255 into its tag, as in `frame:\"7\"`", field.Name())
		return nil
	}
	if field.Name() != owner.Pallet.Name {
		p.fail(field.Pos(), "the pallet's name is %s, of which the keys of its storage are made: name the field so", owner.Pallet.Name)
		return nil
	}
	return &RuntimePallet{Name: field.Name(), Index: uint8(index), Package: named.Obj().Pkg(), pallet: owner, pos: field.Pos()}
}

// addPallet adds a pallet to the list, if nothing speaks against it.
func (p *Package) addPallet(one *RuntimePallet) {
	for _, other := range p.Runtime.Pallets {
		if other.Index == one.Index {
			p.fail(one.pos, "the index %d is %s's already: give %s another", one.Index, other.Name, one.Name)
			return
		}
		if other.Package == one.Package {
			p.fail(one.pos, "%s is in the runtime already: a pallet is there once", one.Name)
			return
		}
	}
	if !one.pallet.isHidden && !one.Has("Prefix") {
		p.fail(one.pos, "%s was not generated: run go generate in %s", one.Name, p.display(one.pallet.Dir))
		return
	}
	if !one.Has("Configure") {
		p.fail(one.pos, "%s cannot be configured: write func Configure(c Config) { config = c } in %s", one.Name, p.display(one.pallet.Dir))
	}
	for _, function := range functions {
		p.checkFunction(one, function.name, function.signature)
	}
	for _, group := range together {
		p.checkGroup(one, group)
	}
	p.Runtime.Pallets = append(p.Runtime.Pallets, one)
}

// hasCalls reports whether a function of the package has the directive of a call.
func (p *Package) hasCalls() bool {
	for _, file := range p.files {
		for _, decl := range file.Decls {
			if function, ok := decl.(*ast.FuncDecl); ok {
				if _, _, found := directiveLine([]*ast.CommentGroup{function.Doc}, "call"); found {
					return true
				}
			}
		}
	}
	return false
}

// decodeCall is the function that the generator writes for a pallet with calls.
const decodeCall = "DecodeCall"

// functions are what the executive asks of a pallet, if it has it.
var functions = []struct{ name, signature string }{
	{decodeCall, "func(*scale.Decoder) frame.Call"},
	{"OnRuntimeUpgrade", "func() frame.Weight"},
	{"OnInitialize", "func(primitives.BlockNumber) frame.Weight"},
	{"OnPoll", "func(primitives.BlockNumber, *frame.WeightMeter)"},
	{"OnIdle", "func(primitives.BlockNumber, frame.Weight) frame.Weight"},
	{"OnFinalize", "func(primitives.BlockNumber)"},
	{"OffchainWorker", "func(primitives.BlockNumber)"},
	{"IsInherent", "func(frame.Call) bool"},
	{"CreateInherent", "func(frame.InherentData) frame.Call"},
	{"CheckInherent", "func(frame.Call, frame.InherentData) frame.InherentError"},
	{"ValidateUnsigned", "func(frame.TransactionSource, frame.Call) (frame.ValidTransaction, error)"},
}

// together are names of which a pallet has all or none.
var together = [][]string{
	{"IsInherent", "CreateInherent", "CheckInherent", "InherentIdentifier"},
	{"GenesisConfig", "DefaultGenesis"},
	{"AccountData", "DefaultAccountData"},
}

// checkFunction refuses a function of a pallet that the executive could not call.
func (p *Package) checkFunction(one *RuntimePallet, name, want string) {
	object := one.Package.Scope().Lookup(name)
	if object == nil {
		return
	}
	function, ok := object.(*types.Func)
	if !ok || spellSignature(function.Signature()) != want {
		p.fail(object.Pos(), "%s.%s is called by the runtime: make it a %s, or give it another name", one.Package.Name(), name, want)
	}
}

func (p *Package) checkGroup(one *RuntimePallet, names []string) {
	has := func(name string) bool { return one.Has(name) }
	if !slices.ContainsFunc(names, has) {
		return
	}
	for _, name := range names {
		if !one.Has(name) {
			p.fail(one.pos, "%s lacks %s: a pallet has all of %s, or none", one.Package.Name(), name, strings.Join(names, ", "))
		}
	}
}

// spellSignature is a function's type without the names of parameters.
func spellSignature(signature *types.Signature) string {
	unnamed := func(list *types.Tuple) *types.Tuple {
		variables := make([]*types.Var, list.Len())
		for i := range variables {
			variables[i] = types.NewVar(token.NoPos, nil, "", list.At(i).Type())
		}
		return types.NewTuple(variables...)
	}
	bare := types.NewSignatureType(nil, nil, nil, unnamed(signature.Params()), unnamed(signature.Results()), signature.Variadic())
	return types.TypeString(bare, func(pkg *types.Package) string { return pkg.Name() })
}
