package main

import (
	"reflect"
	"testing"
)

func TestLogIsTakenApart(t *testing.T) {
	const stamp = "2026-01-02T03:04:05Z "
	text := stamp + "INFO     instantiating a runtime!\tpkg=runtime module=wazero\n" +
		stamp + "CRITICAL target=runtime message=panic: first\nsecond\ttab\text_logging_log_version_1\tpkg=runtime module=wazero\n" +
		stamp + "DEBUG    verified\text_crypto_sr25519_verify_version_1\tpkg=runtime module=wazero\n" +
		stamp + "TRACE    target=a message= message=\text_logging_log_version_1\tpkg=runtime module=wazero\n"
	lines, err := parseLog(text)
	want := []Line{{"error", "runtime", "panic: first\nsecond\ttab"}, {"trace", "a", " message="}}
	if err != nil || !reflect.DeepEqual(lines, want) {
		t.Errorf("%q, %v; want %q", lines, err, want)
	}
}

func TestUnknownFormOfALineIsAnError(t *testing.T) {
	for _, line := range []string{"message without a target", "2026-01-02T03:04:05Z ERROR    target=a message=b"} {
		if lines, err := parseLog(line + runtimeCaller + recordEnd); err == nil {
			t.Errorf("%q was read as %q", line, lines)
		}
	}
}
