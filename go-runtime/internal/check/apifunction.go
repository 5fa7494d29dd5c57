package check

import (
	"errors"
	"fmt"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
)

// generatedFile is the file that wasm-builder writes into the main package:
// its trampolines call the API functions.
const generatedFile = "runtime_generated.go"

// manifestFile is the runtime's manifest, beside the main package.
const manifestFile = "runtime.toml"

// brokenFunctions are the API functions that are missing or have a wrong
// signature.
type brokenFunctions []string

// apiSignature is func([]byte) []byte.
var apiSignature = func() *types.Signature {
	octets := types.NewSlice(types.Typ[types.Uint8])
	param := types.NewParam(token.NoPos, nil, "input", octets)
	result := types.NewParam(token.NoPos, nil, "", octets)
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(param), types.NewTuple(result), false)
}()

// checkFunctions applies the rule api-function to the main package and
// returns the functions that break it.
func checkFunctions(p *program, names []string, found *findings) brokenFunctions {
	main := p.main()
	var broken brokenFunctions
	for _, name := range names {
		expected := fmt.Sprintf("func %s(input []byte) []byte { ... }", name)
		object := main.types.Scope().Lookup(name)
		wrong := ""
		switch object := object.(type) {
		case nil:
			found.addPosition(manifestPosition(main), Violation{Rule: RuleAPIFunction, Function: name, Message: fmt.Sprintf(
				"the runtime API function %s is declared by the manifest but missing in package main; add: %s", name, expected)})
			broken = append(broken, name)
			continue
		case *types.Func:
			signature := object.Signature()
			if signature.TypeParams().Len() > 0 || !types.Identical(types.NewSignatureType(nil, nil, nil,
				signature.Params(), signature.Results(), signature.Variadic()), apiSignature) {
				wrong = "has the signature " + types.TypeString(signature, shortQualifier)
			}
		case *types.Var:
			wrong = "is a variable of type " + types.TypeString(object.Type(), shortQualifier)
		case *types.Const:
			wrong = "is a constant"
		case *types.TypeName:
			wrong = "is a type"
		default:
			wrong = "is not a function"
		}
		if wrong != "" {
			found.add(object.Pos(), Violation{Rule: RuleAPIFunction, Function: name, Message: fmt.Sprintf(
				"the runtime API function %s %s; declare it as: %s", name, wrong, expected)})
			broken = append(broken, name)
		}
	}
	return broken
}

// manifestPosition is where a missing function is reported: the manifest that
// asks for it, or the main package where there is none.
func manifestPosition(main *sourcePackage) token.Position {
	file := filepath.Join(main.listed.Dir, manifestFile)
	if _, err := os.Stat(file); err != nil && len(main.listed.GoFiles) > 0 {
		file = filepath.Join(main.listed.Dir, main.listed.GoFiles[0])
	}
	return token.Position{Filename: file, Line: 1, Column: 1}
}

// shortQualifier writes types with the name of their package, and without it
// in the main package.
func shortQualifier(pkg *types.Package) string {
	if pkg.Name() == "main" {
		return ""
	}
	return pkg.Name()
}

// explains reports whether err is the consequence of a broken API function:
// it names the function, or lies in a line of the generated file that does.
func (b brokenFunctions) explains(fset *token.FileSet, err error) bool {
	var typeError types.Error
	var syntax scanner.ErrorList
	if len(b) == 0 || errors.As(err, &syntax) || !errors.As(err, &typeError) {
		return false
	}
	position := fset.Position(typeError.Pos)
	for _, name := range b {
		if typeError.Msg == "undefined: "+name {
			return true
		}
		if filepath.Base(position.Filename) != generatedFile {
			continue
		}
		call := regexp.MustCompile(`\b` + name + `\(`)
		if call.MatchString(sourceLine(position.Filename, position.Line)) {
			return true
		}
	}
	return false
}
