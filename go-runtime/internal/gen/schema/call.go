package schema

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"
)

// Call is a call of a pallet: a function with the directive //frame:call <index> [compact=<parameter>,...] [name=<parameter>:<name>], whose first parameter is the origin.
type Call struct {
	// Function is the Go function's name.
	Function string
	// Name is the call's name in the metadata.
	Name string
	// Index is the byte that its encoding starts with.
	Index uint8
	// Arguments is a struct with a field for each parameter but the origin.
	Arguments *Declaration
	// Parameters are what the function is called with, after the origin.
	Parameters []Parameter
	// Info is the name of the function that says what the call costs, and InfoParameters what that is called with.
	Info           string
	InfoParameters []Parameter
	// Post says that the function returns a frame.PostDispatchInfo beside the error.
	Post bool
	// Docs are the lines of the comment.
	Docs []string
}

// Parameter is an argument as it is passed on.
type Parameter struct {
	// Field is the name of its field.
	Field string
	// ByAddress says that a pointer to the field is passed.
	ByAddress bool
}

// resolveCall makes a call of a function that has the directive.
func (p *Package) resolveCall(decl *ast.FuncDecl) {
	words, pos, found := directiveLine([]*ast.CommentGroup{decl.Doc}, "call")
	if !found {
		return
	}
	index, ok := p.number(words, pos, "call")
	function, isFunction := p.Types.Scope().Lookup(decl.Name.Name).(*types.Func)
	if !ok || !isFunction || decl.Recv != nil {
		return
	}
	signature := function.Type().(*types.Signature)
	call := &Call{Function: function.Name(), Name: snake(function.Name()), Index: index, Docs: docs(decl.Doc)}
	if call.Post, ok = results(signature); !ok || signature.Params().Len() == 0 || !isFrame(signature.Params().At(0).Type(), "Origin") {
		p.fail(decl.Name.Pos(), "%s is no call: its first parameter is a frame.Origin, and it returns an error or (frame.PostDispatchInfo, error)", call.Function)
		return
	}
	var compact []string
	names := make(map[string]string)
	for _, word := range words[1:] {
		list, isCompact := strings.CutPrefix(word, "compact=")
		parameter, isName := strings.CutPrefix(word, "name=")
		from, to, isPair := strings.Cut(parameter, ":")
		switch {
		case isCompact:
			compact = append(compact, strings.Split(list, ",")...)
		case isName && isPair:
			names[exported(from)] = to
		default:
			p.fail(pos, "//frame:call takes an index, compact=<parameter>,... and name=<parameter>:<name in the metadata>, not %q", word)
		}
	}
	if p.resolveArguments(call, signature, compact, pos) && p.resolveInfo(call, decl.Name.Pos()) {
		for _, field := range call.Arguments.Fields {
			if name, ok := names[field.Name]; ok {
				field.InfoName = name
			}
		}
		p.Pallet.Calls = append(p.Pallet.Calls, call)
	}
}

// results reports whether a function returns what a call does.
func results(signature *types.Signature) (post, ok bool) {
	list := signature.Results()
	isError := func(i int) bool { return types.Identical(list.At(i).Type(), types.Universe.Lookup("error").Type()) }
	switch list.Len() {
	case 1:
		return false, isError(0)
	case 2:
		return true, isFrame(list.At(0).Type(), "PostDispatchInfo") && isError(1)
	default:
		return false, false
	}
}

// isFrame reports whether t is a type of package frame.
func isFrame(t types.Type, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == FramePath
}

// resolveArguments makes a struct of the parameters. One that is a pointer stands for what it points to.
func (p *Package) resolveArguments(call *Call, signature *types.Signature, compact []string, pos token.Pos) bool {
	var fields []*types.Var
	var tags []string
	for i := 1; i < signature.Params().Len(); i++ {
		parameter := signature.Params().At(i)
		t, name := parameter.Type(), exported(parameter.Name())
		pointer, byAddress := t.(*types.Pointer)
		if byAddress {
			t = pointer.Elem()
		}
		if name == "" {
			p.fail(parameter.Pos(), "a parameter of a call has a name, which the metadata shows")
			return false
		}
		tag := ""
		if at := slices.Index(compact, parameter.Name()); at >= 0 {
			tag = `scale:"compact"`
			compact = slices.Delete(slices.Clone(compact), at, at+1)
		}
		fields = append(fields, types.NewField(parameter.Pos(), p.Types, name, t, false))
		tags = append(tags, tag)
		call.Parameters = append(call.Parameters, Parameter{name, byAddress})
	}
	if len(compact) > 0 {
		p.fail(pos, "%s has no parameter %s", call.Function, compact[0])
		return false
	}
	structure := types.NewStruct(fields, tags)
	object := types.NewTypeName(pos, p.Types, call.Function+"Call", nil)
	types.NewNamed(object, structure, nil)
	list, ok := p.fields(structure, place{pos: pos}, false)
	call.Arguments = &Declaration{Object: object, Form: Composite, Fields: list, pkg: p, resolved: true}
	return ok
}

// exported is a parameter's name as that of a field.
func exported(name string) string {
	name = strings.Trim(name, "_")
	if name == "" {
		return ""
	}
	runes := []rune(name)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// resolveInfo finds the function that says what a call costs. It may have any of the call's parameters, by their names.
func (p *Package) resolveInfo(call *Call, pos token.Pos) bool {
	runes := []rune(call.Function)
	runes[0] = unicode.ToLower(runes[0])
	call.Info = string(runes) + "Info"
	function, ok := p.Types.Scope().Lookup(call.Info).(*types.Func)
	if !ok {
		p.fail(pos, "nothing says what %s costs: write the function %s, with any of its parameters, which returns a frame.DispatchInfo", call.Function, call.Info)
		return false
	}
	params := function.Type().(*types.Signature).Params()
	for i := range params.Len() {
		name := exported(params.At(i).Name())
		if !slices.ContainsFunc(call.Parameters, func(known Parameter) bool { return known.Field == name }) {
			p.fail(params.At(i).Pos(), "%s has no parameter %s", call.Function, params.At(i).Name())
			return false
		}
		_, byAddress := params.At(i).Type().(*types.Pointer)
		call.InfoParameters = append(call.InfoParameters, Parameter{name, byAddress})
	}
	return true
}

// sortCalls sorts the calls by index, and refuses two with the same.
func (p *Package) sortCalls() {
	calls := p.Pallet.Calls
	slices.SortStableFunc(calls, func(a, b *Call) int { return int(a.Index) - int(b.Index) })
	for i := 1; i < len(calls); i++ {
		if calls[i-1].Index == calls[i].Index {
			p.fail(p.config.Pos(), "two calls have the index %d: %s and %s", calls[i].Index, calls[i-1].Function, calls[i].Function)
		}
	}
}
