package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

const (
	publicKeyBytes = 32
	signatureBytes = 64
)

// ownershipContext precedes the owner in what is signed with a key to prove that the owner has it.
const ownershipContext = "POP_"

// GenerateSessionKeys answers SessionKeys_generate_session_keys, version 2 (sp_session::SessionKeys): input is the owner, any bytes, and the secret URI
// of the keys or none; the answer the public keys and the proof that the owner has them, the signatures.
func GenerateSessionKeys(input []byte, keys []frame.SessionKey) []byte {
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
		key := generate(&keys[i], seed)
		public.Raw(key[:])
	}
	proof := scale.NewEncoder(make([]byte, 0, len(keys)*signatureBytes))
	for i := range keys {
		signature, ok := sign(&keys[i], public.Output()[i*publicKeyBytes:(i+1)*publicKeyBytes], statement)
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

func generate(k *frame.SessionKey, seed []byte) [publicKeyBytes]byte {
	if k.Scheme == frame.Sr25519 {
		return hostapi.Sr25519Generate(k.Kind, seed)
	}
	return hostapi.Ed25519Generate(k.Kind, seed)
}

func sign(k *frame.SessionKey, key, message []byte) ([]byte, bool) {
	if k.Scheme == frame.Sr25519 {
		return hostapi.Sr25519Sign(k.Kind, key, message)
	}
	return hostapi.Ed25519Sign(k.Kind, key, message)
}

// DecodeSessionKeys answers SessionKeys_decode_session_keys: input is encoded public keys, the answer each of them with what it is for, or none.
func DecodeSessionKeys(input []byte, keys []frame.SessionKey) []byte {
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
