package frame

import "math/bits"

// twox64OfU32 is XXH64 of four bytes, which are v in little endian, with the seed 0: as [hostapi.Twox64] has it. The hash of so short an input
// takes less than the call of a host function.
func twox64OfU32(v uint32) uint64 {
	const (
		prime1 = 0x9e3779b185ebca87
		prime2 = 0xc2b2ae3d27d4eb4f
		prime3 = 0x165667b19e3779f9
		prime5 = 0x27d4eb2f165667c5
	)
	h := uint64(prime5) + 4
	h ^= uint64(v) * prime1
	h = bits.RotateLeft64(h, 23)*prime2 + prime3
	h ^= h >> 33
	h *= prime2
	h ^= h >> 29
	h *= prime3
	return h ^ h>>32
}
