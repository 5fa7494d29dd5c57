//go:build !tinygo.wasm

package scale

import "math/bits"

// The twin of the shim's compact integers, for runs under the ordinary Go toolchain.

func encodeCompact(v uint64, output *[9]byte) int {
	var n int
	switch {
	case v < 1<<6:
		v, n = v<<2, 1
	case v < 1<<14:
		v, n = v<<2|1, 2
	case v < 1<<30:
		v, n = v<<2|2, 4
	default:
		n = (bits.Len64(v) + 7) / 8
		output[0] = byte(n-4)<<2 | 3
		for i := 0; i < n; i++ {
			output[1+i] = byte(v >> (8 * i))
		}
		return n + 1
	}
	for i := 0; i < n; i++ {
		output[i] = byte(v >> (8 * i))
	}
	return n
}

func decodeCompact(input []byte) (value uint64, taken int) {
	if len(input) == 0 {
		return 0, truncated
	}
	mode := input[0] & 3
	n := 1 << mode
	if mode == 3 {
		if n = int(input[0]>>2) + 4; n > 8 {
			if len(input) < n+1 {
				return 0, truncated
			}
			return 0, notCanonical
		}
		input = input[1:]
	}
	if len(input) < n {
		return 0, truncated
	}
	for i := n - 1; i >= 0; i-- {
		value = value<<8 | uint64(input[i])
	}
	if mode != 3 {
		value >>= 2
		if mode > 0 && value < 1<<([3]uint{0, 6, 14}[mode]) {
			return 0, notCanonical
		}
		return value, n
	}
	if value < 1<<30 || value>>(8*(n-1)) == 0 {
		return 0, notCanonical
	}
	return value, n + 1
}
