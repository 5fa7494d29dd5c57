// Package main keeps every rule.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// account is a key without addresses.
type account struct {
	id    [32]byte
	index uint32
}

// balances is a map that is only looked up.
var balances = map[account]uint64{}

var errShort = errors.New("short")

// decoder is used through an interface.
type decoder interface{ decode([]byte) (uint64, error) }

type little struct{}

func (little) decode(input []byte) (uint64, error) {
	if len(input) < 8 {
		return 0, errShort
	}
	return binary.LittleEndian.Uint64(input), nil
}

// Float is exported and belongs to a type that becomes an interface, but
// nothing calls it.
func (little) Float() float64 { return 1.5 }

// neverCalled breaks several rules where nobody sees it.
func neverCalled(m map[string]int) float64 {
	defer func() { _ = recover() }()
	go func() {}()
	total := 0.0
	for _, v := range m {
		total += float64(v)
	}
	return total
}

// total is generic; TinyGo compiles its instances.
func total[T uint32 | uint64](values []T) (sum T) {
	for _, v := range values {
		sum += v
	}
	return sum
}

// numbers is an iterator.
func numbers(yield func(uint64) bool) {
	for i := range uint64(3) {
		if !yield(i) {
			return
		}
	}
}

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	var d decoder = little{}
	value, err := d.decode(input)
	if err != nil {
		panic(err)
	}
	balances[account{index: uint32(value)}]++
	delete(balances, account{})
	clear(balances)
	for n := range numbers {
		value += n
	}
	list := []uint64{value, total([]uint64{1, 2}), uint64(bits.OnesCount64(value))}
	slices.Sort(list)
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	var text strings.Builder
	for _, r := range "text" {
		text.WriteRune(r)
	}
	var buffer bytes.Buffer
	buffer.WriteString(strconv.FormatUint(value, 10))
	buffer.WriteString(text.String())
	if errors.Is(err, errShort) {
		println("short")
	}
	return buffer.Bytes()
}

func main() { neverCalled(nil) }
