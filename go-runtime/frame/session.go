package frame

import "github.com/gopallet/gopallet/go-runtime/hostapi"

// SessionKey is one of the keys that an authority takes part with: what it is for, and of which scheme it is. A pallet that needs one has it in its
// variable SessionKey.
type SessionKey struct {
	Kind   hostapi.KeyType
	Scheme KeyScheme
}

// KeyScheme is a signature scheme.
type KeyScheme uint8

const (
	// Sr25519 is Schnorr signatures over Ristretto.
	Sr25519 KeyScheme = iota
	// Ed25519 is signatures over an Edwards curve.
	Ed25519
)
