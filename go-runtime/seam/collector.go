//go:build tinygo.wasm && gc.custom

package seam

import (
	"runtime"
	"unsafe"
)

// What TinyGo 0.41 asks of a collector of its -gc=custom, by linkname (src/runtime/gc_custom.go). One function is missing on purpose:
// runtime.alloc is the shim's own symbol. With a body in Go it would be inlined before TinyGo looks for the functions that need
// stack slots, and live pointers would exist only where no collector sees them.

//go:linkname initHeap runtime.initHeap
func initHeap() {}

// free does nothing: what is dead is found by the next cycle, and a call gives everything back.
//
//go:linkname free runtime.free
func free(ptr unsafe.Pointer) {}

//go:linkname markRoots runtime.markRoots
func markRoots(start, end uintptr) { gopallet_mark_roots(start, end) }

//go:linkname markStack runtime.markStack
func markStack()

// markStackRoots is what the shim calls in each cycle. The call also keeps the stack slots alive: without a reader, LLVM drops them.
//
//export gopallet_mark_stack
func markStackRoots() { markStack() }

//go:linkname gc runtime.GC
func gc() { gopallet_collect() }

// setFinalizer does nothing: finalizers never run. The order in which objects die is no part of a runtime's behaviour.
//
//go:linkname setFinalizer runtime.SetFinalizer
func setFinalizer(obj interface{}, finalizer interface{}) {}

// counts mirrors Counts in shim/src/gc/stats.rs.
type counts struct {
	objectsAllocated uint64
	bytesAllocated   uint64
	objectsFreed     uint64
	bytesFreed       uint64
	bytesGranted     uint64
	collections      uint64
}

// readMemStats tells what the collector counted since the start of the call. Objects count with the bytes of their cells.
//
//go:linkname readMemStats runtime.ReadMemStats
func readMemStats(m *runtime.MemStats) {
	var c counts
	gopallet_counts(unsafe.Pointer(&c))
	inUse := c.bytesAllocated - c.bytesFreed
	*m = runtime.MemStats{
		Alloc:       inUse,
		HeapAlloc:   inUse,
		HeapInuse:   inUse,
		HeapIdle:    c.bytesGranted - min(inUse, c.bytesGranted),
		HeapSys:     c.bytesGranted,
		Sys:         c.bytesGranted,
		HeapObjects: c.objectsAllocated - c.objectsFreed,
		TotalAlloc:  c.bytesAllocated,
		Mallocs:     c.objectsAllocated,
		Frees:       c.objectsFreed,
	}
}

// Collections is the number of collections since the start of the call.
func Collections() uint64 {
	var c counts
	gopallet_counts(unsafe.Pointer(&c))
	return c.collections
}
