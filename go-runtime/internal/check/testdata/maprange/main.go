// Package main ranges over maps.
package main

import (
	"maps"
	"reflect" // want "reflect: .* imports reflect"
	"slices"
	"sync"
)

type ledger map[string]int

func (l ledger) sum() (sum int) {
	for _, v := range l { // want "map-range: .main.ledger..sum ranges over a map .ledger.; the order differs"
		sum += v
	}
	return sum
}

func count[K comparable, V any](m map[K]V) (n int) {
	for range m { // want "map-range: main.count ranges over a map"
		n++
	}
	return n
}

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	l := ledger{"a": 1}
	names := slices.Sorted(maps.Keys(l)) // want "map-range: a function literal in maps.Keys ranges over a map .* .reached by main.CoreVersion -> .*maps.Keys.*keep the keys"
	_ = maps.Clone(l)
	for _, key := range reflect.ValueOf(l).MapKeys() { // want "map-range: main.CoreVersion uses .reflect.Value..MapKeys"
		_ = key
	}
	var shared sync.Map
	shared.Range(func(any, any) bool { return true }) // want "map-range: main.CoreVersion uses ..sync.Map..Range"
	return []byte{byte(l.sum()), byte(count(l)), byte(len(names))}
}

func main() {}
