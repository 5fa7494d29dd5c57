//go:build !tinygo.wasm

package seam

import "runtime"

// Collections is the number of collections so far: of Go's own collector, under the ordinary toolchain.
func Collections() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return uint64(m.NumGC)
}
