package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRefusedBlobFailsEachCall(t *testing.T) {
	capture := &Capture{file: temporary(t, "")}
	plan := &Plan{LogLevel: "debug", Calls: []PlannedCall{{Name: "one"}, {Name: "two"}}}
	report, err := run(plan, []byte("no module"), nil, capture)
	if err != nil || len(report.Calls) != 2 {
		t.Fatalf("%v, %v", report, err)
	}
	for _, call := range report.Calls {
		if call.Failure == nil || !strings.HasPrefix(*call.Failure, "the blob is refused: ") || call.Result != nil {
			t.Errorf("%+v", call)
		}
	}
}

func TestBadPlansAreRefused(t *testing.T) {
	for _, text := range []string{"", "{", `{"unknown": 1}`, `{"calls": [{"input": "00"}]}`, `{"calls": [{"input": "0x0"}]}`} {
		if plan, err := ReadPlan(temporary(t, text).Name()); err == nil {
			t.Errorf("%q was read as %+v", text, plan)
		}
	}
	if _, err := (&Plan{Storage: map[string]Bytes{"a": nil}}).entries(); err == nil {
		t.Error("a key without 0x was read")
	}
}

func temporary(t *testing.T, text string) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}
