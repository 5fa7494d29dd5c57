//go:build !tinygo.wasm

package seam

/*
#cgo CFLAGS: -I${SRCDIR}/../../target/release
#cgo LDFLAGS: ${SRCDIR}/../../target/release/libgopallet_native.a
#cgo linux LDFLAGS: -lm -ldl -lpthread

#if !__has_include("libgopallet_native.a")
#error "the shim's native library is missing: run 'make native' in the repository's root"
#endif

#include <stdint.h>

uint64_t gopallet_compact_decode_u32(const uint8_t *input, uintptr_t bytes);
int32_t gopallet_compact_decode_u64(const uint8_t *input, uintptr_t bytes, uint64_t *value);
int32_t gopallet_compact_decode_u128(const uint8_t *input, uintptr_t bytes, uint64_t *value);
uintptr_t gopallet_compact_encode_u64(uint64_t value, uint8_t *output);
uintptr_t gopallet_compact_encode_u128(uint64_t low, uint64_t high, uint8_t *output);
uint32_t gopallet_text_check(const uint8_t *input, uintptr_t bytes);

// None of them keeps a pointer or calls Go.
#cgo noescape gopallet_compact_decode_u32
#cgo nocallback gopallet_compact_decode_u32
#cgo noescape gopallet_compact_decode_u64
#cgo nocallback gopallet_compact_decode_u64
#cgo noescape gopallet_compact_decode_u128
#cgo nocallback gopallet_compact_decode_u128
#cgo noescape gopallet_compact_encode_u64
#cgo nocallback gopallet_compact_encode_u64
#cgo noescape gopallet_compact_encode_u128
#cgo nocallback gopallet_compact_encode_u128
#cgo noescape gopallet_text_check
#cgo nocallback gopallet_text_check
*/
import "C"

// The shim's own codec, built by make for the developer's machine. Fixed integers and copies are Go's own here: a call through cgo costs more.

// CompactDecodeU32 reads a compact integer of up to 32 bits from n bytes: its value and the bytes that it takes. These are negative on failure:
// -1 where there are too few bytes, -2 where the integer is not in its shortest form or exceeds 32 bits.
func CompactDecodeU32(input *byte, n int) (value uint32, taken int) {
	packed := uint64(C.gopallet_compact_decode_u32((*C.uint8_t)(input), C.uintptr_t(n)))
	return uint32(packed), int(int32(packed >> 32))
}

// CompactDecodeU64 reads a compact integer of up to 64 bits into value, and returns the bytes that it takes, as CompactDecodeU32 does.
func CompactDecodeU64(input *byte, n int, value *uint64) int {
	return int(C.gopallet_compact_decode_u64((*C.uint8_t)(input), C.uintptr_t(n), (*C.uint64_t)(value)))
}

// CompactDecodeU128 reads a compact integer of up to 128 bits into two words, of which low is the first.
func CompactDecodeU128(input *byte, n int, low *uint64) int {
	return int(C.gopallet_compact_decode_u128((*C.uint8_t)(input), C.uintptr_t(n), (*C.uint64_t)(low)))
}

// CompactEncodeU64 writes value as a compact integer to output, which has room for it: the bytes that it takes.
func CompactEncodeU64(value uint64, output *byte) int {
	return int(C.gopallet_compact_encode_u64(C.uint64_t(value), (*C.uint8_t)(output)))
}

// CompactEncodeU128 writes an integer of 128 bits, in two words, as a compact integer to output, which has room for it: the bytes that it
// takes.
func CompactEncodeU128(low, high uint64, output *byte) int {
	return int(C.gopallet_compact_encode_u128(C.uint64_t(low), C.uint64_t(high), (*C.uint8_t)(output)))
}

// IsUTF8 says whether n bytes are UTF-8.
func IsUTF8(text *byte, n int) bool {
	return C.gopallet_text_check((*C.uint8_t)(text), C.uintptr_t(n)) != 0
}
