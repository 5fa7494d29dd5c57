package check

import (
	"go/token"
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// The call graph is that of rapid type analysis, with two deliberate
// differences from golang.org/x/tools/go/callgraph/rta, which would follow
// Go's rules for a program with full reflection:
//
//   - A method of a type that is converted to an interface counts only if
//     reachable code calls a method of this name and signature through an
//     interface. The exported methods of such a type are not added, because
//     reflection, the other way to call them, is refused. This is also how
//     TinyGo decides which methods it keeps.
//   - A function whose value is made in reachable code counts as called. This
//     covers dispatch tables, callbacks and the functions handed to packages
//     beyond the boundary without following values.
//
// Both err on the safe side: each function that can run is found. Analyses
// that follow values (VTA) need the graph of every function of the library
// first, which costs seconds and gains little on programs without reflection.
//
// The search is breadth first from the entries, in the order of the source, so
// that the path in a message is a shortest one and the same on each run.

// graph is the reachable part of a program.
type graph struct {
	program *program
	ssa     *ssa.Program
	// order holds the reachable functions as found.
	order []*ssa.Function
	// callers holds the edge by which each function was found. Entries have
	// an edge without caller.
	callers map[*ssa.Function]edge
	// refused are the edges into functions that no runtime may use. They are
	// not followed.
	refused []refusedEdge

	// dynamic are the types that reachable code converts to an interface.
	dynamic     []dynamicType
	dynamicSeen map[string][]types.Type
	// invoked are the interface methods that reachable code calls.
	invoked     []invokedMethod
	invokedSeen map[*types.Func]bool
}

// edge is a use of a function.
type edge struct {
	caller *ssa.Function
	pos    token.Pos
}

// refusedEdge is a use of a function or initialiser that no runtime may use.
type refusedEdge struct {
	edge
	callee  *ssa.Function
	refusal refusal
}

// dynamicType is a type converted to an interface, and where.
type dynamicType struct {
	typ types.Type
	at  edge
}

// invokedMethod is an interface method called in reachable code, and where.
type invokedMethod struct {
	method *types.Func
	at     edge
}

// buildGraph builds the SSA form of p and finds what its entries reach.
func buildGraph(p *program, names []string) *graph {
	g := &graph{
		program:     p,
		ssa:         ssa.NewProgram(p.fset, ssa.InstantiateGenerics),
		callers:     make(map[*ssa.Function]edge),
		dynamicSeen: make(map[string][]types.Type),
		invokedSeen: make(map[*types.Func]bool),
	}
	for _, pkg := range p.packages {
		g.ssa.CreatePackage(pkg.types, pkg.files, pkg.info, true)
	}
	g.ssa.Build()

	main := g.ssa.Package(p.main().types)
	for _, name := range names {
		if function := main.Func(name); function != nil {
			g.reach(edge{pos: function.Pos()}, function)
		}
	}
	for _, pkg := range slices.Backward(p.packages) {
		if pkg.listed.Standard {
			continue
		}
		for _, declaration := range entryFunctions(pkg) {
			if function := g.ssa.Package(pkg.types).Func(declaration.Name.Name); function != nil {
				g.reach(edge{pos: declaration.Pos()}, function)
			}
		}
	}
	// Each initialiser calls those of the imported packages.
	g.reach(edge{}, main.Func("init"))
	for next := 0; next < len(g.order); next++ {
		g.visit(g.order[next])
	}
	return g
}

// reach records that e leads to callee.
func (g *graph) reach(e edge, callee *ssa.Function) {
	if _, known := g.callers[callee]; known {
		return
	}
	if refusal, ok := g.refusal(e.caller, callee); ok {
		g.refused = append(g.refused, refusedEdge{e, callee, refusal})
		return
	}
	if g.originOf(callee) == beyond && !isWrapper(callee) {
		return
	}
	g.callers[callee] = e
	g.order = append(g.order, callee)
}

// visit follows each instruction of caller.
func (g *graph) visit(caller *ssa.Function) {
	if caller.TypeParams().Len() > len(caller.TypeArgs()) {
		return // a generic function is looked at through its instances
	}
	var operands [16]*ssa.Value
	for instruction, pos := range instructions(caller) {
		at := edge{caller, pos}
		if call, ok := instruction.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
			g.invoke(at, call.Common().Method)
		}
		switch instruction := instruction.(type) {
		case *ssa.MakeInterface:
			g.convert(at, instruction.X.Type())
		case *ssa.Panic:
			g.printPanic(at, instruction.X)
		}
		// Covers callees, arguments, closures, and functions stored.
		for _, operand := range instruction.Operands(operands[:0]) {
			if function, ok := (*operand).(*ssa.Function); ok {
				g.reach(at, function)
			}
		}
	}
	if isInitialiser(caller) {
		g.lockers(edge{caller, token.NoPos}, caller.Pkg.Pkg)
	}
}

