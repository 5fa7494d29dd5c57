//go:build !tinygo.wasm

package hostapi

import (
	"slices"
	"strings"
)

// ordered is a map whose keys can be walked in order.
type ordered[V any] struct {
	keys   []string // ascending
	values map[string]V
}

func newOrdered[V any]() *ordered[V] {
	return &ordered[V]{values: map[string]V{}}
}

func (o *ordered[V]) get(key string) (V, bool) {
	value, ok := o.values[key]
	return value, ok
}

func (o *ordered[V]) set(key string, value V) {
	if at, found := slices.BinarySearch(o.keys, key); !found {
		o.keys = slices.Insert(o.keys, at, key)
	}
	o.values[key] = value
}

func (o *ordered[V]) remove(key string) {
	if at, found := slices.BinarySearch(o.keys, key); found {
		o.keys = slices.Delete(o.keys, at, at+1)
		delete(o.values, key)
	}
}

// after is the first key after key.
func (o *ordered[V]) after(key string) (string, bool) {
	at, found := slices.BinarySearch(o.keys, key)
	if found {
		at++
	}
	if at == len(o.keys) {
		return "", false
	}
	return o.keys[at], true
}

// within is a copy of the keys that start with prefix.
func (o *ordered[V]) within(prefix string) []string {
	start, _ := slices.BinarySearch(o.keys, prefix)
	end := start
	for end < len(o.keys) && strings.HasPrefix(o.keys[end], prefix) {
		end++
	}
	return slices.Clone(o.keys[start:end])
}
