package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/internal/gen"
)

// module makes a module with one package in a folder of its own.
func module(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.org/m\n\ngo 1.24\n")
	write(t, filepath.Join(dir, "m.go"), source)
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// status runs the command and returns its exit status and what it printed.
func status(arguments ...string) (int, string) {
	var stderr strings.Builder
	return run(arguments, &stderr), stderr.String()
}

func TestExitStatus(t *testing.T) {
	fine := module(t, "package m\n\n// T is two numbers.\n//\n//scale:enum\ntype T uint8\n\n// The values.\nconst (\n\tA T = 1\n\tB T = 2\n)\n")
	generated := filepath.Join(fine, gen.CodecFile)
	if code, text := status("--check", fine); code != statusFaulty || !strings.Contains(text, generated) {
		t.Errorf("a missing file: %d, %q", code, text)
	}
	if _, err := os.Stat(generated); err == nil {
		t.Error("--check has written a file")
	}
	if code, text := status(fine); code != statusFine || text != "" {
		t.Errorf("%d, %q", code, text)
	}
	if code, text := status("--check", fine); code != statusFine || text != "" {
		t.Errorf("files just written: %d, %q", code, text)
	}
	write(t, generated, "package m\n")
	if code, text := status("--check", fine); code != statusFaulty || !strings.HasPrefix(text, generated+": not as gopallet-gen writes it") {
		t.Errorf("a stale file: %d, %q", code, text)
	}
	write(t, filepath.Join(fine, "m.go"), "package m\n\n// T is a number.\ntype T uint8\n")
	if code, text := status(fine); code != statusFine || text != "" {
		t.Errorf("%d, %q", code, text)
	}
	if _, err := os.Stat(generated); err == nil {
		t.Error("a file without content stays")
	}
}

func TestFaultySource(t *testing.T) {
	dir := module(t, "package m\n\n//scale:type\ntype T struct{ A int }\n")
	code, text := status(dir)
	if code != statusFaulty || !strings.HasSuffix(text, "m.go:4:16: int has another size on other machines: write its size, for example uint32 or int64\n") {
		t.Errorf("%d, %q", code, text)
	}
	if _, err := os.Stat(filepath.Join(dir, gen.CodecFile)); err == nil {
		t.Error("a file was written for faulty source")
	}
}

func TestUnusable(t *testing.T) {
	for _, arguments := range [][]string{{"--no-such-flag"}, {filepath.Join(t.TempDir(), "absent")}} {
		if code, text := status(arguments...); code != statusUnusable || text == "" {
			t.Errorf("%q: %d, %q", arguments, code, text)
		}
	}
}
