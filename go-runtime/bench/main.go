// Bench has the programs that allocators are compared with. Each takes its sizes from its input, little-endian 32-bit integers, and returns a
// checksum of 64 bits of what it computed, which is the same whatever allocates. None keeps anything from one call to the next.
//
// The package is built with each collector of TinyGo as well as with the shim, so it asks nothing of the shim beyond the seam.
package main

import "encoding/binary"

// sizes reads three integers from the start of input; those that are missing are 0.
func sizes(input []byte) (first, second, third int) {
	var values [3]int
	for i := range values {
		if 4*i+4 <= len(input) {
			values[i] = int(binary.LittleEndian.Uint32(input[4*i:]))
		}
	}
	return values[0], values[1], values[2]
}

// checksum is a program's result.
func checksum(sum uint64) []byte { return binary.LittleEndian.AppendUint64(nil, sum) }

// mix spreads the bits of n: the programs' only source of variety.
func mix(n uint32) uint32 {
	n ^= n >> 16
	n *= 0x7feb352d
	n ^= n >> 15
	n *= 0x846ca68b
	return n ^ n>>16
}

func main() {}
