package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// seamPath is the one package that may name symbols of TinyGo's runtime.
const seamPath = "github.com/gopallet/gopallet/go-runtime/seam"

// checkDirectives applies the rule linkname.
func checkDirectives(p *program, found *findings) {
	for _, pkg := range p.packages {
		if pkg.listed.Standard || pkg.listed.ImportPath == seamPath {
			continue
		}
		for _, file := range pkg.files {
			for _, group := range file.Comments {
				for _, comment := range group.List {
					if isLinkname(comment) {
						found.add(comment.Pos(), Violation{Rule: RuleLinkname, Message: "package " + pkg.listed.ImportPath +
							" reaches past the exported API of another package by linkname; only " + seamPath +
							" may name symbols of TinyGo's runtime, call its functions instead"})
					}
				}
			}
		}
	}
}

// checkCgo applies the rule cgo. The loader does not read files that import
// "C", so a program with violations of this rule has no complete types.
func checkCgo(p *program, found *findings) {
	for _, pkg := range p.packages {
		if !pkg.listed.Standard {
			reportCgo(pkg, found)
		}
	}
}

// reportCgo reports each import of "C" in pkg.
func reportCgo(pkg *sourcePackage, found *findings) {
	for _, name := range pkg.listed.CgoFiles {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, filepath.Join(pkg.listed.Dir, name), nil, parser.ImportsOnly)
		if err != nil {
			continue // the Go command has found the import, and tells the error
		}
		for _, spec := range file.Imports {
			if spec.Path.Value == `"C"` {
				found.addPosition(fset.Position(spec.Pos()), Violation{Rule: RuleCgo, Message: "package " + pkg.listed.ImportPath +
					" imports C, which no rule can look into; keep the file out of the module with //go:build !tinygo and write the function in Go"})
			}
		}
	}
}

// isLinkname reports whether comment is a linkname directive.
func isLinkname(comment *ast.Comment) bool {
	return strings.HasPrefix(comment.Text, "//go:linkname ")
}

// entryFunctions returns the declarations of pkg that something outside of Go
// calls: exported functions, and functions that a linkname directive gives to
// the Go runtime.
func entryFunctions(pkg *sourcePackage) []*ast.FuncDecl {
	given := make(map[string]bool)
	for _, file := range pkg.files {
		for _, group := range file.Comments {
			for _, comment := range group.List {
				if fields := strings.Fields(comment.Text); isLinkname(comment) && len(fields) > 1 {
					given[fields[1]] = true
				}
			}
		}
	}
	var entries []*ast.FuncDecl
	for _, file := range pkg.files {
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || function.Body == nil || function.Recv != nil {
				continue
			}
			if given[function.Name.Name] || isExported(function.Doc) {
				entries = append(entries, function)
			}
		}
	}
	return entries
}

// isExported reports whether a function's comment holds one of the directives
// that TinyGo takes for an export of the module.
func isExported(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, comment := range doc.List {
		for _, directive := range []string{"//export ", "//go:export ", "//go:wasmexport "} {
			if strings.HasPrefix(comment.Text, directive) {
				return true
			}
		}
	}
	return false
}
