// Command gopallet-gen writes the SCALE codec and the metadata entries of a Go
// package's types; for a pallet also the keys of its storage and its calls, and
// for a runtime what puts its pallets together:
//
//   - a pallet is a package with //frame:pallet <Name> above the struct of its
//     configuration;
//   - a runtime is a package with //frame:runtime <crate> above a struct with a
//     field for each pallet, such as System system.Config `frame:"0"`, with
//     //frame:extensions above a struct with a field for each transaction
//     extension, and with a function that returns the first struct. It may have
//     the functions migrations and genesisPresets, and any function of a runtime
//     API in place of the generated one.
//
// Its command line is
//
//	gopallet-gen [--check] [package folder...]
//
// It is run by go generate, by a line in the package:
//
//	//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen
//
// What is wrong with the source is printed to standard error, one line for
// each thing: "file:line:column: message". Nothing is written then. With
// --check nothing is ever written: the files that differ from what would be
// are printed, one path a line.
//
// The exit status is 0 if all is well, 1 if the source is at fault or a file
// differs, and 2 if the arguments are wrong or the package does not load. The
// Go command that finds the packages is $GOPALLET_GO, else the one of the PATH.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/gopallet/gopallet/go-runtime/internal/gen"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/schema"
)

// The exit statuses.
const (
	statusFine     = 0
	statusFaulty   = 1
	statusUnusable = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stderr))
}

// run executes the command line and returns the exit status.
func run(arguments []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("gopallet-gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: gopallet-gen [--check] [package folder...]")
		flags.PrintDefaults()
	}
	check := flags.Bool("check", false, "write nothing, and fail if a generated file is not as it would be written")
	if err := flags.Parse(arguments); err != nil {
		return statusUnusable
	}
	dirs := flags.Args()
	if len(dirs) == 0 {
		dirs = []string{"."}
	}
	files, err := gen.Generate(dirs...)
	var diagnostics schema.Diagnostics
	switch {
	case errors.As(err, &diagnostics):
		fmt.Fprintln(stderr, diagnostics)
		return statusFaulty
	case err != nil:
		fmt.Fprintln(stderr, "gopallet-gen:", err)
		return statusUnusable
	case *check:
		return compare(files, stderr)
	}
	for i := range files {
		if err := files[i].Write(); err != nil {
			fmt.Fprintln(stderr, "gopallet-gen:", err)
			return statusUnusable
		}
	}
	return statusFine
}

// compare prints the files that are not as they would be written.
func compare(files []gen.File, stderr io.Writer) int {
	status := statusFine
	for i := range files {
		stale, err := files[i].Stale()
		if err != nil {
			fmt.Fprintln(stderr, "gopallet-gen:", err)
			return statusUnusable
		}
		if stale {
			fmt.Fprintf(stderr, "%s: not as gopallet-gen writes it: run go generate in its package\n", files[i].Path)
			status = statusFaulty
		}
	}
	return status
}
