package schema

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// The fields of a pallet's configuration that the generator fills in.
const (
	// indexField comes from the pallet's tag in the runtime.
	indexField = "Index"
	// versionField is the runtime's version, in the configuration of the pallet System.
	versionField = "Version"
	// dbWeightField is that of the pallet System where it is left out.
	dbWeightField = "DbWeight"
)

// resolveConfiguration finds the function that returns the configuration of all pallets, and checks that nothing is missing in it.
func (p *Package) resolveConfiguration() {
	r := p.Runtime
	var found *ast.FuncDecl
	for _, file := range p.files {
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || !p.returns(function, r.object) {
				continue
			}
			if found != nil {
				p.fail(function.Name.Pos(), "%s returns the pallets' configuration already: leave one of the two functions", found.Name.Name)
				return
			}
			found = function
		}
	}
	if found == nil {
		name := r.object.Name()
		p.fail(r.spec.Pos(), "nothing configures the pallets: write a function such as func configuration() %s { return %s{...} }, with a Config for each", name, name)
		return
	}
	r.Configuration = found.Name.Name
	literal := p.returnedLiteral(found)
	if literal == nil {
		p.fail(found.Name.Pos(), "%s consists of one return of a literal %s{...}: what is missing in it is found when code is generated", r.Configuration, r.object.Name())
		return
	}
	values := p.fieldsOf(literal)
	for _, one := range r.Pallets {
		p.checkConfig(one, values[one.Name], literal.Pos())
	}
}

// returns reports whether a function has no parameters and one result, of the type object.
func (p *Package) returns(decl *ast.FuncDecl, object *types.TypeName) bool {
	function, ok := p.info.Defs[decl.Name].(*types.Func)
	if !ok || decl.Recv != nil || function.Signature().Params().Len() != 0 || function.Signature().Results().Len() != 1 {
		return false
	}
	named, ok := types.Unalias(function.Signature().Results().At(0).Type()).(*types.Named)
	return ok && named.Obj() == object
}

// returnedLiteral is what a function returns that does nothing else; nil if it is another function.
func (p *Package) returnedLiteral(function *ast.FuncDecl) *ast.CompositeLit {
	if function.Body == nil || len(function.Body.List) != 1 {
		return nil
	}
	statement, ok := function.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(statement.Results) != 1 {
		return nil
	}
	literal, _ := statement.Results[0].(*ast.CompositeLit)
	return literal
}

// fieldsOf are the values of a literal by the names of the fields.
func (p *Package) fieldsOf(literal *ast.CompositeLit) map[string]ast.Expr {
	values := make(map[string]ast.Expr)
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			p.fail(element.Pos(), "write the name of the field before its value, as in System: system.Config{...}")
			continue
		}
		if name, ok := pair.Key.(*ast.Ident); ok {
			values[name.Name] = pair.Value
		}
	}
	return values
}

// checkConfig refuses a pallet's configuration that lacks something. One that is no literal is not looked into.
func (p *Package) checkConfig(one *RuntimePallet, value ast.Expr, pos token.Pos) {
	values := make(map[string]ast.Expr)
	literal, isLiteral := value.(*ast.CompositeLit)
	if isLiteral {
		values, pos = p.fieldsOf(literal), literal.Pos()
	} else if value != nil {
		return
	}
	isSystem := one.Is("system")
	var missing []string
	for _, field := range one.pallet.configFields() {
		_, isSet := values[field.name]
		filled := field.name == indexField || isSystem && field.name == versionField
		switch {
		case filled && isSet:
			p.fail(values[field.name].Pos(), "%s is filled in by the generator: leave it out", field.name)
		case filled || isSet:
		case field.name == dbWeightField && !isSystem:
			one.FillsDbWeight = true
		case !field.optional:
			missing = append(missing, field.name)
		}
	}
	switch {
	case len(missing) == 0:
	case value == nil:
		p.fail(pos, "%s is not configured: add %s: %s.Config{...} with %s", one.Name, one.Name, one.Package.Name(), strings.Join(missing, ", "))
	default:
		p.fail(pos, "the configuration of %s lacks %s: set it, to zero if that is meant", one.Name, strings.Join(missing, ", "))
	}
}

// configField is a field of a pallet's configuration.
type configField struct {
	name string
	// optional says that the zero value will do: the field has the directive //frame:optional.
	optional bool
}

// configFields are the fields of the pallet's configuration.
func (p *Package) configFields() []configField {
	structure, ok := p.config.Type.(*ast.StructType)
	if !ok {
		return nil // reported where the pallet is generated
	}
	var list []configField
	for _, field := range structure.Fields.List {
		_, _, optional := directiveLine([]*ast.CommentGroup{field.Doc}, "optional")
		for _, name := range field.Names {
			list = append(list, configField{name.Name, optional})
		}
	}
	return list
}
