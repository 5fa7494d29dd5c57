//go:build tinygo.wasm

package seam

// The shim's codec. What lies in a codec's buffer is named by its address, a number, and what lies elsewhere by a pointer: package scale
// says why. The caller keeps the buffer reachable, and has compared with its end.

// LoadU8 reads the byte at an address.
func LoadU8(address uintptr) uint8 { return uint8(gopallet_load_u8(address)) }

// LoadU16 reads two bytes at an address, lowest first, aligned or not.
func LoadU16(address uintptr) uint16 { return uint16(gopallet_load_u16(address)) }

// LoadU32 reads four bytes at an address, lowest first, aligned or not.
func LoadU32(address uintptr) uint32 { return gopallet_load_u32(address) }

// LoadU64 reads eight bytes at an address, lowest first, aligned or not.
func LoadU64(address uintptr) uint64 { return gopallet_load_u64(address) }

// StoreU8 writes the byte at an address.
func StoreU8(address uintptr, v uint8) { gopallet_store_u8(address, uint32(v)) }

// StoreU16 writes two bytes at an address, lowest first, aligned or not.
func StoreU16(address uintptr, v uint16) { gopallet_store_u16(address, uint32(v)) }

// StoreU32 writes four bytes at an address, lowest first, aligned or not.
func StoreU32(address uintptr, v uint32) { gopallet_store_u32(address, v) }

// StoreU64 writes eight bytes at an address, lowest first, aligned or not.
func StoreU64(address uintptr, v uint64) { gopallet_store_u64(address, v) }

// Read copies bytes from an address to what into points at.
func Read(into *byte, address uintptr, bytes uintptr) { gopallet_read(into, address, bytes) }

// Write copies bytes from what from points at to an address.
func Write(address uintptr, from *byte, bytes uintptr) { gopallet_write(address, from, bytes) }

// CompactDecodeU32 reads a compact integer of up to 32 bits from the bytes at an address: its value and the bytes that it takes. These are
// negative on failure: -1 where there are too few bytes, -2 where the integer is not in its shortest form or exceeds 32 bits.
func CompactDecodeU32(address uintptr, bytes uintptr) (value uint32, taken int) {
	packed := gopallet_compact_decode_u32(address, bytes)
	return uint32(packed), int(int32(packed >> 32))
}

// CompactDecodeU64 reads a compact integer of up to 64 bits into value, and returns the bytes that it takes, as CompactDecodeU32 does.
func CompactDecodeU64(address uintptr, bytes uintptr, value *uint64) int {
	return int(gopallet_compact_decode_u64(address, bytes, value))
}

// CompactDecodeU128 reads a compact integer of up to 128 bits into two words, of which low is the first.
func CompactDecodeU128(address uintptr, bytes uintptr, low *uint64) int {
	return int(gopallet_compact_decode_u128(address, bytes, low))
}

// CompactEncodeU64 writes value as a compact integer to an address with room for it: the bytes that it takes.
func CompactEncodeU64(value uint64, address uintptr) int {
	return int(gopallet_compact_encode_u64(value, address))
}

// CompactEncodeU128 writes an integer of 128 bits, in two words, as a compact integer to an address with room for it: the bytes that it
// takes.
func CompactEncodeU128(low, high uint64, address uintptr) int {
	return int(gopallet_compact_encode_u128(low, high, address))
}

// IsUTF8 says whether the bytes at an address are UTF-8.
func IsUTF8(address uintptr, bytes uintptr) bool { return gopallet_text_check(address, bytes) != 0 }
