package check

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// instructionRule looks at single instructions of reachable functions.
type instructionRule struct {
	name string
	// runtimeOnly rules leave the standard library alone.
	runtimeOnly bool
	// inspect returns what the function does, as in "main.f ranges over a
	// map", and what to write instead; "" if the instruction is fine.
	inspect func(ssa.Instruction) (does, instead string)
}

// instructionRules are applied to each instruction, in this order.
var instructionRules = []instructionRule{
	{RuleMapRange, false, inspectMapRange},
	{RuleMapPointerKey, false, inspectMapKey},
	{RuleGoroutine, false, inspectGoroutine},
	{RuleRecover, false, inspectRecover},
	{RuleFloat, true, inspectFloat},
}

// maxPath is the number of functions of a path that a message names.
const maxPath = 6

// checkReachable applies the rules to all that p can execute.
func checkReachable(p *program, names []string, found *findings) {
	g := buildGraph(p, names)
	for _, use := range g.refused {
		if use.refusal.rule != "" {
			g.reportUse(use, found)
		}
	}
	for _, function := range g.order {
		inLibrary := g.originOf(function) == standard
		for instruction, pos := range instructions(function) {
			for _, rule := range instructionRules {
				if rule.runtimeOnly && inLibrary {
					continue
				}
				if does, instead := rule.inspect(instruction); does != "" {
					g.report(edge{function, pos}, nil, rule.name, g.displayName(function)+" "+does, instead, found)
				}
			}
		}
	}
}

// reportUse reports the use of a refused function or package.
func (g *graph) reportUse(use refusedEdge, found *findings) {
	subject := g.displayName(use.caller) + " uses " + g.displayName(use.callee)
	if isInitialiser(use.callee) {
		subject = packageTitle(packageOf(use.caller)) + " imports " + packageOf(use.callee).Path()
	}
	g.report(use.edge, use.callee, use.refusal.rule, subject+", "+use.refusal.why, use.refusal.instead, found)
}

// report adds a violation at the last place in the runtime's own code on the
// path to at. callee is the function used there, nil for other violations.
func (g *graph) report(at edge, callee *ssa.Function, rule, what, instead string, found *findings) {
	pos, path := g.locate(at, callee)
	violation := Violation{Rule: rule, Function: g.displayName(at.caller), Message: what}
	if len(path) > 1 {
		violation.Path = path
		violation.Message += " (reached by " + strings.Join(shortened(path), " -> ") + ")"
	}
	violation.Message += "; " + instead
	found.add(pos, violation)
}

// locate returns the position at which at is reported and the path from there
// to at's function. A path without the runtime's own code, as from an exported
// function of another module, is reported where it ends.
func (g *graph) locate(at edge, callee *ssa.Function) (token.Pos, []string) {
	var path []string
	for step := at; step.caller != nil; step = g.callers[step.caller] {
		if !isWrapper(step.caller) {
			path = append(path, g.stepName(step.caller))
			if g.originOf(step.caller) == own {
				slices.Reverse(path)
				return g.editable(step, callee), path
			}
		}
		callee = step.caller
	}
	slices.Reverse(path)
	return at.pos, path
}

// editable returns the position of e, which leads to callee: for initialisers
// the import declaration.
func (g *graph) editable(e edge, callee *ssa.Function) token.Pos {
	if !isInitialiser(e.caller) || !isInitialiser(callee) {
		return e.pos
	}
	imported := packageOf(callee)
	source := g.program.byTypes[packageOf(e.caller)]
	for _, file := range source.files {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue
			}
			if mapped, ok := source.listed.ImportMap[path]; ok {
				path = mapped
			}
			if path == imported.Path() {
				return spec.Pos()
			}
		}
	}
	return e.pos
}

// shortened returns path without its middle if it is long.
func shortened(path []string) []string {
	if len(path) <= maxPath {
		return path
	}
	short := append([]string{}, path[:maxPath/2]...)
	short = append(short, "...")
	return append(short, path[len(path)-maxPath/2:]...)
}

// displayName names function for messages: packages of the standard library
// by their path, others by their name, instances of generic functions without
// their type arguments.
func (g *graph) displayName(function *ssa.Function) string {
	if function.Parent() != nil {
		outer := outermost(function)
		if strings.HasPrefix(function.Synthetic, "range-over-func") {
			return g.displayName(outer)
		}
		return "a function literal in " + g.displayName(outer)
	}
	pkg := packageOf(function)
	if isInitialiser(function) {
		return "the initialiser of " + packageTitle(pkg)
	}
	if name := fullName(function); name != "" {
		if source := g.program.byTypes[pkg]; source != nil && !source.listed.Standard {
			name = strings.Replace(name, pkg.Path(), pkg.Name(), 1)
		}
		return name
	}
	name, _, _ := strings.Cut(function.Name(), "#")
	if pkg != nil {
		return pkg.Name() + "." + name
	}
	return name
}

// stepName names function in a path.
func (g *graph) stepName(function *ssa.Function) string {
	if isInitialiser(function) {
		return packageTitle(packageOf(function))
	}
	return g.displayName(function)
}

// packageTitle returns "package main" or "package" and an import path.
func packageTitle(pkg *types.Package) string {
	if pkg.Name() == "main" {
		return "package main"
	}
	return "package " + pkg.Path()
}
