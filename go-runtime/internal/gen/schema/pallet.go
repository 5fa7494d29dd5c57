package schema

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// FramePath is the import path of the package that pallets are made with.
const FramePath = ModulePath + "/frame"

// Pallet is a package that is a pallet: its configuration has the directive //frame:pallet <Name> [<crate> [<parameter>...]].
type Pallet struct {
	// Name is the pallet's name in storage keys and in the metadata.
	Name string
	// Crate is the Rust crate that the metadata names; pallet_<name> if the directive has none.
	Crate string
	// Params are the type parameters of calls, events and errors in the metadata; T if the directive has none.
	Params []string
	// Docs are the lines of the package's comment.
	Docs []string
	// Constants are the fields of the configuration that the metadata has.
	Constants []*PalletConstant
	// Items are the storage items, in the order of the source.
	Items []*StorageItem
	// Keys are the names of storage items that the author works with by their keys alone: the directive //frame:key <Item>... of the configuration.
	Keys []string
	// DescribesItems says that the author has written the function itemMetadata, which describes those.
	DescribesItems bool
	// DescribesCalls says that the author has written the function callMetadata, which describes calls that nobody can make.
	DescribesCalls bool
	// HasAssociatedTypes says that the author has written the function associatedTypes, which describes types that the runtime has chosen.
	HasAssociatedTypes bool
	// Calls are sorted by index.
	Calls []*Call
	// Event is the enum of the events, and Error that of the errors; nil where there is none.
	Event, Error *Declaration
}

// PalletConstant is a field of the configuration with the directive //frame:constant.
type PalletConstant struct {
	Field string
	Shape *Shape
	Docs  []string
}

// directiveLine is a line such as "//frame:call 3 compact=value".
func directiveLine(groups []*ast.CommentGroup, name string) (words []string, pos token.Pos, ok bool) {
	for _, group := range groups {
		if group == nil {
			continue
		}
		for _, comment := range group.List {
			if rest, found := strings.CutPrefix(comment.Text, "//frame:"+name); found && (rest == "" || rest[0] == ' ') {
				rest, _, _ = strings.Cut(rest, " //")
				return strings.Fields(rest), comment.Pos(), true
			}
		}
	}
	return nil, token.NoPos, false
}

// findPallet looks for the configuration of a pallet.
func (p *Package) findPallet() {
	for _, file := range p.files {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.TYPE {
				continue
			}
			for _, spec := range general.Specs {
				typeSpec := spec.(*ast.TypeSpec)
				words, pos, found := directiveLine([]*ast.CommentGroup{typeSpec.Doc, general.Doc}, "pallet")
				if !found {
					continue
				}
				if p.Pallet != nil || len(words) == 0 {
					p.fail(pos, "write //frame:pallet <Name> once in a package, above the type of its configuration")
					continue
				}
				p.startPallet(file, typeSpec, words)
				p.Pallet.Keys, _, _ = directiveLine([]*ast.CommentGroup{typeSpec.Doc, general.Doc}, "key")
			}
		}
	}
}

func (p *Package) startPallet(file *ast.File, spec *ast.TypeSpec, words []string) {
	p.Pallet = &Pallet{Name: words[0], Crate: "pallet_" + snake(words[0]), Params: []string{"T"}, Docs: packageDocs(file)}
	if len(words) > 1 {
		p.Pallet.Crate = words[1]
	}
	if len(words) > 2 {
		p.Pallet.Params = words[2:]
	}
	p.config = spec
}

// packageDocs are the lines of a package's comment without "Package x is", which is for Go's tools.
func packageDocs(file *ast.File) []string {
	lines := docs(file.Doc)
	if len(lines) == 0 {
		return nil
	}
	if rest, ok := strings.CutPrefix(lines[0], "Package "+file.Name.Name+" is "); ok && rest != "" {
		lines[0] = strings.ToUpper(rest[:1]) + rest[1:]
	}
	return lines
}

// resolvePallet finds out what the pallet is made of.
func (p *Package) resolvePallet() {
	if p.Pallet == nil {
		return
	}
	p.Pallet.DescribesItems, p.Pallet.DescribesCalls = p.written["itemMetadata"], p.written["callMetadata"]
	p.Pallet.HasAssociatedTypes = p.written["associatedTypes"]
	p.resolveConstants()
	for _, file := range p.files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				p.resolveCall(decl)
			case *ast.GenDecl:
				p.resolveGeneral(decl)
			}
		}
	}
	p.sortCalls()
}

func (p *Package) resolveConstants() {
	structure, ok := p.config.Type.(*ast.StructType)
	if !ok {
		p.fail(p.config.Pos(), "the configuration of a pallet is a struct")
		return
	}
	for _, field := range structure.Fields.List {
		if _, _, found := directiveLine([]*ast.CommentGroup{field.Doc}, "constant"); !found {
			continue
		}
		for _, name := range field.Names {
			if shape := p.shape(p.info.TypeOf(field.Type), place{pos: name.Pos(), constant: true}); shape != nil {
				p.Pallet.Constants = append(p.Pallet.Constants, &PalletConstant{Field: name.Name, Shape: shape, Docs: docs(field.Doc)})
			}
		}
	}
}

// resolveGeneral finds storage items and the type of the errors.
func (p *Package) resolveGeneral(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			doc := spec.Doc
			if doc == nil && !decl.Lparen.IsValid() {
				doc = decl.Doc
			}
			if words, pos, found := directiveLine([]*ast.CommentGroup{doc}, "storage"); found {
				p.resolveItem(spec, doc, words, pos)
			}
		case *ast.TypeSpec:
			if _, pos, found := directiveLine([]*ast.CommentGroup{spec.Doc, decl.Doc}, "error"); found {
				p.resolveErrors(spec, decl.Doc, pos)
			}
		}
	}
}

// resolveErrors makes an enum of the constants of the errors' type. Their names begin with Err in Go, and not in the metadata.
func (p *Package) resolveErrors(spec *ast.TypeSpec, doc *ast.CommentGroup, pos token.Pos) {
	object, ok := p.Types.Scope().Lookup(spec.Name.Name).(*types.TypeName)
	if !ok || !isByte(object.Type().Underlying()) {
		p.fail(pos, "the type of a pallet's errors is a uint8 with a constant for each")
		return
	}
	d := &Declaration{Object: object, Form: Constants, pkg: p, spec: spec, Docs: docs(doc), Variants: p.constants(object), resolved: true}
	for _, variant := range d.Variants {
		if trimmed := strings.TrimPrefix(variant.Constant, "Err"); token.IsIdentifier(trimmed) && variant.Name == variant.Constant {
			variant.Name = trimmed
		}
	}
	if d.checkIndices(); len(d.Variants) == 0 {
		p.fail(pos, "%s has no constants: declare one for each error", d.Name())
	}
	p.Pallet.Error = d
}

// number reads an index.
func (p *Package) number(words []string, pos token.Pos, directive string) (uint8, bool) {
	if len(words) > 0 {
		if index, err := strconv.ParseUint(words[0], 0, 8); err == nil {
			return uint8(index), true
		}
	}
	p.fail(pos, "//frame:%s takes an index from 0 to 255", directive)
	return 0, false
}
