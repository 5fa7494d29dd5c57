//go:build !tinygo.wasm

package hostapi

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/sha3"
)

// twox fills hash with XXH64 of data, eight bytes for each of the seeds 0, 1, 2, ...
func twox(hash, data []byte) {
	for seed := 0; 8*seed < len(hash); seed++ {
		digest := xxhash.NewWithSeed(uint64(seed))
		digest.Write(data) // never fails
		binary.LittleEndian.PutUint64(hash[8*seed:], digest.Sum64())
	}
}

func hashTwox64(data []byte) (hash [8]byte) {
	twox(hash[:], data)
	return hash
}

func hashTwox128(data []byte) (hash [16]byte) {
	twox(hash[:], data)
	return hash
}

func hashTwox256(data []byte) (hash [32]byte) {
	twox(hash[:], data)
	return hash
}

func hashBlake2b128(data []byte) (hash [16]byte) {
	digest, err := blake2b.New(len(hash), nil)
	if err != nil {
		panic(err) // a length of 1 to 64 without a key is never refused
	}
	digest.Write(data) // never fails
	digest.Sum(hash[:0])
	return hash
}

func hashBlake2b256(data []byte) [32]byte { return blake2b.Sum256(data) }

func hashKeccak256(data []byte) (hash [32]byte) {
	digest := sha3.NewLegacyKeccak256()
	digest.Write(data) // never fails
	digest.Sum(hash[:0])
	return hash
}

func hashSha256(data []byte) [32]byte { return sha256.Sum256(data) }
