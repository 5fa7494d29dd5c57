package main

import (
	"errors"
	"fmt"

	"github.com/ChainSafe/gossamer/lib/common"
	"github.com/ChainSafe/gossamer/lib/keystore"
	"github.com/ChainSafe/gossamer/lib/runtime"
	"github.com/ChainSafe/gossamer/lib/runtime/allocator"
	"github.com/ChainSafe/gossamer/lib/runtime/storage"
	wazero "github.com/ChainSafe/gossamer/lib/runtime/wazero"
	"github.com/ChainSafe/gossamer/pkg/trie"
)

// Host is Gossamer's runtime with a state. Like Gossamer it makes all calls on one instance, whose memory, globals and allocator are never
// reset: after a call that failed as well.
type Host struct {
	blob     []byte
	level    string
	log      *Capture
	instance *wazero.Instance
	state    *trie.Trie
	// What the state holds.
	entries map[string][]byte
}

// NewHost instantiates a blob. The error says why Gossamer refuses it.
func NewHost(blob []byte, entries map[string][]byte, level string, log *Capture) (*Host, error) {
	host := &Host{blob: blob, level: level, log: log, entries: entries}
	if err := host.instantiate(); err != nil {
		return nil, err
	}
	version, err := host.instance.Version()
	if err != nil {
		return nil, err
	}
	layout, err := trie.ParseVersion(version.StateVersion)
	if err != nil {
		return nil, err
	}
	host.state, err = newTrie(entries, layout)
	if err != nil {
		return nil, err
	}
	_, err = log.Take()
	return host, err
}

// instantiate makes the instance. Gossamer calls Core_version on it, without a storage.
func (h *Host) instantiate() (err error) {
	defer recoverAs(&err)
	config := wazero.Config{
		Keystore: keystore.NewGlobalKeystore(),
		Role:     common.FullNodeRole,
		NodeStorage: runtime.NodeStorage{
			LocalStorage:      localStorage{},
			PersistentStorage: localStorage{},
			BaseDB:            localStorage{},
		},
		Network: noNetwork{},
	}
	// The type of the level is internal to Gossamer, so that only constants can be assigned.
	switch h.level {
	case "error":
		config.LogLvl = 0
	case "warn":
		config.LogLvl = 2
	case "info":
		config.LogLvl = 3
	case "debug":
		config.LogLvl = 4
	case "trace":
		config.LogLvl = 5
	default:
		return fmt.Errorf("log_level is %q: error, warn, info, debug or trace", h.level)
	}
	h.instance, err = wazero.NewInstance(h.blob, config)
	return err
}

// Call makes a call of the plan.
func (h *Host) Call(call PlannedCall) (CallReport, error) {
	report := CallReport{Name: call.Name, Storage: map[string]*Bytes{}}
	layers := &layered{TrieState: storage.NewTrieState(h.state.Snapshot())}
	result, failure := h.execute(layers, call)
	// An allocator of Gossamer's that failed once fails for good: its node would have to be started again.
	if errors.Is(failure, allocator.ErrAllocatorPoisoned) {
		h.instance.Stop()
		if err := h.instantiate(); err != nil {
			return report, err
		}
		layers = &layered{TrieState: storage.NewTrieState(h.state.Snapshot())}
		result, failure = h.execute(layers, call)
	}
	if failure != nil {
		text := failure.Error()
		report.Failure = &text
	} else {
		report.Result = (*Bytes)(&result)
		after := layers.end()
		entries := after.Entries()
		report.Storage = changes(h.entries, entries)
		if call.Commit {
			h.state, h.entries = after, entries
		}
	}
	var err error
	report.Logs, err = h.log.Take()
	return report, err
}

// execute runs the call on a storage. The result is copied: Gossamer returns a view of the instance's memory.
func (h *Host) execute(layers *layered, call PlannedCall) (result []byte, err error) {
	defer recoverAs(&err)
	h.instance.SetContextStorage(layers)
	view, err := h.instance.Exec(call.Function, call.Input)
	return append([]byte{}, view...), err
}

// recoverAs makes an error of a panic: that is how Gossamer reports a result that lies outside of memory.
func recoverAs(err *error) {
	if reason := recover(); reason != nil {
		*err = fmt.Errorf("Gossamer panicked: %v", reason)
	}
}
