package frame

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// Hasher makes the part of a storage key that a map's key becomes (frame_support::StorageHasher).
type Hasher interface {
	// HashLen is the number of bytes of the hash.
	HashLen() int
	// Concat says that the encoded key follows its hash, so that keys can be listed.
	Concat() bool
	// Hash writes the hash of key to output, which has HashLen bytes.
	Hash(output, key []byte)
}

// The hashers. Twox is for keys that users can't choose, Blake2 for all, Identity for keys that are hashes already.
type (
	// Identity: the encoded key itself.
	Identity struct{}
	// Twox64Concat: XXH64, then the encoded key.
	Twox64Concat struct{}
	// Twox128: XXH64 twice.
	Twox128 struct{}
	// Twox256: XXH64 four times.
	Twox256 struct{}
	// Blake2_128: BLAKE2b of 16 bytes.
	Blake2_128 struct{}
	// Blake2_128Concat: BLAKE2b of 16 bytes, then the encoded key.
	Blake2_128Concat struct{}
	// Blake2_256: BLAKE2b of 32 bytes.
	Blake2_256 struct{}
)

// HashLen implements [Hasher].
func (Identity) HashLen() int { return 0 }

// Concat implements [Hasher].
func (Identity) Concat() bool { return true }

// Hash implements [Hasher].
func (Identity) Hash([]byte, []byte) {}

// HashLen implements [Hasher].
func (Twox64Concat) HashLen() int { return 8 }

// Concat implements [Hasher].
func (Twox64Concat) Concat() bool { return true }

// Hash implements [Hasher].
func (Twox64Concat) Hash(output, key []byte) {
	if len(key) == 4 {
		primitives.PutLittleU64(output, twox64OfU32(primitives.LittleU32(key)))
		return
	}
	hash := hostapi.Twox64(key)
	copy(output, hash[:])
}

// HashLen implements [Hasher].
func (Twox128) HashLen() int { return 16 }

// Concat implements [Hasher].
func (Twox128) Concat() bool { return false }

// Hash implements [Hasher].
func (Twox128) Hash(output, key []byte) {
	hash := hostapi.Twox128(key)
	copy(output, hash[:])
}

// HashLen implements [Hasher].
func (Twox256) HashLen() int { return 32 }

// Concat implements [Hasher].
func (Twox256) Concat() bool { return false }

// Hash implements [Hasher].
func (Twox256) Hash(output, key []byte) {
	hash := hostapi.Twox256(key)
	copy(output, hash[:])
}

// HashLen implements [Hasher].
func (Blake2_128) HashLen() int { return 16 }

// Concat implements [Hasher].
func (Blake2_128) Concat() bool { return false }

// Hash implements [Hasher].
func (Blake2_128) Hash(output, key []byte) {
	hash := hostapi.Blake2_128(key)
	copy(output, hash[:])
}

// HashLen implements [Hasher].
func (Blake2_128Concat) HashLen() int { return 16 }

// Concat implements [Hasher].
func (Blake2_128Concat) Concat() bool { return true }

// Hash implements [Hasher].
func (Blake2_128Concat) Hash(output, key []byte) {
	hash := hostapi.Blake2_128(key)
	copy(output, hash[:])
}

// HashLen implements [Hasher].
func (Blake2_256) HashLen() int { return 32 }

// Concat implements [Hasher].
func (Blake2_256) Concat() bool { return false }

// Hash implements [Hasher].
func (Blake2_256) Hash(output, key []byte) {
	hash := hostapi.Blake2_256(key)
	copy(output, hash[:])
}
