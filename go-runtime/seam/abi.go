//go:build tinygo.wasm

package seam

import "unsafe"

// The functions of the shim that Go code may call: the mirror of shim/src/abi.rs and, for the codec, shim/src/codec.rs, where they are documented. A test compares the two.
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

//export gopallet_load_u8
func gopallet_load_u8(address uintptr) uint32

//export gopallet_load_u16
func gopallet_load_u16(address uintptr) uint32

//export gopallet_load_u32
func gopallet_load_u32(address uintptr) uint32

//export gopallet_load_u64
func gopallet_load_u64(address uintptr) uint64

//export gopallet_store_u8
func gopallet_store_u8(address uintptr, value uint32)

//export gopallet_store_u16
func gopallet_store_u16(address uintptr, value uint32)

//export gopallet_store_u32
func gopallet_store_u32(address uintptr, value uint32)

//export gopallet_store_u64
func gopallet_store_u64(address uintptr, value uint64)

//export gopallet_read
func gopallet_read(output *byte, input uintptr, bytes uintptr)

//export gopallet_write
func gopallet_write(output uintptr, input *byte, bytes uintptr)

//export gopallet_compact_decode_u32
func gopallet_compact_decode_u32(input uintptr, bytes uintptr) uint64

//export gopallet_compact_decode_u64
func gopallet_compact_decode_u64(input uintptr, bytes uintptr, value *uint64) int32

//export gopallet_compact_decode_u128
func gopallet_compact_decode_u128(input uintptr, bytes uintptr, value *uint64) int32

//export gopallet_compact_encode_u64
func gopallet_compact_encode_u64(value uint64, output uintptr) uintptr

//export gopallet_compact_encode_u128
func gopallet_compact_encode_u128(low uint64, high uint64, output uintptr) uintptr

//export gopallet_text_check
func gopallet_text_check(input uintptr, bytes uintptr) uint32
