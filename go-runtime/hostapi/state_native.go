//go:build !tinygo.wasm

package hostapi

import (
	"bytes"
	"slices"
)

// change is what a block did to a key.
type change struct {
	value   []byte
	removed bool
}

// undo is how to take back one write: what the block had done to the key before it, if anything.
type undo struct {
	key     string
	before  change
	existed bool
}

// state is the storage as the runtime sees it: the state from before the block, and over it the changes that the block made. The distinction
// shows in clearPrefix. Values are never changed in place.
type state struct {
	base    *ordered[[]byte]
	changes *ordered[change]
	// transactions holds, for each open transaction, the way back to its start.
	transactions [][]undo
}

func newState() *state {
	return &state{base: newOrdered[[]byte](), changes: newOrdered[change]()}
}

func (s *state) get(key string) ([]byte, bool) {
	if changed, ok := s.changes.get(key); ok {
		return changed.value, !changed.removed
	}
	return s.base.get(key)
}

func (s *state) write(key string, to change) {
	if open := len(s.transactions); open > 0 {
		before, existed := s.changes.get(key)
		s.transactions[open-1] = append(s.transactions[open-1], undo{key, before, existed})
	}
	s.changes.set(key, to)
}

func (s *state) set(key string, value []byte) { s.write(key, change{value: value}) }

func (s *state) remove(key string) { s.write(key, change{removed: true}) }

// next is the first key after key that has a value.
func (s *state) next(key string) (string, bool) {
	for {
		inBase, okBase := s.base.after(key)
		changed, okChanged := s.changes.after(key)
		switch {
		case !okBase && !okChanged:
			return "", false
		case okBase && (!okChanged || inBase < changed):
			return inBase, true
		}
		if !s.changes.values[changed].removed {
			return changed, true
		}
		key = changed
	}
}

func (s *state) clearPrefix(prefix string, limit *uint32) Removal {
	for _, key := range s.changes.within(prefix) {
		s.remove(key)
	}
	var visited uint32
	for _, key := range s.base.within(prefix) {
		if limit != nil && visited == *limit {
			return Removal{Keys: visited}
		}
		if _, ok := s.get(key); ok {
			s.remove(key)
		}
		visited++
	}
	return Removal{Keys: visited, Complete: true}
}

func (s *state) start() { s.transactions = append(s.transactions, nil) }

// pop closes the innermost transaction.
func (s *state) pop() (journal []undo, ok bool) {
	last := len(s.transactions) - 1
	if last < 0 {
		return nil, false
	}
	journal = s.transactions[last]
	s.transactions = s.transactions[:last]
	return journal, true
}

func (s *state) rollback() bool {
	journal, ok := s.pop()
	for _, entry := range slices.Backward(journal) {
		if entry.existed {
			s.changes.set(entry.key, entry.before)
		} else {
			s.changes.remove(entry.key)
		}
	}
	return ok
}

func (s *state) commit() bool {
	journal, ok := s.pop()
	if open := len(s.transactions); ok && open > 0 {
		s.transactions[open-1] = append(s.transactions[open-1], journal...)
	}
	return ok
}

// pairs is a copy of all keys and values, in the order of the keys.
func (s *state) pairs() []KeyValue {
	var pairs []KeyValue
	add := func(key string) {
		if value, ok := s.get(key); ok {
			pairs = append(pairs, KeyValue{[]byte(key), bytes.Clone(value)})
		}
	}
	add("") // next finds what is after a key only, and the empty key is a key
	for key, ok := s.next(""); ok; key, ok = s.next(key) {
		add(key)
	}
	return pairs
}

// settle makes the changes of the block a part of the state from before the next one.
func (s *state) settle() {
	for _, key := range s.changes.keys {
		if changed := s.changes.values[key]; changed.removed {
			s.base.remove(key)
		} else {
			s.base.set(key, changed.value)
		}
	}
	s.changes = newOrdered[change]()
}
