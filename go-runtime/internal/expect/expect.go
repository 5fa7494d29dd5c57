// Package expect compares what a tool says about source files with what comments in those files expect of it.
package expect

import (
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Wants has, for each place as "file:line", the regular expressions in the comment
//
//	// want "one message" "another"
//
// of that line, one for each message that is to come.
type Wants map[string][]string

// Read adds the comments of a file.
func (w Wants) Read(t *testing.T, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(content), "\n") {
		_, comment, ok := strings.Cut(line, "// want ")
		if !ok {
			continue
		}
		var lexer scanner.Scanner
		lexer.Init(token.NewFileSet().AddFile("", -1, len(comment)), []byte(comment), nil, 0)
		for {
			_, tok, literal := lexer.Scan()
			if tok != token.STRING {
				break
			}
			want, err := strconv.Unquote(literal)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, i+1, err)
			}
			place := Place(filepath.ToSlash(file), i+1)
			w[place] = append(w[place], want)
		}
	}
}

// Place is a line of a file as the keys of Wants have it.
func Place(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

// Meet takes what was wanted at a place away, and says whether the message was.
func (w Wants) Meet(t *testing.T, place, message string) bool {
	t.Helper()
	index := slices.IndexFunc(w[place], func(want string) bool { return regexp.MustCompile(want).MatchString(message) })
	if index < 0 {
		t.Errorf("unexpected: %s: %s", place, message)
		return false
	}
	w[place] = slices.Delete(w[place], index, index+1)
	return true
}

// End fails the test for all that was wanted and did not come.
func (w Wants) End(t *testing.T) {
	t.Helper()
	for place, list := range w {
		for _, want := range list {
			t.Errorf("%s: nothing matches %q", place, want)
		}
	}
}
