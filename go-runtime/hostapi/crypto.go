package hostapi

// Ed25519Verify says whether signature, 64 bytes, is that of message by the key, 32 bytes.
func Ed25519Verify(signature, message, key []byte) bool {
	return cryptoEd25519Verify(signature, message, key)
}

// Sr25519Verify says whether signature, 64 bytes, is that of message by the key, 32 bytes. The signing context is "substrate".
func Sr25519Verify(signature, message, key []byte) bool {
	return cryptoSr25519Verify(signature, message, key)
}

// Secp256k1RecoverCompressed is the compressed public key that made signature, 65 bytes, of the digest, 32 bytes, and whether there is one.
//
//go:noinline
func Secp256k1RecoverCompressed(signature, digest []byte) (key [33]byte, ok bool) {
	return cryptoSecp256k1RecoverCompressed(signature, digest)
}
