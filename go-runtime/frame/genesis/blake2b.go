package genesis

import "math/bits"

// BLAKE2b with an output of 64 bytes and without key (RFC 7693), which no host function computes: for the checksums of addresses.

const (
	blakeBlockBytes = 128
	blakeRounds     = 12
)

// blakeStart are the first 64 bits of the fractions of the square roots of the first eight primes.
var blakeStart = [8]uint64{
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
}

// blakeOrder is in which order each round takes the words of a block, a digit of 4 bits for each, the first lowest.
var blakeOrder = [10]uint64{
	0xfedcba9876543210, 0x357b20c16df984ae, 0x491763eadf250c8b, 0x8f04a562ebcd1397, 0xd386cb1efa427509,
	0x91ef57d438b0a6c2, 0xb8293670a4def15c, 0xa2684f05931ce7bd, 0x5a417d2c803b9ef6, 0x0dc3e9bf5167482a,
}

// blake2b512 is the hash of data, which has at most one block.
func blake2b512(data []byte) (hash [64]byte) {
	var m [16]uint64
	for i, b := range data[:min(len(data), blakeBlockBytes)] {
		m[i/8] |= uint64(b) << (8 * (i % 8))
	}
	h := blakeStart
	h[0] ^= 0x01010000 ^ uint64(len(hash))
	var v [16]uint64
	copy(v[:8], h[:])
	copy(v[8:], blakeStart[:])
	v[12] ^= uint64(len(data))
	v[14] = ^v[14]
	for round := range blakeRounds {
		order := blakeOrder[round%len(blakeOrder)]
		word := func(i int) uint64 { return m[order>>(4*i)&15] }
		for i := range 4 {
			mix(&v, i, 4+i, 8+i, 12+i, word(2*i), word(2*i+1))
		}
		for i := range 4 {
			mix(&v, i, 4+(i+1)%4, 8+(i+2)%4, 12+(i+3)%4, word(8+2*i), word(9+2*i))
		}
	}
	for i := range hash {
		word := h[i/8] ^ v[i/8] ^ v[8+i/8]
		hash[i] = byte(word >> (8 * (i % 8)))
	}
	return hash
}

// mix is the step G of BLAKE2b.
func mix(v *[16]uint64, a, b, c, d int, x, y uint64) {
	v[a] += v[b] + x
	v[d] = bits.RotateLeft64(v[d]^v[a], -32)
	v[c] += v[d]
	v[b] = bits.RotateLeft64(v[b]^v[c], -24)
	v[a] += v[b] + y
	v[d] = bits.RotateLeft64(v[d]^v[a], -16)
	v[c] += v[d]
	v[b] = bits.RotateLeft64(v[b]^v[c], -63)
}
