package scale

// AppendU16 appends v in two bytes, lowest first.
func AppendU16(b []byte, v uint16) []byte {
	return append(b, byte(v), byte(v>>8))
}

// AppendU32 appends v in four bytes, lowest first.
func AppendU32(b []byte, v uint32) []byte {
	return append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
}

// AppendU64 appends v in eight bytes, lowest first.
func AppendU64(b []byte, v uint64) []byte {
	return AppendU32(AppendU32(b, uint32(v)), uint32(v>>32))
}

// AppendCompact appends v as a compact integer: one to nine bytes.
func AppendCompact(b []byte, v uint64) []byte {
	if v < 1<<6 {
		return append(b, byte(v<<2))
	}
	var encoded [9]byte
	return append(b, encoded[:encodeCompact(v, &encoded)]...)
}

// AppendBytes appends a byte vector: its length as a compact integer, then the bytes.
func AppendBytes(b []byte, v []byte) []byte {
	return append(AppendCompact(b, uint64(len(v))), v...)
}

// AppendString appends a string: its length in bytes as a compact integer, then its UTF-8.
func AppendString(b []byte, v string) []byte {
	return append(AppendCompact(b, uint64(len(v))), v...)
}
