package main

import (
	"reflect"
	"testing"

	"github.com/ChainSafe/gossamer/lib/runtime/storage"
	"github.com/ChainSafe/gossamer/pkg/trie"
)

func TestChangesAreWhatDiffers(t *testing.T) {
	before := map[string][]byte{"a": {1}, "b": {2}, "c": {}, ":child_storage:default:x": {1}}
	after := map[string][]byte{"a": {1}, "b": {3}, "d": {}}
	want := map[string]*Bytes{"0x62": {3}, "0x63": nil, "0x64": {}}
	if got := changes(before, after); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestOpenTransactionsAreRolledBack(t *testing.T) {
	state, err := newTrie(map[string][]byte{"a": {1}}, trie.V1)
	if err != nil {
		t.Fatal(err)
	}
	layers := &layered{TrieState: storage.NewTrieState(state.Snapshot())}
	put := func(key string, value byte) {
		if err := layers.Put([]byte(key), []byte{value}); err != nil {
			t.Fatal(err)
		}
	}
	put("b", 2)
	layers.StartTransaction()
	layers.StartTransaction()
	put("c", 3)
	layers.CommitTransaction()
	put("d", 4)
	want := map[string][]byte{"a": {1}, "b": {2}}
	if got := layers.end().Entries(); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := state.Entries(); len(got) != 1 {
		t.Errorf("the state before the call is %v", got)
	}
}
