package schema

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// Diagnostic is one thing in the source that no code can be generated for.
type Diagnostic struct {
	// Position is where in the source it stands.
	Position token.Position
	// Message says what is wrong, and what to write instead.
	Message string
}

// String is "file:line:column: message".
func (d Diagnostic) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", d.Position.Filename, d.Position.Line, d.Position.Column, d.Message)
}

// Diagnostics is an error that consists of at least one diagnostic, sorted by position.
type Diagnostics []Diagnostic

// Error implements error: one line for each diagnostic.
func (list Diagnostics) Error() string {
	lines := make([]string, len(list))
	for i, diagnostic := range list {
		lines[i] = diagnostic.String()
	}
	return strings.Join(lines, "\n")
}

// add notes a diagnostic, once.
func (list *Diagnostics) add(position token.Position, format string, arguments ...any) {
	diagnostic := Diagnostic{Position: position, Message: fmt.Sprintf(format, arguments...)}
	if !slices.Contains(*list, diagnostic) {
		*list = append(*list, diagnostic)
	}
}

func (list Diagnostics) sort() {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		if order := strings.Compare(a.Position.Filename, b.Position.Filename); order != 0 {
			return order
		}
		if a.Position.Line != b.Position.Line {
			return a.Position.Line - b.Position.Line
		}
		return a.Position.Column - b.Position.Column
	})
}

// spell is a type as the source of package from would write it.
func spell(t types.Type, from *types.Package) string {
	return types.TypeString(t, func(other *types.Package) string {
		if other == from {
			return ""
		}
		return other.Name()
	})
}
