package check

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// origin says whose code a package is.
type origin int

const (
	// own is the runtime's module, and the modules of its workspace.
	own origin = iota
	// dependency is another module.
	dependency
	// standard is the part of the standard library that TinyGo compiles.
	standard
	// beyond is the part that TinyGo replaces: declarations only.
	beyond
)

// sourcePackage is a package with its syntax and types.
type sourcePackage struct {
	listed *listedPackage
	origin origin
	files  []*ast.File
	types  *types.Package
	info   *types.Info
	errors []error
}

// program is a loaded runtime.
type program struct {
	fset *token.FileSet
	// packages holds dependencies first, the main package last.
	packages []*sourcePackage
	byTypes  map[*types.Package]*sourcePackage
	goTool   string
}

// main returns the runtime's main package.
func (p *program) main() *sourcePackage { return p.packages[len(p.packages)-1] }

// loader loads programs and keeps what it has loaded of the standard library.
type loader struct {
	goTool   string
	fset     *token.FileSet
	standard map[string]*sourcePackage
}

// newLoader returns a loader that asks the Go command goTool for packages.
func newLoader(goTool string) *loader {
	if strings.ContainsRune(goTool, filepath.Separator) {
		if absolute, err := filepath.Abs(goTool); err == nil {
			goTool = absolute
		}
	}
	return &loader{goTool: goTool, fset: token.NewFileSet(), standard: make(map[string]*sourcePackage)}
}

// load loads the main package in dir and all that it needs.
func (l *loader) load(dir string) (*program, error) {
	listing, err := list(l.goTool, dir)
	if err != nil {
		return nil, err
	}
	root := listing[len(listing)-1]
	if root.Error != nil && root.Name != "main" {
		return nil, &LoadError{dir, root.Error.Err}
	}
	if root.Name != "main" {
		return nil, &LoadError{dir, fmt.Sprintf("it holds package %s, but a runtime is a package main", root.Name)}
	}
	p := &program{fset: l.fset, goTool: l.goTool, byTypes: make(map[*types.Package]*sourcePackage)}
	var fresh []*sourcePackage
	byPath := make(map[string]*sourcePackage, len(listing))
	for _, listed := range listing {
		pkg := l.standard[listed.ImportPath]
		if pkg == nil {
			pkg = &sourcePackage{listed: listed, origin: originOf(listed)}
			fresh = append(fresh, pkg)
		}
		byPath[listed.ImportPath] = pkg
		p.packages = append(p.packages, pkg)
	}
	l.parse(fresh)
	for _, pkg := range fresh {
		l.typeCheck(pkg, byPath)
		if pkg.listed.Standard {
			l.standard[pkg.listed.ImportPath] = pkg
		}
	}
	for _, pkg := range p.packages {
		p.byTypes[pkg.types] = pkg
	}
	return p, nil
}

// originOf classifies a package.
func originOf(listed *listedPackage) origin {
	switch {
	case listed.Standard && replaced(listed.ImportPath):
		return beyond
	case listed.Standard:
		return standard
	case listed.Module == nil || listed.Module.Main:
		return own
	default:
		return dependency
	}
}

// parse parses the files of the packages, several at a time.
func (l *loader) parse(packages []*sourcePackage) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, pkg := range packages {
		mode := parser.SkipObjectResolution
		if !pkg.listed.Standard {
			mode |= parser.ParseComments // directives
		}
		names := pkg.listed.GoFiles
		files := make([]*ast.File, len(names))
		failures := make([]error, len(names))
		pkg.files = files
		var parsed sync.WaitGroup
		for i, name := range names {
			parsed.Add(1)
			slots <- struct{}{}
			go func() {
				defer func() { <-slots; parsed.Done() }()
				files[i], failures[i] = parser.ParseFile(l.fset, filepath.Join(pkg.listed.Dir, name), nil, mode)
			}()
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			parsed.Wait()
			pkg.keepParsed(failures)
		}()
	}
	wait.Wait()
}

// keepParsed drops the files that could not be read and keeps their errors.
func (pkg *sourcePackage) keepParsed(failures []error) {
	files := pkg.files[:0]
	for _, file := range pkg.files {
		if file != nil {
			files = append(files, file)
		}
	}
	pkg.files = files
	for _, failure := range failures {
		if failure != nil {
			pkg.errors = append(pkg.errors, failure)
		}
	}
}

