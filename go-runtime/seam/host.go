//go:build tinygo.wasm

package seam

import "unsafe"

// Adopt makes a buffer that a host function returned a Go object: pointerSize is what the function returned, the length in the upper half and
// the address in the lower. The buffer is the collector's from then on. Up to 32 KiB it is copied and freed at once, which costs less than to
// keep it; above, nothing is copied.
func Adopt(pointerSize uint64) []byte {
	size := uintptr(pointerSize >> 32)
	return unsafe.Slice((*byte)(gopallet_adopt(uintptr(uint32(pointerSize)), size)), size)
}

// Take copies a buffer of size bytes that a host function returned to output and frees it. output has room for size bytes. Nothing is
// allocated: for answers whose size is known, such as hashes.
func Take(address uint32, size uintptr, output unsafe.Pointer) {
	gopallet_take(uintptr(address), size, output)
}

// Abort ends the call with text as an error in the host's log. For broken invariants; storage is as before the call.
func Abort(text string) {
	gopallet_abort(unsafe.Pointer(unsafe.StringData(text)), uintptr(len(text)))
}
