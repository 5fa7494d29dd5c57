package hostapi

// The answers of host functions that are SCALE-encoded. Each decoder takes a whole answer, and nothing but the encoding that the host has to
// choose: no other length, tag, or form of a compact integer.

// Lengths of answers in bytes.
const (
	noneBytes     = 1
	someU32Bytes  = 1 + 4
	removalBytes  = 1 + 4
	shortBytesMax = 5
)

// decodeOptionBytes reads an Option<Vec<u8>>. value is a part of answer.
func decodeOptionBytes(answer []byte) (value []byte, some, valid bool) {
	if len(answer) < 2 {
		return nil, false, len(answer) == noneBytes && answer[0] == 0
	}
	length := uint32(answer[1])
	least := uint32(0)
	switch length & 3 {
	case 0:
		value = answer[2:]
	case 1:
		if len(answer) < 3 {
			return nil, false, false
		}
		length |= uint32(answer[2]) << 8
		least = 1 << 6
		value = answer[3:]
	case 2:
		if len(answer) < 5 {
			return nil, false, false
		}
		length = littleEndian32(answer[1:5])
		least = 1 << 14
		value = answer[5:]
	default: // 2^30 bytes or more: longer than any buffer of the host
		return nil, false, false
	}
	length >>= 2
	valid = answer[0] == 1 && length >= least && length == uint32(len(value))
	return value, valid, valid
}

// decodeOptionU32 reads an Option<u32>.
func decodeOptionU32(answer []byte) (value uint32, some, valid bool) {
	if len(answer) == noneBytes {
		return 0, false, answer[0] == 0
	}
	if len(answer) != someU32Bytes || answer[0] != 1 {
		return 0, false, false
	}
	return littleEndian32(answer[1:]), true, true
}

// decodeRemoval reads a KillStorageResult.
func decodeRemoval(answer []byte) (removal Removal, valid bool) {
	if len(answer) != removalBytes || answer[0] > 1 {
		return Removal{}, false
	}
	return Removal{Keys: littleEndian32(answer[1:]), Complete: answer[0] == 0}, true
}

// encodeOptionU32 writes an Option<u32>, None if value is nil, and gives its length.
func encodeOptionU32(value *uint32, output *[someU32Bytes]byte) int {
	if value == nil {
		output[0] = 0
		return noneBytes
	}
	v := *value
	*output = [someU32Bytes]byte{1, byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)}
	return someU32Bytes
}

// littleEndian32 reads the first four bytes of b.
func littleEndian32(b []byte) uint32 {
	_ = b[3]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}
