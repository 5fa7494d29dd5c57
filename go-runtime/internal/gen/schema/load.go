package schema

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// GeneratedSuffix is how the names of generated files end.
const GeneratedSuffix = "_generated.go"

// Package is a Go package, as it is without what was generated for it.
type Package struct {
	// Types is the package as the type checker sees it.
	Types *types.Package
	// Dir is the package's folder, relative to the working directory if it is below it.
	Dir string
	// Declarations are the types with a directive that makes them one, in the order of the source.
	Declarations []*Declaration

	// Pallet is what makes the package a pallet; nil if it is none.
	Pallet *Pallet
	// Runtime is what makes the package a runtime; nil if it is none.
	Runtime *Runtime

	// isHidden says that the package's generated files were left out.
	isHidden bool

	config      *ast.TypeSpec
	fset        *token.FileSet
	files       []*ast.File
	info        *types.Info
	byObject    map[*types.TypeName]*Declaration
	others      map[*types.Package]*Package
	sequences   []sequence
	comments    map[token.Pos]*ast.CommentGroup
	workDir     string
	written     map[string]bool
	diagnostics Diagnostics
}

// Load reads the packages in dirs. Their files named in generated are left out: they are what is about to be written. Other files are those
// that are compiled into a module. The error is of type Diagnostics where the source is at fault.
func Load(dirs []string, generated ...string) ([]*Package, error) {
	workDir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("working directory: %w", err)
	}
	overlay := make(map[string][]byte)
	patterns := make([]string, len(dirs))
	for i, dir := range dirs {
		if patterns[i], err = filepath.Abs(dir); err != nil {
			return nil, err
		}
		if err := hide(overlay, patterns[i], generated); err != nil {
			return nil, err
		}
	}
	config := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedTypesSizes | packages.NeedModule,
		Dir: patterns[0],
		// What the module is compiled from, and never cgo: the loader need not run a C compiler.
		Env:        append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"),
		BuildFlags: []string{"-tags=tinygo.wasm"},
		Overlay:    overlay,
	}
	if goTool := os.Getenv("GOPALLET_GO"); goTool != "" {
		config.Env = append(config.Env, "PATH="+filepath.Dir(goTool)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	}
	loaded, err := packages.Load(config, patterns...)
	if err != nil {
		return nil, fmt.Errorf("cannot load %s: %w", strings.Join(dirs, ", "), err)
	}
	return resolveAll(loaded, workDir)
}

// hide puts files without declarations in the place of the generated ones in dir.
func hide(overlay map[string][]byte, dir string, generated []string) error {
	name, err := packageName(dir)
	if err != nil {
		return err
	}
	for _, file := range generated {
		if path := filepath.Join(dir, file); exists(path) {
			overlay[path] = []byte("package " + name + "\n")
		}
	}
	return nil
}

// resolveAll makes packages of what the loader found.
func resolveAll(loaded []*packages.Package, workDir string) ([]*Package, error) {
	others := make(map[*types.Package]*Package)
	packages.Visit(loaded, nil, func(found *packages.Package) {
		if found.Types != nil && (slices.Contains(loaded, found) || hasDirectives(found.Syntax)) {
			wrapped := wrap(found, workDir)
			wrapped.others, wrapped.isHidden = others, slices.Contains(loaded, found)
			others[found.Types] = wrapped
			wrapped.noteWritten(found.IgnoredFiles)
			wrapped.findPallet()
			wrapped.declare() // what it imports is visited before it
		}
	})
	var roots []*Package
	var diagnostics Diagnostics
	for _, found := range loaded {
		p := others[found.Types]
		if p == nil || len(p.files) == 0 {
			return nil, fmt.Errorf("cannot load %s: it has no Go files that are part of a module", found.PkgPath)
		}
		if err := p.noteErrors(found.Errors); err != nil {
			return nil, err
		}
		p.Dir = p.display(p.Dir)
		p.resolveDeclarations()
		p.resolveRuntime()
		roots = append(roots, p)
		for _, diagnostic := range p.diagnostics {
			diagnostics.add(diagnostic.Position, "%s", diagnostic.Message)
		}
	}
	if len(diagnostics) > 0 {
		diagnostics.sort()
		return nil, diagnostics
	}
	return roots, nil
}

