package main

import (
	"bytes"
	"errors"
	"strings"

	"github.com/ChainSafe/gossamer/lib/common"
	"github.com/ChainSafe/gossamer/lib/runtime/storage"
	"github.com/ChainSafe/gossamer/pkg/trie"
)

// Where the top trie keeps the roots of child tries. They are no keys of the runtime's.
const childRootPrefix = ":child_storage:"

// layered is the storage of one call. It counts the transactions that the runtime has open.
type layered struct {
	*storage.TrieState
	open int
}

func (l *layered) StartTransaction() {
	l.TrieState.StartTransaction()
	l.open++
}

func (l *layered) RollbackTransaction() {
	l.TrieState.RollbackTransaction()
	l.open--
}

func (l *layered) CommitTransaction() {
	l.TrieState.CommitTransaction()
	l.open--
}

// end rolls back what the runtime left open, as polkadot-sdk does at the end of a call, and returns what the call made of the trie.
func (l *layered) end() *trie.Trie {
	for l.open > 0 {
		l.RollbackTransaction()
	}
	return l.Trie()
}

// newTrie returns a trie with these entries. Its layout is set first: it decides how each entry is stored.
func newTrie(entries map[string][]byte, layout trie.TrieLayout) (*trie.Trie, error) {
	state := trie.NewEmptyTrie()
	state.SetVersion(layout)
	for key, value := range entries {
		if err := state.Put([]byte(key), value); err != nil {
			return nil, err
		}
	}
	return state, nil
}

// changes returns what differs in the second of two storages, in the form of a report.
func changes(before, after map[string][]byte) map[string]*Bytes {
	changed := map[string]*Bytes{}
	for key, value := range after {
		old, existed := before[key]
		if (!existed || !bytes.Equal(old, value)) && !strings.HasPrefix(key, childRootPrefix) {
			changed[hexadecimal(key)] = (*Bytes)(&value)
		}
	}
	for key := range before {
		if _, exists := after[key]; !exists && !strings.HasPrefix(key, childRootPrefix) {
			changed[hexadecimal(key)] = nil
		}
	}
	return changed
}

var errNoEntry = errors.New("there is no such entry")

// localStorage is the node's own storage, which calls of a block cannot reach: empty at the start and in memory.
type localStorage map[string][]byte

func (l localStorage) Put(key, value []byte) error {
	l[string(key)] = bytes.Clone(value)
	return nil
}

func (l localStorage) Get(key []byte) ([]byte, error) {
	value, ok := l[string(key)]
	if !ok {
		return nil, errNoEntry
	}
	return value, nil
}

func (l localStorage) Del(key []byte) error {
	delete(l, string(key))
	return nil
}

// noNetwork is a node without peers or addresses.
type noNetwork struct{}

func (noNetwork) NetworkState() common.NetworkState { return common.NetworkState{} }