// invoke records a call of an interface's method.
func (g *graph) invoke(at edge, method *types.Func) {
	if g.invokedSeen[method] {
		return
	}
	g.invokedSeen[method] = true
	call := invokedMethod{method, at}
	g.invoked = append(g.invoked, call)
	for _, dynamic := range g.dynamic {
		g.dispatch(call, dynamic.typ)
	}
}

// convert records that a value of type t becomes an interface value.
func (g *graph) convert(at edge, t types.Type) {
	// The type's text finds candidates, identity decides.
	key := t.String()
	for _, seen := range g.dynamicSeen[key] {
		if types.Identical(seen, t) {
			return
		}
	}
	g.dynamicSeen[key] = append(g.dynamicSeen[key], t)
	g.dynamic = append(g.dynamic, dynamicType{t, at})
	for _, call := range g.invoked {
		g.dispatch(call, t)
	}
}

// dispatch reaches the method of t that a call through an interface can
// select. Name and signature decide, not the interface: several interfaces
// share one method by embedding, and only the first call of it is looked at.
func (g *graph) dispatch(call invokedMethod, t types.Type) {
	if types.IsInterface(t) {
		return
	}
	selection := g.ssa.MethodSets.MethodSet(t).Lookup(call.method.Pkg(), call.method.Name())
	if selection == nil || !types.Identical(selection.Obj().Type(), call.method.Type()) {
		return
	}
	if method := g.ssa.MethodValue(selection); method != nil {
		g.reach(call.at, method)
	}
}

// printPanic follows what TinyGo's runtime does with the value of a panic
// that nothing recovers: it prints the result of Error or String.
func (g *graph) printPanic(at edge, value ssa.Value) {
	for _, printer := range panicPrinters {
		if made, ok := value.(*ssa.MakeInterface); ok {
			g.dispatch(invokedMethod{printer, at}, made.X.Type())
		} else {
			g.invoke(at, printer)
		}
	}
}

// panicPrinters are the methods that print the value of a panic.
var panicPrinters = []*types.Func{printerMethod("Error"), printerMethod("String")}

// printerMethod returns the method name() string.
func printerMethod(name string) *types.Func {
	result := types.NewTuple(types.NewParam(token.NoPos, nil, "", types.Typ[types.String]))
	return types.NewFunc(token.NoPos, nil, name, types.NewSignatureType(nil, nil, nil, nil, result, false))
}

// lockers follows the calls that package sync makes on a sync.Locker.
func (g *graph) lockers(at edge, pkg *types.Package) {
	for _, imported := range pkg.Imports() {
		if imported.Path() != "sync" {
			continue
		}
		if locker := imported.Scope().Lookup("Locker"); locker != nil {
			if iface, ok := locker.Type().Underlying().(*types.Interface); ok {
				for i := range iface.NumMethods() {
					g.invoke(at, iface.Method(i))
				}
			}
		}
	}
}

// originOf classifies the package that declares function.
func (g *graph) originOf(function *ssa.Function) origin {
	if pkg := g.program.byTypes[packageOf(function)]; pkg != nil {
		return pkg.origin
	}
	return standard // error.Error and the like
}

// outermost returns the declared function around a function literal.
func outermost(function *ssa.Function) *ssa.Function {
	for function.Parent() != nil {
		function = function.Parent()
	}
	return function
}

// packageOf returns the package that declares function, nil for the methods
// of universal types.
func packageOf(function *ssa.Function) *types.Package {
	function = outermost(function)
	if function.Origin() != nil {
		function = function.Origin()
	}
	if function.Pkg != nil {
		return function.Pkg.Pkg
	}
	if object := function.Object(); object != nil {
		return object.Pkg()
	}
	return nil
}

// isInitialiser reports whether function initialises its package: it calls the
// initialisers of the imported packages and evaluates the variables.
func isInitialiser(function *ssa.Function) bool {
	return function != nil && function.Pkg != nil && function.Parent() == nil && function.Name() == "init" &&
		function == function.Pkg.Func("init")
}

// isWrapper reports whether the compiler made function to adapt a method: it
// has a body although its method may lie beyond the boundary.
func isWrapper(function *ssa.Function) bool {
	return function.Synthetic != "" && function.Pkg == nil && function.Origin() == nil
}

// instructions yields the instructions of function with their positions. One
// without position gets that of the instruction before it in its block, or
// the function's.
func instructions(function *ssa.Function) iter.Seq2[ssa.Instruction, token.Pos] {
	return func(yield func(ssa.Instruction, token.Pos) bool) {
		for _, block := range function.Blocks {
			last := function.Pos()
			for _, instruction := range block.Instrs {
				if pos := instruction.Pos(); pos.IsValid() {
					last = pos
				}
				if !yield(instruction, last) {
					return
				}
			}
		}
	}
}
