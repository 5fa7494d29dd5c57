//go:build cgo && !tinygo

package manual

import (
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// New allocates a zero T, which the caller frees with [Delete]. [ErrHasPointers] if T contains Go pointers.
func New[T any](a *Allocator) (*T, error) {
	values, err := MakeSlice[T](a, 1)
	if err != nil {
		return nil, err
	}
	return unsafe.SliceData(values), nil
}

// Delete frees what [New] allocated. Nothing happens if value is nil.
func Delete[T any](a *Allocator, value *T) error {
	if value == nil {
		return nil
	}
	return FreeSlice(a, unsafe.Slice(value, 1))
}

// MakeSlice allocates a slice of so many zero values, which the caller frees with [FreeSlice]. [ErrHasPointers] if T contains Go pointers.
func MakeSlice[T any](a *Allocator, length int) ([]T, error) {
	var zero T
	size := unsafe.Sizeof(zero)
	if length < 0 || (size > 0 && uint64(length) > math.MaxInt/uint64(size)) {
		return nil, ErrSize
	}
	if !pointerFree(reflect.TypeFor[T]()) {
		return nil, ErrHasPointers
	}
	memory, err := a.AllocZeroed(length * int(size))
	if err != nil {
		return nil, err
	}
	if len(memory) == 0 {
		return make([]T, length), nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(memory))), length), nil
}

// FreeSlice frees what [MakeSlice] allocated: a slice with its start and its capacity.
func FreeSlice[T any](a *Allocator, values []T) error {
	var zero T
	if a.handle == nil {
		return ErrClosed
	}
	bytes := uintptr(cap(values)) * unsafe.Sizeof(zero)
	if bytes == 0 {
		return nil
	}
	return a.release(unsafe.Pointer(unsafe.SliceData(values)), bytes)
}

// pointerFreeTypes remembers which types contain no Go pointers: reflect.Type to bool.
var pointerFreeTypes sync.Map

func pointerFree(t reflect.Type) bool {
	if known, ok := pointerFreeTypes.Load(t); ok {
		return known.(bool)
	}
	free := findPointerFree(t)
	pointerFreeTypes.Store(t, free)
	return free
}

func findPointerFree(t reflect.Type) bool {
	switch kind := t.Kind(); kind {
	case reflect.Array:
		return t.Len() == 0 || findPointerFree(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !findPointerFree(t.Field(i).Type) {
				return false
			}
		}
		return true
	default:
		return reflect.Bool <= kind && kind <= reflect.Complex128
	}
}
