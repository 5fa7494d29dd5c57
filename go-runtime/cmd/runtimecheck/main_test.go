package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/internal/check"
)

const testdata = "../../internal/check/testdata/"

// TestStatus checks the exit status and what is written where.
func TestStatus(t *testing.T) {
	for _, test := range []struct {
		arguments string
		status    int
		stderr    string
	}{
		{"-functions CoreVersion " + testdata + "clean", statusFine, ""},
		{"-functions CoreVersion " + testdata + "recovery", statusViolated, "/check/testdata/recovery/main.go:9:18: recover: "},
		{"-functions CoreVersion " + testdata + "notmain", statusUnusable, "package notmain"},
		{"-functions CoreVersion " + testdata + "illtyped", statusUnusable, "undefined: undefined"},
		{"-functions Core.Version " + testdata + "clean", statusUnusable, "Core.Version"},
		{testdata + "clean", statusUnusable, "usage:"},
		{"-functions CoreVersion", statusUnusable, "usage:"},
		{"-unknown", statusUnusable, "usage:"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(strings.Fields(test.arguments), &stdout, &stderr)
		if status != test.status {
			t.Errorf("%s: status %d, want %d", test.arguments, status, test.status)
		}
		if !strings.Contains(stderr.String(), test.stderr) || (test.stderr == "" && stderr.Len() > 0) {
			t.Errorf("%s: standard error %q, want %q", test.arguments, stderr.String(), test.stderr)
		}
		if stdout.Len() > 0 {
			t.Errorf("%s: standard output %q", test.arguments, stdout.String())
		}
	}
}

// TestJSON checks that -json writes one object, also without violations.
func TestJSON(t *testing.T) {
	for name, want := range map[string]int{"clean": statusFine, "recovery": statusViolated, "notmain": statusUnusable} {
		var stdout, stderr bytes.Buffer
		if status := run([]string{"-json", "-functions", "CoreVersion", testdata + name}, &stdout, &stderr); status != want {
			t.Errorf("%s: status %d, want %d", name, status, want)
		}
		var report check.Report
		if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
			t.Fatalf("%s: %v in %q", name, err, stdout.String())
		}
		if report.Violations == nil || report.Errors == nil {
			t.Errorf("%s: null in place of a list: %s", name, stdout.String())
		}
		if name == "recovery" && (len(report.Violations) != 1 || report.Violations[0].Rule != check.RuleRecover) {
			t.Errorf("%s: %v", name, report.Violations)
		}
		if stderr.Len() > 0 {
			t.Errorf("%s: standard error %q", name, stderr.String())
		}
	}
}

// TestGoCommand checks that GOPALLET_GO names the Go command.
func TestGoCommand(t *testing.T) {
	t.Setenv("GOPALLET_GO", "/nowhere/bin/go")
	var stdout, stderr bytes.Buffer
	status := run([]string{"-functions", "CoreVersion", testdata + "clean"}, &stdout, &stderr)
	if status != statusUnusable || !strings.Contains(stderr.String(), "/nowhere/bin/go") {
		t.Errorf("status %d, standard error %q", status, stderr.String())
	}
}
