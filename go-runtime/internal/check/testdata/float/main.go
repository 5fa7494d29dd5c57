// Package main computes with floating point.
package main

import (
	"math"
	"strconv"
)

type rate struct{ value float32 }

func half[T uint32 | float64](v T) T {
	return v / 2 // want "float: main.half compares or computes with float64"
}

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	n := len(input)
	f := float64(n)       // want "float: main.CoreVersion computes with float64; compute with integers"
	if math.Sqrt(2) > f { // want "float: .*float64"
		n++
	}
	r := rate{value: 1} // want "float: .*float32"
	s := rate{}
	if r == s { // want "float: .*compares or computes with rate"
		n++
	}
	c := complex(f, 1)                  // want "float: .*complex128"
	_ = real(c)                         // want "float: .*float64|complex128"
	_ = map[float64]int{}               // want "float: .*hashes keys"
	v, _ := strconv.ParseFloat("1", 64) // want "float: .*float64"
	_ = v
	_ = half(uint32(2))
	_ = half(3.0) // want "float: .*float64"
	return []byte{byte(n)}
}

func main() {}
