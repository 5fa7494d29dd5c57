//go:build cgo && !tinygo

// Package manual allocates memory outside of Go's heap, to be freed by hand: from the kernel (mmap), the C library (malloc, calloc, realloc,
// free), or jemalloc. It is for programs around a runtime, such as tests, tools and oracles that hold much memory for a known time; a runtime
// itself can't use it, and no WebAssembly build has it.
//
// # Rules
//
//   - Memory of this package holds no pointers into Go's heap: Go's collector does not look for them there, so what they point at would be freed
//     under them (cgo's rule that C memory must not keep Go pointers, "Passing pointers" in the documentation of cmd/cgo). [New] and [MakeSlice]
//     refuse element types that contain pointers, slices, strings, maps, interfaces, channels or functions.
//   - What is allocated must be freed with the same [Allocator], once, by the slice or pointer that was given out, and not be used afterwards.
//     [Options.Checked] finds most violations; without it they are as undefined as in C.
//   - An [Allocator] may be used by many goroutines at once; [Allocator.Close] only by the last one.
//
// Each call crosses from Go to C and back, which costs about as much as a small allocation of Go itself: what is saved is the collector's
// work on large or long-lived memory. BenchmarkAllocators compares.
package manual

/*
#cgo CFLAGS: -I${SRCDIR}/../../native/include
#cgo LDFLAGS: -L${SRCDIR}/../../target/release -lgopallet_native -lm -ldl -lpthread
#cgo noescape gopallet_manual_counts
#cgo noescape gopallet_manual_reallocate
#cgo nocallback gopallet_manual_allocate
#cgo nocallback gopallet_manual_counts
#cgo nocallback gopallet_manual_reallocate
#cgo nocallback gopallet_manual_release
#include "gopallet_native.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"math"
	"unsafe"
)

// Errors. After each of them everything is as before the call.
var (
	// ErrExhausted says that the limit is reached or that the system has no more memory.
	ErrExhausted = errors.New("manual: out of memory: free something, or raise Options.Limit")
	// ErrNotLive says that memory was freed before, or did not come from this allocator. Found in the checked mode only.
	ErrNotLive = errors.New("manual: not live: freed before, or not from this allocator; free what Alloc returned, once")
	// ErrWrongSize says that a slice has another capacity than the one that was allocated. Found in the checked mode only.
	ErrWrongSize = errors.New("manual: wrong size: free the slice that Alloc returned, with its capacity")
	// ErrSize says that a size is negative, or more than can be addressed.
	ErrSize = errors.New("manual: the size is negative or too large")
	// ErrHasPointers says that a type contains Go pointers.
	ErrHasPointers = errors.New("manual: the type contains Go pointers, which must not be stored outside of Go's heap")
	// ErrClosed says that the allocator is closed.
	ErrClosed = errors.New("manual: the allocator is closed")
	// ErrUnavailable says that the allocator is not built into the library.
	ErrUnavailable = errors.New("manual: not built in: build gopallet-native with its feature jemalloc")
)

// Alignment is that of all memory, in bytes.
const Alignment = 16

// Options of an allocator. The zero value sets no limit and checks nothing.
type Options struct {
	// Limit is the most bytes that may be live at a time; 0 for no limit.
	Limit uint64
	// Checked makes the allocator remember all live memory, to find what is freed twice, with a wrong size, or never came from it.
	Checked bool
}

// Stats is what an allocator counted. Sizes are in bytes, as they were asked for.
type Stats struct {
	Allocations uint64 // so far, those of no bytes left out
	Frees       uint64 // so far
	LiveBytes   uint64 // allocated and not freed
	PeakBytes   uint64 // the most that LiveBytes has been
}

// Live is the number of allocations that were not freed.
func (s Stats) Live() uint64 { return s.Allocations - s.Frees }

// Allocator hands out memory that is freed by hand.
type Allocator struct {
	handle *C.gopallet_manual
}

// NewMmap opens an allocator over the kernel's mappings: each allocation takes pages of its own, and a freed one is gone at once.
func NewMmap(options Options) (*Allocator, error) { return open(C.GOPALLET_MMAP, options) }

// NewMalloc opens an allocator over the C library's malloc.
func NewMalloc(options Options) (*Allocator, error) { return open(C.GOPALLET_MALLOC, options) }

// NewJemalloc opens an allocator over jemalloc, which is part of the library unless it was built without: [ErrUnavailable] then.
func NewJemalloc(options Options) (*Allocator, error) { return open(C.GOPALLET_JEMALLOC, options) }

func open(kind C.uint32_t, options Options) (*Allocator, error) {
	limit := options.Limit
	if limit == 0 {
		limit = math.MaxUint64
	}
	handle := C.gopallet_manual_open(kind, C.uint64_t(limit), C.bool(options.Checked))
	if handle == nil {
		return nil, ErrUnavailable
	}
	return &Allocator{handle: handle}, nil
}

// Close ends the use of the allocator. While memory is live it fails, and the allocator stays open: free that first.
func (a *Allocator) Close() error {
	if a.handle == nil {
		return ErrClosed
	}
	if live := C.gopallet_manual_close(a.handle); live != 0 {
		return fmt.Errorf("manual: %d allocations are live: free them before Close", uint64(live))
	}
	a.handle = nil
	return nil
}

// Alloc allocates bytes bytes of any content, aligned to [Alignment]. The caller frees them. No bytes take no memory, and need not be freed.
func (a *Allocator) Alloc(bytes int) ([]byte, error) { return a.allocate(bytes, false) }

// AllocZeroed is [Allocator.Alloc] with bytes that are 0.
func (a *Allocator) AllocZeroed(bytes int) ([]byte, error) { return a.allocate(bytes, true) }

func (a *Allocator) allocate(bytes int, zeroed bool) ([]byte, error) {
	switch {
	case a.handle == nil:
		return nil, ErrClosed
	case bytes < 0:
		return nil, ErrSize
	case bytes == 0:
		return []byte{}, nil
	}
	memory := C.gopallet_manual_allocate(a.handle, C.size_t(bytes), C.bool(zeroed))
	if memory == nil {
		return nil, ErrExhausted
	}
	return unsafe.Slice((*byte)(memory), bytes), nil
}

// Realloc makes memory, which this allocator handed out, one of bytes bytes, in place where that can be. What both sizes have in common is kept,
// the rest is of any content. On success memory must not be used any more; on an error it is as before.
func (a *Allocator) Realloc(memory []byte, bytes int) ([]byte, error) {
	switch {
	case a.handle == nil:
		return nil, ErrClosed
	case bytes < 0:
		return nil, ErrSize
	case cap(memory) == 0:
		return a.Alloc(bytes)
	case bytes == 0:
		return []byte{}, a.Free(memory)
	}
	var moved unsafe.Pointer
	place := unsafe.Pointer(unsafe.SliceData(memory))
	refusal := C.gopallet_manual_reallocate(a.handle, place, C.size_t(cap(memory)), C.size_t(bytes), &moved)
	if refusal != 0 {
		return nil, refused(refusal)
	}
	return unsafe.Slice((*byte)(moved), bytes), nil
}

// Free gives memory back, which this allocator handed out: a slice with the start and the capacity of the one that was handed out, whatever its
// length. It must not be used any more.
func (a *Allocator) Free(memory []byte) error {
	if a.handle == nil {
		return ErrClosed
	}
	if cap(memory) == 0 {
		return nil
	}
	return a.release(unsafe.Pointer(unsafe.SliceData(memory)), uintptr(cap(memory)))
}

func (a *Allocator) release(memory unsafe.Pointer, bytes uintptr) error {
	if refusal := C.gopallet_manual_release(a.handle, memory, C.size_t(bytes)); refusal != 0 {
		return refused(refusal)
	}
	return nil
}

// Stats tells what was counted so far; all 0 for an allocator that is closed.
func (a *Allocator) Stats() Stats {
	if a.handle == nil {
		return Stats{}
	}
	var counts C.gopallet_manual_counts_t
	C.gopallet_manual_counts(a.handle, &counts)
	return Stats{
		Allocations: uint64(counts.allocations),
		Frees:       uint64(counts.releases),
		LiveBytes:   uint64(counts.live_bytes),
		PeakBytes:   uint64(counts.peak_bytes),
	}
}

func refused(refusal C.int32_t) error {
	switch refusal {
	case C.GOPALLET_NOT_LIVE:
		return ErrNotLive
	case C.GOPALLET_WRONG_SIZE:
		return ErrWrongSize
	default:
		return ErrExhausted
	}
}
