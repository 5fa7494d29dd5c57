//go:build tinygo.wasm

package seam

import "unsafe"

// The functions of the shim that Go code may call: the mirror of shim/src/abi.rs, where they are documented. A test compares the two.
//
// TinyGo takes it that no pointer passed here is kept after the function returns, and that any of them may collect.

//export gopallet_mark_roots
func gopallet_mark_roots(start uintptr, end uintptr)

//export gopallet_collect
func gopallet_collect()

//export gopallet_counts
func gopallet_counts(counts unsafe.Pointer)

//export gopallet_adopt
func gopallet_adopt(buffer uintptr, bytes uintptr) unsafe.Pointer

//export gopallet_take
func gopallet_take(buffer uintptr, bytes uintptr, output unsafe.Pointer)

//export gopallet_abort
func gopallet_abort(text unsafe.Pointer, bytes uintptr)

//export gopallet_compact_decode
func gopallet_compact_decode(input unsafe.Pointer, bytes uintptr, value unsafe.Pointer) int32

//export gopallet_compact_encode
func gopallet_compact_encode(value uint64, output unsafe.Pointer) uintptr
