package hostapi

// The functions here return arrays, which TinyGo copies byte by byte wherever it can't see that they lie in memory. Not inlined, they do.

// Twox64 is XXH64 of data with the seed 0, in little endian. It is not cryptographic: only for data that nobody can choose.
//
//go:noinline
func Twox64(data []byte) [8]byte { return hashTwox64(data) }

// Twox128 is XXH64 of data with the seeds 0 and 1, each in little endian. It is not cryptographic: only for data that nobody can choose.
//
//go:noinline
func Twox128(data []byte) [16]byte { return hashTwox128(data) }

// Twox256 is XXH64 of data with the seeds 0 to 3, each in little endian. It is not cryptographic: only for data that nobody can choose.
//
//go:noinline
func Twox256(data []byte) [32]byte { return hashTwox256(data) }

// Blake2_128 is BLAKE2b of data with an output of 16 bytes.
//
//go:noinline
func Blake2_128(data []byte) [16]byte { return hashBlake2b128(data) }

// Blake2_256 is BLAKE2b of data with an output of 32 bytes.
//
//go:noinline
func Blake2_256(data []byte) [32]byte { return hashBlake2b256(data) }

// Keccak256 is Keccak of data as Ethereum uses it, with the padding from before SHA-3.
//
//go:noinline
func Keccak256(data []byte) [32]byte { return hashKeccak256(data) }

// Sha2_256 is SHA-256 of data.
//
//go:noinline
func Sha2_256(data []byte) [32]byte { return hashSha256(data) }