// noteWritten reads the author's files that are not compiled into a module: types may be described there.
func (p *Package) noteWritten(paths []string) {
	p.written = make(map[string]bool)
	for _, path := range paths {
		if strings.HasSuffix(path, GeneratedSuffix) || strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			continue // the compiler says what is wrong with it
		}
		for _, decl := range file.Decls {
			if function, ok := decl.(*ast.FuncDecl); ok {
				p.written[receiver(function)+function.Name.Name] = true
			}
		}
	}
}

// receiver is the name of the type that a method belongs to, with a dot; empty for a function.
func receiver(function *ast.FuncDecl) string {
	if function.Recv.NumFields() == 0 {
		return ""
	}
	t := function.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name + "."
	}
	return ""
}

// noteErrors makes diagnostics of the loader's errors. Those of types are expected, because methods that are yet to be generated are missing;
// where one is in a declaration, the type that comes out is invalid, and reported there.
func (p *Package) noteErrors(problems []packages.Error) error {
	for _, problem := range problems {
		switch problem.Kind {
		case packages.TypeError:
		case packages.ParseError:
			p.diagnostics = append(p.diagnostics, Diagnostic{Position: p.parsePosition(problem.Pos), Message: problem.Msg})
		default:
			return errors.New(problem.Error())
		}
	}
	return nil
}

// resolveDeclarations finds out what the declarations are made of, and then what can only be known of all of them.
func (p *Package) resolveDeclarations() {
	for _, declaration := range p.Declarations {
		p.resolve(declaration)
	}
	if p.finishEnums(); len(p.diagnostics) > 0 {
		return
	}
	p.resolvePallet()
	p.markRecursive()
	for _, declaration := range p.Declarations {
		if !declaration.Generic {
			declaration.measure()
		}
	}
	if p.Pallet != nil {
		for _, call := range p.Pallet.Calls {
			call.Arguments.measure()
		}
	}
	p.checkSequences()
}

func wrap(loaded *packages.Package, workDir string) *Package {
	dir := ""
	if len(loaded.GoFiles) > 0 {
		dir = filepath.Dir(loaded.GoFiles[0])
	}
	return &Package{
		Types: loaded.Types, Dir: dir, fset: loaded.Fset, files: loaded.Syntax, info: loaded.TypesInfo, workDir: workDir,
		byObject: make(map[*types.TypeName]*Declaration),
	}
}

// hasDirectives reports whether a package has something that code is generated for.
func hasDirectives(files []*ast.File) bool {
	for _, file := range files {
		for _, group := range file.Comments {
			for _, comment := range group.List {
				if strings.HasPrefix(comment.Text, "//scale:") || strings.HasPrefix(comment.Text, "//frame:") {
					return true
				}
			}
		}
	}
	return false
}

// packageName is the name that the Go files in dir give to their package.
func packageName(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		name := entry.Name()
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, GeneratedSuffix) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		for _, line := range strings.Split(string(text), "\n") {
			if found, ok := strings.CutPrefix(line, "package "); ok {
				found, _, _ = strings.Cut(found, "//")
				return strings.TrimSpace(found), nil
			}
		}
	}
	return "", fmt.Errorf("%s has no Go files but generated ones and tests", dir)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// fail notes a diagnostic at pos.
func (p *Package) fail(pos token.Pos, format string, arguments ...any) {
	p.diagnostics.add(p.position(pos), format, arguments...)
}

// position is pos with its file relative to the working directory, if it is below it.
func (p *Package) position(pos token.Pos) token.Position {
	position := p.fset.Position(pos)
	position.Filename = p.display(position.Filename)
	return position
}

func (p *Package) display(file string) string {
	if relative, err := filepath.Rel(p.workDir, file); err == nil && filepath.IsLocal(relative) {
		file = relative
	}
	return filepath.ToSlash(file)
}

// parsePosition reads "file:line:column", as the loader gives it.
func (p *Package) parsePosition(text string) token.Position {
	var position token.Position
	parts := strings.Split(text, ":")
	if len(parts) < 3 {
		position.Filename = text
		return position
	}
	_, _ = fmt.Sscan(parts[len(parts)-2], &position.Line)
	_, _ = fmt.Sscan(parts[len(parts)-1], &position.Column)
	position.Filename = p.display(strings.Join(parts[:len(parts)-2], ":"))
	return position
}
