package seam

import "unsafe"

// PointerSize is b as host functions take it: the length in the upper half, the address in the lower. The host reads or writes b during the
// call only; b must stay reachable until the function has returned.
func PointerSize(b []byte) uint64 {
	return uint64(len(b))<<32 | uint64(uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))))
}

// Input is the input of a call, which the host allocated and keeps until the call returns.
func Input(address unsafe.Pointer, length uintptr) []byte {
	return unsafe.Slice((*byte)(address), length)
}

// Result is what an exported function gives to its trampoline. The trampoline copies or takes over what result points at, so result may
// be any slice: a constant, a Go object, or a part of the input.
func Result(result []byte) uint64 {
	return PointerSize(result)
}
