package apis

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// SessionKey is one of the keys that an authority takes part with: what it is for, and of which scheme it is.
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

const (
	publicKeyBytes = 32
	signatureBytes = 64
)

// ownershipContext precedes the owner in what is signed with a key to prove that the owner has it.
const ownershipContext = "POP_"

// GenerateSessionKeys answers SessionKeys_generate_session_keys, version 2 (sp_session::SessionKeys): input is the owner, any bytes, and the secret URI
// of the keys or none; the answer the public keys and the proof that the owner has them, the signatures.
func GenerateSessionKeys(input []byte, keys []SessionKey) []byte {
	d := scale.NewDecoder(input)
	owner := d.Bytes()
	var seed []byte
	if d.OptionTag() {
		seed = d.Bytes()
	}
	check(d, "generate_session_keys")
	statement := append([]byte(ownershipContext), owner...)
	public := scale.NewEncoder(make([]byte, 0, len(keys)*publicKeyBytes))
	for i := range keys {
		key := keys[i].generate(seed)
		public.Raw(key[:])
	}
	proof := scale.NewEncoder(make([]byte, 0, len(keys)*signatureBytes))
	for i := range keys {
		signature, ok := keys[i].sign(public.Output()[i*publicKeyBytes:(i+1)*publicKeyBytes], statement)
		if !ok {
			panic("apis: the keystore has no secret for a key that it has just made")
		}
		proof.Raw(signature)
	}
	e := scale.NewEncoder(nil)
	e.Bytes(public.Output())
	e.Bytes(proof.Output())
	return e.Output()
}

func (k *SessionKey) generate(seed []byte) [publicKeyBytes]byte {
	if k.Scheme == Sr25519 {
		return hostapi.Sr25519Generate(k.Kind, seed)
	}
	return hostapi.Ed25519Generate(k.Kind, seed)
}

func (k *SessionKey) sign(key, message []byte) ([]byte, bool) {
	if k.Scheme == Sr25519 {
		return hostapi.Sr25519Sign(k.Kind, key, message)
	}
	return hostapi.Ed25519Sign(k.Kind, key, message)
}

// DecodeSessionKeys answers SessionKeys_decode_session_keys: input is encoded public keys, the answer each of them with what it is for, or none.
func DecodeSessionKeys(input []byte, keys []SessionKey) []byte {
	d := scale.NewDecoder(input)
	encoded := d.Bytes()
	check(d, "decode_session_keys")
	if len(encoded) < len(keys)*publicKeyBytes {
		return Constant(none)
	}
	e := scale.NewEncoder(nil)
	e.OptionTag(true)
	e.Length(len(keys))
	for i := range keys {
		e.Bytes(encoded[i*publicKeyBytes : (i+1)*publicKeyBytes])
		e.Raw(keys[i].Kind[:])
	}
	return e.Output()
}
