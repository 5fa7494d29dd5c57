// Command gossamer runs a plan of calls on Gossamer's runtime, the Polkadot host in Go, and prints the report as JSON:
//
//	gossamer plan.json
//
// The exit code is 0 when every call has its entry in the report, whether it succeeded or failed; 1 when Gossamer refuses the blob or stops
// working; 2 for wrong arguments or a bad plan.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
)

const gossamerModule = "github.com/ChainSafe/gossamer"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gossamer PLAN")
		os.Exit(2)
	}
	plan, err := ReadPlan(os.Args[1])
	exitOn(err, 2)
	blob, err := os.ReadFile(plan.Blob)
	exitOn(err, 2)
	entries, err := plan.entries()
	exitOn(err, 2)
	log, standardOutput, err := CaptureStandardOutput()
	exitOn(err, 1)
	report, err := run(plan, blob, entries, log)
	exitOn(err, 1)
	exitOn(json.NewEncoder(standardOutput).Encode(report), 1)
}

// run makes all calls. On a blob that Gossamer refuses each of them fails.
func run(plan *Plan, blob []byte, entries map[string][]byte, log *Capture) (*Report, error) {
	report := &Report{Host: "gossamer", Version: gossamerVersion(), Calls: []CallReport{}}
	host, err := NewHost(blob, entries, plan.LogLevel, log)
	if err != nil {
		reason := fmt.Sprintf("the blob is refused: %v", err)
		for _, call := range plan.Calls {
			report.Calls = append(report.Calls, CallReport{Name: call.Name, Failure: &reason, Storage: map[string]*Bytes{}, Logs: []Line{}})
		}
		return report, nil
	}
	for _, call := range plan.Calls {
		made, err := host.Call(call)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", call.Name, err)
		}
		report.Calls = append(report.Calls, made)
	}
	return report, nil
}

// gossamerVersion is the version that this program was built with.
func gossamerVersion() string {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, module := range info.Deps {
			if module.Path == gossamerModule {
				return module.Version
			}
		}
	}
	return "unknown"
}

func exitOn(err error, code int) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "gossamer:", err)
		os.Exit(code)
	}
}
