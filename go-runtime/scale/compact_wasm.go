//go:build tinygo.wasm

package scale

import "github.com/gopallet/gopallet/go-runtime/seam"

func encodeCompact(v uint64, output *[9]byte) int { return seam.CompactEncode(v, output) }

func decodeCompact(input []byte) (value uint64, taken int) { return seam.CompactDecode(input) }
