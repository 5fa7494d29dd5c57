package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// Bytes are hexadecimal text with 0x in front wherever JSON holds them.
type Bytes []byte

// MarshalText implements encoding.TextMarshaler.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(hexadecimal(b)), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *Bytes) UnmarshalText(text []byte) error {
	digits, ok := strings.CutPrefix(string(text), "0x")
	decoded, err := hex.DecodeString(digits)
	if !ok || err != nil {
		return fmt.Errorf("%.80q is not 0x and two hexadecimal digits for each byte", text)
	}
	*b = decoded
	return nil
}

func hexadecimal[T ~string | ~[]byte](bytes T) string { return fmt.Sprintf("0x%x", bytes) }

// Plan is a list of calls on a blob, to be made one after the other.
type Plan struct {
	// Blob names the module's file.
	Blob string `json:"blob"`
	// Storage is the top trie before the first call; there are no child tries. The keys are hexadecimal too.
	Storage map[string]Bytes `json:"storage"`
	// LogLevel is the most talkative level that is logged: error, warn, info, debug or trace.
	LogLevel string        `json:"log_level"`
	Calls    []PlannedCall `json:"calls"`
}

// PlannedCall is one call of a runtime API function.
type PlannedCall struct {
	Name     string `json:"name"`
	Function string `json:"function"`
	Input    Bytes  `json:"input"`
	// Commit says whether the next calls see what this one changed. The changes of a call that fails are dropped in any case.
	Commit bool `json:"commit"`
}

// Report is what the host made of a plan.
type Report struct {
	Host    string       `json:"host"`
	Version string       `json:"version"`
	Calls   []CallReport `json:"calls"`
}

// CallReport is what the host made of one call.
type CallReport struct {
	Name string `json:"name"`
	// Result is nil if the call failed. That Failure then is not.
	Result  *Bytes  `json:"result"`
	Failure *string `json:"failure"`
	// Storage has the new value of each key that differs from before the call, nil for one that is gone. It is empty if the call failed.
	Storage map[string]*Bytes `json:"storage"`
	Logs    []Line            `json:"logs"`
}

// ReadPlan reads a plan from a file of JSON.
func ReadPlan(path string) (*Plan, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	plan := new(Plan)
	if err := decoder.Decode(plan); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return plan, nil
}

// entries returns the storage by its keys.
func (p *Plan) entries() (map[string][]byte, error) {
	entries := make(map[string][]byte, len(p.Storage))
	for text, value := range p.Storage {
		var key Bytes
		if err := key.UnmarshalText([]byte(text)); err != nil {
			return nil, fmt.Errorf("storage: %w", err)
		}
		entries[string(key)] = value
	}
	return entries, nil
}
