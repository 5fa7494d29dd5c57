package primitives

import "github.com/gopallet/gopallet/go-runtime/scale"

// SignatureKind is the sort of a [MultiSignature]: the index of its variant.
type SignatureKind byte

// The kinds.
const (
	// Ed25519 signatures have 64 bytes.
	Ed25519 SignatureKind = 0
	// Sr25519 signatures have 64 bytes.
	Sr25519 SignatureKind = 1
	// Ecdsa signatures, over secp256k1 and BLAKE2b, have 65 bytes. The account's id is a hash of the key.
	Ecdsa SignatureKind = 2
	// Ethereum signatures, over secp256k1 and Keccak, have 65 bytes. The account's id is an Ethereum address, filled up.
	Ethereum SignatureKind = 3
)

// MultiSignature is a signature of any kind (sp_runtime::MultiSignature).
type MultiSignature struct {
	Kind SignatureKind
	// Bytes are the signature, 64 or 65 of them: decoded, a part of the input.
	Bytes []byte
}

// Decode reads a signature.
func (s *MultiSignature) Decode(d *scale.Decoder) {
	s.Kind = SignatureKind(d.Variant())
	switch s.Kind {
	case Ed25519, Sr25519:
		s.Bytes = d.Fixed(64)
	case Ecdsa, Ethereum:
		s.Bytes = d.Fixed(65)
	default:
		d.Fail(scale.UnknownVariant)
	}
}

// Encode writes a signature.
func (s *MultiSignature) Encode(e *scale.Encoder) {
	e.Variant(byte(s.Kind))
	e.Raw(s.Bytes)
}

// EncodedLen is the number of bytes that Encode writes.
func (s *MultiSignature) EncodedLen() int { return 1 + len(s.Bytes) }
