//go:build !tinygo.wasm

package hostapi

// KeyValue is a key of the storage and its value.
type KeyValue struct {
	Key, Value []byte
}

// LogLine is what a runtime wrote to the log.
type LogLine struct {
	Level           Level
	Target, Message string
}

// TestHost is the native twin of a node: what the functions of this package call under go test. There is one at a time, as a runtime has one
// host, so tests that use it can't run in parallel. [Reset] makes a new one.
//
// Two things are left out: child tries, which this package has no functions for, and states of which a part is stored in one version and the
// rest in another. [Root] is that of a state in which every value is stored as its version asks.
type TestHost struct {
	state  *state
	lines  []LogLine
	filter LevelFilter

	keys           keystore
	runtimeVersion func(code []byte) ([]byte, bool)
}

var host = newTestHost()

// generation counts the states that there were.
var generation uint32

func newTestHost() *TestHost {
	return &TestHost{state: newState(), filter: LevelFilterAll}
}

// Reset replaces the host by a new one, whose storage and log are empty, and which keeps log lines of all levels.
func Reset() *TestHost {
	generation++
	host = newTestHost()
	return host
}

// CurrentHost is the host that the functions of this package call.
func CurrentHost() *TestHost { return host }

// Load makes pairs the state from before the block, in place of what was stored. Of equal keys, the last counts. It panics if a transaction
// is open.
func (h *TestHost) Load(pairs []KeyValue) {
	h.requireNoTransaction("Load")
	generation++
	h.state = newState()
	for _, pair := range pairs {
		h.state.base.set(string(pair.Key), append([]byte{}, pair.Value...))
	}
}

// Snapshot is a copy of all that is stored now, in the order of the keys. [TestHost.Load] takes it back.
func (h *TestHost) Snapshot() []KeyValue { return h.state.pairs() }

// EndBlock makes what was written in this block a part of the state from before the next one; see [ClearPrefix] for what this changes. It
// panics if a transaction is open.
func (h *TestHost) EndBlock() {
	h.requireNoTransaction("EndBlock")
	h.state.settle()
}

// OpenTransactions is the number of transactions that were started and not ended.
func (h *TestHost) OpenTransactions() int { return len(h.state.transactions) }

// Lines are the lines that were logged and printed, in order, of the levels that the host keeps.
func (h *TestHost) Lines() []LogLine { return append([]LogLine(nil), h.lines...) }

// ClearLines forgets the lines that were logged and printed.
func (h *TestHost) ClearLines() { h.lines = nil }

// SetMaxLevel sets which lines are kept from now on.
func (h *TestHost) SetMaxLevel(filter LevelFilter) { h.filter = filter }

func (h *TestHost) requireNoTransaction(function string) {
	if h.OpenTransactions() != 0 {
		panic("hostapi: " + function + " needs all transactions to be ended; call RollbackTransaction or CommitTransaction first")
	}
}
