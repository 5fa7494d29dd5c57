package hostapi

// KeyType says what a key of the node's keystore is for (sp_core::crypto::KeyTypeId).
type KeyType [4]byte

// Sr25519Generate makes a key pair in the node's keystore and returns its public key, 32 bytes. seed, if not nil, is a secret URI such as //Alice; without
// one the key is random. Not for use in blocks.
//
//go:noinline
func Sr25519Generate(kind KeyType, seed []byte) [32]byte { return keystoreSr25519Generate(kind, seed) }

// Sr25519Sign signs message with a key of the node's keystore, and says whether that has the key. The signature has 64 bytes.
func Sr25519Sign(kind KeyType, key, message []byte) ([]byte, bool) {
	return keystoreSr25519Sign(kind, key, message)
}

// Ed25519Generate is [Sr25519Generate] for ed25519.
//
//go:noinline
func Ed25519Generate(kind KeyType, seed []byte) [32]byte { return keystoreEd25519Generate(kind, seed) }

// Ed25519Sign is [Sr25519Sign] for ed25519.
func Ed25519Sign(kind KeyType, key, message []byte) ([]byte, bool) {
	return keystoreEd25519Sign(kind, key, message)
}
