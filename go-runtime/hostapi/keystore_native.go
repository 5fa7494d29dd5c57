//go:build !tinygo.wasm

package hostapi

import (
	"crypto/ed25519"
	"encoding/binary"

	"github.com/ChainSafe/go-schnorrkel"
)

// keystore are the key pairs of the native twin, by kind and public key. Keys that have no seed come from a counter, so that runs repeat.
type keystore struct {
	generated uint64
	sr25519   map[KeyType]map[[32]byte]*schnorrkel.SecretKey
	ed25519   map[KeyType]map[[32]byte]ed25519.PrivateKey
}

// nextSeed is the secret of the next key. Secret URIs need a derivation that the twin does not have.
func (k *keystore) nextSeed(uri []byte) (seed [32]byte) {
	if uri != nil {
		panic("hostapi: the native twin derives no keys from secret URIs; generate one without")
	}
	k.generated++
	binary.LittleEndian.PutUint64(seed[:], k.generated)
	return seed
}

func keystoreSr25519Generate(kind KeyType, seed []byte) (key [32]byte) {
	secret, err := schnorrkel.NewMiniSecretKeyFromRaw(host.keys.nextSeed(seed))
	if err != nil {
		panic(err) // any 32 bytes are a secret
	}
	key = secret.Public().Encode()
	if host.keys.sr25519 == nil {
		host.keys.sr25519 = map[KeyType]map[[32]byte]*schnorrkel.SecretKey{}
	}
	if host.keys.sr25519[kind] == nil {
		host.keys.sr25519[kind] = map[[32]byte]*schnorrkel.SecretKey{}
	}
	host.keys.sr25519[kind][key] = secret.ExpandEd25519()
	return key
}

func keystoreSr25519Sign(kind KeyType, key, message []byte) ([]byte, bool) {
	secret, ok := host.keys.sr25519[kind][[32]byte(key)]
	if !ok {
		return nil, false
	}
	signature, err := secret.Sign(schnorrkel.NewSigningContext([]byte(signingContext), message))
	if err != nil {
		return nil, false
	}
	encoded := signature.Encode()
	return encoded[:], true
}

func keystoreEd25519Generate(kind KeyType, seed []byte) (key [32]byte) {
	secret := host.keys.nextSeed(seed)
	private := ed25519.NewKeyFromSeed(secret[:])
	copy(key[:], private.Public().(ed25519.PublicKey))
	if host.keys.ed25519 == nil {
		host.keys.ed25519 = map[KeyType]map[[32]byte]ed25519.PrivateKey{}
	}
	if host.keys.ed25519[kind] == nil {
		host.keys.ed25519[kind] = map[[32]byte]ed25519.PrivateKey{}
	}
	host.keys.ed25519[kind][key] = private
	return key
}

func keystoreEd25519Sign(kind KeyType, key, message []byte) ([]byte, bool) {
	private, ok := host.keys.ed25519[kind][[32]byte(key)]
	if !ok {
		return nil, false
	}
	return ed25519.Sign(private, message), true
}
