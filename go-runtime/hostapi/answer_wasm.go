//go:build tinygo.wasm

package hostapi

import (
	"runtime"
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

// keep says that the host may have used b up to here. A collection runs in allocations only, and a host function makes none for Go; this
// holds even if the compiler moves one.
func keep(b []byte) {
	runtime.KeepAlive(unsafe.Pointer(unsafe.SliceData(b)))
}

// takeOptionBytes takes over the answer of a host function that returns an Option<Vec<u8>>. The value is a part of the buffer that the host
// allocated, or of a copy; a None costs no allocation.
func takeOptionBytes(answer uint64) ([]byte, bool) {
	if answer>>32 == noneBytes {
		var tag [noneBytes]byte
		seam.Take(uint32(answer), noneBytes, unsafe.Pointer(&tag))
		if tag[0] != 0 {
			malformed()
		}
		return nil, false
	}
	value, some, valid := decodeOptionBytes(seam.Adopt(answer))
	if !valid {
		malformed()
	}
	return value, some
}

// takeShort copies an answer of a few bytes to output, frees it, and gives its length.
func takeShort(answer uint64, output *[shortBytesMax]byte) int {
	size := uintptr(answer >> 32)
	if size == 0 || size > shortBytesMax {
		malformed()
		return 0
	}
	seam.Take(uint32(answer), size, unsafe.Pointer(output))
	return int(size)
}

// malformed ends the call.
func malformed() {
	seam.Abort("hostapi: malformed answer of a host function")
}
