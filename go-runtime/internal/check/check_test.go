package check

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/internal/expect"
)

// shared keeps the standard library between the tests.
var shared = NewChecker("")

// checkTestdata checks the runtime in testdata/name.
func checkTestdata(t *testing.T, name string, functions ...string) *Report {
	t.Helper()
	if len(functions) == 0 {
		functions = []string{"CoreVersion"}
	}
	report, err := shared.Check(Options{Dir: filepath.Join("testdata", name), Functions: functions})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestRules checks each runtime of testdata against the comments in its files:
//
//	// want "rule: regular expression" "..."
//
// names all violations of the line.
func TestRules(t *testing.T) {
	functions := map[string][]string{
		"apifunction": {"CoreVersion", "CoreAliased", "CoreNoResult", "CoreVariadic", "CoreNamed", "CoreGeneric",
			"CoreVariable", "CoreType", "CoreConstant"},
	}
	for _, name := range []string{"apifunction", "cgo", "clean", "clock", "dependency/runtime", "dispatch", "float", "goroutine",
		"hostsystem", "linkname", "mapkey", "maprange", "random", "recovery", "reflection",
		"seamed/runtime", "wordsize"} {
		t.Run(name, func(t *testing.T) {
			report := checkTestdata(t, name, functions[name]...)
			if len(report.Errors) > 0 {
				t.Fatalf("errors: %q", report.Errors)
			}
			top, _, _ := strings.Cut(name, "/")
			compareWants(t, filepath.Join("testdata", top), report.Violations)
		})
	}
}

// compareWants compares violations with the want comments of the files below
// dir.
func compareWants(t *testing.T, dir string, violations []Violation) {
	t.Helper()
	wants := make(expect.Wants)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".go" {
			wants.Read(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, violation := range violations {
		wants.Meet(t, expect.Place(violation.File, violation.Line), violation.Rule+": "+violation.Message)
	}
	wants.End(t)
}

// TestEveryRuleIsBroken makes sure that no rule is without a test.
func TestEveryRuleIsBroken(t *testing.T) {
	broken := make(map[string]bool)
	files, err := filepath.Glob("testdata/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		wants := make(expect.Wants)
		wants.Read(t, file)
		for _, list := range wants {
			for _, want := range list {
				rule, _, _ := strings.Cut(want, ":")
				broken[rule] = true
			}
		}
	}
	for _, rule := range []string{RuleAPIFunction, RuleMapRange, RuleMapPointerKey, RuleClock, RuleRandom, RuleFloat, RuleGoroutine,
		RuleRecover, RuleReflect, RuleOS, RuleLinkname, RuleCgo} {
		if !broken[rule] {
			t.Errorf("no file in testdata breaks the rule %s", rule)
		}
	}
}

// TestBrokenFunctions checks that the errors which follow from a missing
// function, or from a wrong signature, do not hide the cause.
func TestBrokenFunctions(t *testing.T) {
	report := checkTestdata(t, "missing", "CoreVersion", "CoreExecuteBlock")
	if len(report.Errors) > 0 {
		t.Errorf("errors that follow from the violations: %q", report.Errors)
	}
	want := []string{
		"testdata/missing/main.go:4:6: api-function: the runtime API function CoreExecuteBlock has the signature func(block string) int; " +
			"declare it as: func CoreExecuteBlock(input []byte) []byte { ... }",
		"testdata/missing/runtime.toml:1:1: api-function: the runtime API function CoreVersion is declared by the manifest " +
			"but missing in package main; add: func CoreVersion(input []byte) []byte { ... }",
	}
	var got []string
	for _, violation := range report.Violations {
		got = append(got, violation.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestOtherErrorsStay checks that folding does not swallow unrelated errors.
func TestOtherErrorsStay(t *testing.T) {
	report := checkTestdata(t, "illtyped", "CoreVersion", "CoreExecuteBlock")
	if len(report.Violations) != 1 || report.Violations[0].Function != "CoreExecuteBlock" {
		t.Errorf("violations: %v", report.Violations)
	}
	want := []string{"testdata/illtyped/main.go:5:48: undefined: undefined"}
	if !slices.Equal(report.Errors, want) {
		t.Errorf("got errors %q, want %q", report.Errors, want)
	}
}

// TestUnloadable checks what is said of folders that hold no runtime.
func TestUnloadable(t *testing.T) {
	empty := t.TempDir()
	for _, test := range []struct{ dir, want string }{
		{filepath.Join("testdata", "notmain"), "it holds package notmain, but a runtime is a package main"},
		{filepath.Join("testdata", "absent"), "there is no such folder"},
		{empty, "go.mod"},
	} {
		_, err := shared.Check(Options{Dir: test.dir, Functions: []string{"CoreVersion"}})
		var load *LoadError
		if !errors.As(err, &load) || !strings.Contains(load.Reason, test.want) {
			t.Errorf("%s: got error %v, want one with %q", test.dir, err, test.want)
		}
	}
	_, err := NewChecker("no-such-go").Check(Options{Dir: "testdata/clean", Functions: []string{"CoreVersion"}})
	if err == nil || !strings.Contains(err.Error(), "GOPALLET_GO") {
		t.Errorf("a missing Go command: got error %v", err)
	}
}

// TestMissingImport checks that the Go command's error is told, once.
func TestMissingImport(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.org/lost\n\ngo 1.24\n")
	write("main.go", "package main\n\nimport \"example.org/lost/nowhere\"\n\nfunc CoreVersion(input []byte) []byte { return nowhere.F(input) }\n")
	report, err := shared.Check(Options{Dir: dir, Functions: []string{"CoreVersion"}})
	if err != nil {
		t.Fatal(err)
	}
	place := filepath.ToSlash(filepath.Join(dir, "main.go")) + ":3:8: "
	if len(report.Errors) != 1 || !strings.HasPrefix(report.Errors[0], place) || !strings.Contains(report.Errors[0], "example.org/lost/nowhere") {
		t.Errorf("got errors %q, want one at %s", report.Errors, place)
	}
}

// TestFunctionNames checks that names no manifest can produce are refused.
func TestFunctionNames(t *testing.T) {
	for _, names := range [][]string{nil, {""}, {"Core.Version"}, {"Core Version"}, {"CoreVersion", "CoreVersion"}} {
		if _, err := shared.Check(Options{Dir: "testdata/clean", Functions: names}); err == nil {
			t.Errorf("%q was accepted", names)
		}
	}
}

// TestSameReport checks that a report does not depend on the run.
func TestSameReport(t *testing.T) {
	first := fmt.Sprint(checkTestdata(t, "dispatch").Violations)
	for range 3 {
		if again := fmt.Sprint(checkTestdata(t, "dispatch").Violations); again != first {
			t.Fatalf("got\n%s\nthen\n%s", first, again)
		}
	}
	fresh, err := NewChecker("").Check(Options{Dir: "testdata/dispatch", Functions: []string{"CoreVersion"}})
	if err != nil {
		t.Fatal(err)
	}
	if again := fmt.Sprint(fresh.Violations); again != first {
		t.Fatalf("got\n%s\nthen, without what was kept,\n%s", first, again)
	}
}

// TestDisplayPath checks which paths are shortened.
func TestDisplayPath(t *testing.T) {
	for _, test := range []struct{ file, want string }{
		{"/src/runtime/main.go", "runtime/main.go"},
		{"/src/main.go", "main.go"},
		{"/elsewhere/main.go", "/elsewhere/main.go"},
		{"/srcs/main.go", "/srcs/main.go"},
	} {
		if got := displayPath("/src", test.file); got != test.want {
			t.Errorf("displayPath(%q) = %q, want %q", test.file, got, test.want)
		}
	}
}

// TestBoundary checks both kinds of entries of the boundary.
func TestBoundary(t *testing.T) {
	for path, want := range map[string]bool{
		"runtime": true, "runtime/debug": true, "sync": true, "sync/atomic": false, "syscall": true, "syscall/js": false,
		"internal/bytealg": true, "internal/byteorder": false, "runtimes": false, "strings": false,
	} {
		if got := replaced(path); got != want {
			t.Errorf("replaced(%q) = %v", path, got)
		}
	}
}
