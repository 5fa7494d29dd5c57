// Command runtimecheck refuses Go runtime code that cannot be consensus code,
// before it is compiled.
//
//	runtimecheck [-json] -functions CoreVersion,CoreInitializeBlock <runtime folder>
//
// It prints one line for each violation, "file:line:column: rule: message",
// to standard error, or with -json one object to standard output:
//
//	{"violations": [{"rule": ..., "file": ..., "line": ..., "column": ...,
//	  "function": ..., "path": [...], "message": ...}], "errors": [...]}
//
// The exit status is 0 if the runtime is fine, 1 if a rule is broken, and 2 if
// the arguments are wrong or the runtime does not load. The Go command that
// finds the packages is $GOPALLET_GO, else the one of the PATH.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gopallet/gopallet/go-runtime/internal/check"
)

// The exit statuses.
const (
	statusFine     = 0
	statusViolated = 1
	statusUnusable = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run executes the command line and returns the exit status.
func run(arguments []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("runtimecheck", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: runtimecheck [-json] -functions CoreVersion,CoreInitializeBlock <runtime folder>")
		flags.PrintDefaults()
	}
	asJSON := flags.Bool("json", false, "write one JSON object to standard output")
	functions := flags.String("functions", "", "the API functions that the manifest declares, separated by commas")
	if err := flags.Parse(arguments); err != nil {
		return statusUnusable
	}
	if flags.NArg() != 1 || *functions == "" {
		flags.Usage()
		return statusUnusable
	}
	options := check.Options{Dir: flags.Arg(0), Functions: strings.Split(*functions, ",")}
	report, err := check.NewChecker("").Check(options)
	if err != nil {
		report = &check.Report{Errors: []string{err.Error()}}
	}
	if *asJSON {
		if err := writeJSON(stdout, report); err != nil {
			fmt.Fprintln(stderr, "runtimecheck:", err)
			return statusUnusable
		}
	} else {
		writeLines(stderr, report)
	}
	switch {
	case len(report.Violations) > 0:
		return statusViolated
	case len(report.Errors) > 0:
		return statusUnusable
	default:
		return statusFine
	}
}

// writeLines writes violations first: they are often the cause of the errors.
func writeLines(w io.Writer, report *check.Report) {
	for _, violation := range report.Violations {
		fmt.Fprintln(w, violation)
	}
	for _, line := range report.Errors {
		fmt.Fprintln(w, line)
	}
}

// writeJSON writes report with empty lists in place of null.
func writeJSON(w io.Writer, report *check.Report) error {
	if report.Violations == nil {
		report.Violations = []check.Violation{}
	}
	if report.Errors == nil {
		report.Errors = []string{}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(report)
}