// typeCheck computes the types of pkg, whose imports have theirs already.
func (l *loader) typeCheck(pkg *sourcePackage, byPath map[string]*sourcePackage) {
	if pkg.listed.ImportPath == "unsafe" {
		pkg.types = types.Unsafe
		pkg.files = nil
		return
	}
	if pkg.listed.Error != nil && len(pkg.listed.GoFiles) == 0 {
		return // the Go command did not find it; importing it is an error
	}
	if pkg.origin != beyond {
		pkg.info = &types.Info{
			Types:        make(map[ast.Expr]types.TypeAndValue),
			Instances:    make(map[*ast.Ident]types.Instance),
			Defs:         make(map[*ast.Ident]types.Object),
			Uses:         make(map[*ast.Ident]types.Object),
			Implicits:    make(map[ast.Node]types.Object),
			Selections:   make(map[*ast.SelectorExpr]*types.Selection),
			Scopes:       make(map[ast.Node]*types.Scope),
			FileVersions: make(map[*ast.File]string),
		}
	}
	config := types.Config{
		IgnoreFuncBodies: pkg.origin == beyond,
		// What TinyGo uses for wasm32: 4-byte words, 8-byte alignment.
		Sizes: &types.StdSizes{WordSize: 4, MaxAlign: 8},
		Importer: importer(func(path string) (*types.Package, error) {
			if mapped, ok := pkg.listed.ImportMap[path]; ok {
				path = mapped
			}
			if imported := byPath[path]; imported != nil && imported.types != nil {
				return imported.types, nil
			}
			return nil, errNotFound
		}),
		Error: func(err error) { pkg.errors = append(pkg.errors, err) },
	}
	if module := pkg.listed.Module; module != nil && module.GoVersion != "" {
		config.GoVersion = "go" + module.GoVersion
	}
	// The error is one of those that config.Error has got.
	pkg.types, _ = config.Check(pkg.listed.ImportPath, l.fset, pkg.files, pkg.info)
	if pkg.origin == beyond {
		// Bodies are unread and sizes differ from the ordinary runtime's:
		// errors in here say nothing about the program.
		pkg.errors, pkg.files = nil, nil
	}
}

// errNotFound is the error of an import that the Go command could not resolve;
// its own error is a better one.
var errNotFound = errors.New("package not found")

// importer makes a types.Importer of a function.
type importer func(path string) (*types.Package, error)

// Import implements types.Importer.
func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// illTyped reports whether a package has errors, so that no SSA form of the
// program exists.
func (p *program) illTyped() bool {
	for _, pkg := range p.packages {
		if len(pkg.errors) > 0 || (pkg.listed.Error != nil && pkg.origin != beyond) {
			return true
		}
	}
	return false
}

// errorStrings returns the errors of all packages, positions relative to
// workDir, without those that explained says are told better elsewhere.
func (p *program) errorStrings(workDir string, explained brokenFunctions) []string {
	lines := []string{}
	for _, pkg := range p.packages {
		if pkg.origin != own && pkg.origin != dependency && len(pkg.errors) > 0 {
			lines = append(lines, fmt.Sprintf("the standard library's package %s does not load: runtimecheck was built with %s, "+
				"the Go command is %s; build runtimecheck with that one", pkg.listed.ImportPath, runtime.Version(), goVersion(p.goTool)))
		}
		for _, err := range pkg.errors {
			if explained.explains(p.fset, err) {
				continue
			}
			lines = append(lines, errorLines(p.fset, workDir, err)...)
		}
		if listed := pkg.listed.Error; listed != nil && pkg.origin != beyond && len(pkg.errors) == 0 {
			lines = append(lines, strings.TrimPrefix(p.listedPosition(workDir, listed.Pos)+": "+listed.Err, ": "))
		}
	}
	return lines
}

// listedPosition returns a position of the Go command, which is relative to
// the folder it ran in, as the other positions are written.
func (p *program) listedPosition(workDir, position string) string {
	file, rest, found := strings.Cut(position, ".go:")
	if !found {
		return position
	}
	if file += ".go"; !filepath.IsAbs(file) {
		file = filepath.Join(p.main().listed.Dir, file)
	}
	return displayPath(workDir, file) + ":" + rest
}

// errorLines formats an error of the parser or of the type checker.
func errorLines(fset *token.FileSet, workDir string, err error) []string {
	var typeError types.Error
	var list scanner.ErrorList
	switch {
	case errors.As(err, &typeError):
		if strings.HasSuffix(typeError.Msg, "("+errNotFound.Error()+")") {
			return nil
		}
		return []string{atPosition(workDir, fset.Position(typeError.Pos), typeError.Msg)}
	case errors.As(err, &list):
		var lines []string
		for _, entry := range list {
			lines = append(lines, atPosition(workDir, entry.Pos, entry.Msg))
		}
		return lines
	default:
		return []string{err.Error()}
	}
}

// atPosition formats "file:line:column: message".
func atPosition(workDir string, position token.Position, message string) string {
	if !position.IsValid() {
		return message
	}
	return fmt.Sprintf("%s:%d:%d: %s", displayPath(workDir, position.Filename), position.Line, position.Column, message)
}

// sourceLine returns line number line of file, empty if it cannot be read.
func sourceLine(file string, line int) string {
	content, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	lines := strings.Split(string(content), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}
