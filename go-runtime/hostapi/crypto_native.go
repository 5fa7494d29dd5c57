//go:build !tinygo.wasm

package hostapi

import (
	"crypto/ed25519"

	"github.com/ChainSafe/go-schnorrkel"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
)

// signingContext is what signatures of sr25519 are bound to.
const signingContext = "substrate"

func cryptoEd25519Verify(signature, message, key []byte) bool {
	return ed25519.Verify(key, message, signature)
}

func cryptoSr25519Verify(signature, message, key []byte) bool {
	var decoded schnorrkel.Signature
	if decoded.Decode([64]byte(signature)) != nil {
		return false
	}
	public, err := schnorrkel.NewPublicKey([32]byte(key))
	if err != nil {
		return false
	}
	valid, err := public.Verify(&decoded, schnorrkel.NewSigningContext([]byte(signingContext), message))
	return err == nil && valid
}

func cryptoSecp256k1RecoverCompressed(signature, digest []byte) (key [33]byte, ok bool) {
	// The recovery id comes last here, and first there, where 27 says a public key and 4 more a compressed one.
	id := signature[64]
	if id >= 27 {
		id -= 27
	}
	if id > 3 {
		return key, false
	}
	compact := append([]byte{27 + 4 + id}, signature[:64]...)
	public, _, err := ecdsa.RecoverCompact(compact, digest)
	if err != nil {
		return key, false
	}
	copy(key[:], public.SerializeCompressed())
	return key, true
}
