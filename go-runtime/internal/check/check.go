// Package check refuses Go runtime code that cannot be consensus code, before
// TinyGo compiles it.
//
// # What is looked at
//
// The program is loaded the way TinyGo loads it: the same files (target
// js/wasm, TinyGo's build tags), 32-bit pointers, and the packages of the
// ordinary standard library. From it a whole-program SSA form is built, and
// every rule is applied to the functions that the module can execute:
//
//	API functions, exported functions, functions given to the Go runtime
//	by linkname, package initialisers
//	        │  static calls, function values, interface methods
//	        ▼
//	reachable functions ──> rules ──> violations
//
// reachability.go describes the call graph, boundary.go says where the
// standard library ends and TinyGo's own packages begin.
//
// # Where a violation is reported
//
// Always at a line that the author of the runtime can edit. A violation that
// sits in a dependency or in the standard library is reported at the place
// where the runtime's own code enters the path that leads to it, and the path
// is part of the message.
//
// # What is not checked
//
// The finished module is checked again, instruction by instruction, after the
// link. That check is complete for what it covers (floating point, imports);
// this one names the Go source. There are no suppression comments: code that
// two nodes may execute differently is not consensus code, whoever signs it.
package check

import (
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
)

// Options says what to check.
type Options struct {
	// Dir is the folder of the runtime's main package.
	Dir string
	// Functions are the names of the Go functions that the manifest declares
	// as runtime API functions.
	Functions []string
	// WorkDir is the folder that reported paths are relative to if they are
	// below it. Empty means the process's working directory.
	WorkDir string
}

// Report is the result of a check.
type Report struct {
	// Violations are sorted by position, then by rule.
	Violations []Violation `json:"violations"`
	// Errors are the loader's errors: syntax, types, missing packages. With
	// errors of types only the rule api-function has been applied.
	Errors []string `json:"errors"`
}

// LoadError says that the runtime could not be examined at all.
type LoadError struct {
	// Dir is the folder of the runtime's main package.
	Dir string
	// Reason is what went wrong and what to do about it.
	Reason string
}

// Error implements error.
func (e *LoadError) Error() string {
	return fmt.Sprintf("cannot load the runtime in %s: %s", e.Dir, e.Reason)
}

// Checker checks runtimes. It keeps the parsed standard library between
// checks. It is not safe for concurrent use.
type Checker struct {
	loader *loader
}

// NewChecker returns a Checker that lists packages with the Go command goTool
// ("" means $GOPALLET_GO if set, else the go command of the PATH).
func NewChecker(goTool string) *Checker {
	if goTool == "" {
		goTool = os.Getenv("GOPALLET_GO")
	}
	if goTool == "" {
		goTool = "go"
	}
	return &Checker{loader: newLoader(goTool)}
}

// Check checks one runtime. The error is a *LoadError if the runtime cannot
// be examined.
func (c *Checker) Check(options Options) (*Report, error) {
	if err := validFunctions(options.Functions); err != nil {
		return nil, err
	}
	workDir := options.WorkDir
	if workDir == "" {
		dir, err := os.Getwd()
		if err != nil {
			return nil, fmt.Errorf("working directory: %w", err)
		}
		workDir = dir
	}
	program, err := c.loader.load(options.Dir)
	if err != nil {
		return nil, err
	}
	found := &findings{fset: program.fset, workDir: workDir}
	if checkCgo(program, found); len(found.violations) > 0 {
		return &Report{Violations: found.sorted(), Errors: []string{}}, nil
	}
	broken := checkFunctions(program, options.Functions, found)
	checkDirectives(program, found)
	report := &Report{Errors: program.errorStrings(workDir, broken)}
	if len(report.Errors) == 0 && !program.illTyped() {
		checkReachable(program, options.Functions, found)
	}
	report.Violations = found.sorted()
	return report, nil
}

// validFunctions rejects names that no Go function can have.
func validFunctions(names []string) error {
	if len(names) == 0 {
		return errors.New("no API functions named: pass the functions of the manifest, for example -functions CoreVersion,CoreInitializeBlock")
	}
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if !token.IsIdentifier(name) {
			return fmt.Errorf("%q is not the name of a Go function: -functions takes names separated by commas", name)
		}
		if seen[name] {
			return fmt.Errorf("%s is named twice in -functions", name)
		}
		seen[name] = true
	}
	return nil
}

// displayPath returns file, with slashes: relative to workDir where it is
// below it, else as it is.
func displayPath(workDir, file string) string {
	relative, err := filepath.Rel(workDir, file)
	if err != nil || !filepath.IsLocal(relative) {
		relative = file
	}
	return filepath.ToSlash(relative)
}
