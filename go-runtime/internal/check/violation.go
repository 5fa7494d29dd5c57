package check

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
)

// The names of the rules.
const (
	// RuleAPIFunction : each API function of the manifest exists in the main
	// package with the signature func([]byte) []byte.
	RuleAPIFunction = "api-function"
	// RuleMapRange : no range over a map.
	RuleMapRange = "map-range"
	// RuleMapPointerKey : no map whose key holds an address or an interface.
	RuleMapPointerKey = "map-pointer-key"
	// RuleClock : no clock, no timer.
	RuleClock = "clock"
	// RuleRandom : no random numbers of the process.
	RuleRandom = "random"
	// RuleFloat : no floating point in the runtime or its dependencies.
	RuleFloat = "float"
	// RuleGoroutine : no goroutines, no channel operations.
	RuleGoroutine = "goroutine"
	// RuleRecover : no recover.
	RuleRecover = "recover"
	// RuleReflect : no reflection and no package built on it.
	RuleReflect = "reflect"
	// RuleOS : no operating system.
	RuleOS = "os"
	// RuleLinkname : no linkname outside the seam to TinyGo's runtime.
	RuleLinkname = "linkname"
	// RuleCgo : no C.
	RuleCgo = "cgo"
)

// Violation is one place that breaks one rule.
type Violation struct {
	// Rule is the name of the rule.
	Rule string `json:"rule"`
	// File is relative to the working directory where it is below it, with
	// slashes.
	File string `json:"file"`
	// Line counts from 1.
	Line int `json:"line"`
	// Column counts bytes from 1.
	Column int `json:"column"`
	// Function is the function that breaks the rule, empty where no function
	// is involved.
	Function string `json:"function,omitempty"`
	// Path leads from the reported line to Function, if Function is not part
	// of the runtime's own code. The first element is the runtime's own.
	Path []string `json:"path,omitempty"`
	// Message says what is wrong and what to do instead.
	Message string `json:"message"`
}

// String returns "file:line:column: rule: message".
func (v Violation) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", v.File, v.Line, v.Column, v.Rule, v.Message)
}

// findings collects violations, one per rule and line.
type findings struct {
	fset       *token.FileSet
	workDir    string
	violations []Violation
	seen       map[lineKey]bool
}

// lineKey identifies a line that breaks a rule.
type lineKey struct {
	rule, file string
	line       int
}

// add records v at pos unless the line is known to break the rule already:
// the first one found lies on the shortest path.
func (f *findings) add(pos token.Pos, v Violation) {
	f.addPosition(f.fset.Position(pos), v)
}

// addPosition is add for a resolved position.
func (f *findings) addPosition(position token.Position, v Violation) {
	v.File = displayPath(f.workDir, position.Filename)
	v.Line, v.Column = position.Line, position.Column
	key := lineKey{v.Rule, v.File, v.Line}
	if f.seen[key] && v.Rule != RuleAPIFunction {
		return
	}
	if f.seen == nil {
		f.seen = make(map[lineKey]bool)
	}
	f.seen[key] = true
	f.violations = append(f.violations, v)
}

// sorted returns the violations by position, then by rule.
func (f *findings) sorted() []Violation {
	slices.SortFunc(f.violations, func(a, b Violation) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return f.violations
}
