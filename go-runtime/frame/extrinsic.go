package frame

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// ExtrinsicKind says what answers for an extrinsic (sp_runtime::generic::Preamble). It is in the two highest bits of the first byte, the version
// of the format in the others.
type ExtrinsicKind byte

const (
	// Bare: nothing, as of an inherent; in format 4 and 5.
	Bare ExtrinsicKind = 0x00
	// General: the extensions; in format 5.
	General ExtrinsicKind = 0x40
	// SignedByAccount: an account's signature; in format 4.
	SignedByAccount ExtrinsicKind = 0x80

	kindMask    = 0xc0
	versionMask = 0x3f

	formatVersion       = 5
	legacyFormatVersion = 4
	// extensionVersion is the only version of a pipeline of extensions.
	extensionVersion = 0
)

// MaxExtrinsicDepth is how deep calls may be nested (frame_support::MAX_EXTRINSIC_DEPTH).
const MaxExtrinsicDepth = scale.MaxExtrinsicDepth

// How deep calls may be nested that a runtime API is only asked about, alone and in an extrinsic: as deep as in FRAME, which has no limit there but its
// stack. A list counts as a level, which FRAME's stack has room for.
const (
	MaxQueriedCallDepth      = 2425 + 1
	MaxQueriedExtrinsicDepth = 3444 + 1
)

// maxCallBytes is the most memory that a decoded extrinsic takes (sp_runtime::generic::DEFAULT_MAX_CALL_SIZE).
const maxCallBytes = 16 << 20

// maxRawPayloadBytes is up to which length what is signed is signed as it is, not its hash.
const maxRawPayloadBytes = 256

// Extrinsic is an extrinsic as it is in a block, decoded (sp_runtime::generic::UncheckedExtrinsic).
type Extrinsic struct {
	Kind ExtrinsicKind
	// Address and Signature are those of the signer, if there is one.
	Address   scale.MultiAddress
	Signature primitives.MultiSignature
	// Extensions are there in all kinds; they are decoded if the extrinsic is not bare.
	Extensions Extensions
	Call       Call

	// explicit and call are the encodings of extensions and call.
	explicit, call []byte
}

// OpaqueExtrinsic is an extrinsic as a block has it: with its length before it, and without. Both are parts of the input.
type OpaqueExtrinsic struct {
	Prefixed, Bytes []byte
}

// Runtime is what a runtime says of its extrinsics.
type Runtime interface {
	// NewExtensions is an empty pipeline.
	NewExtensions() Extensions
	// DecodeCall reads a call; nil on failure.
	DecodeCall(d *scale.Decoder) Call
}

// DecodeExtrinsic reads an extrinsic, which is all of encoded and has no length prefix. On failure the error is that of the codec; see [IsTooDeep].
func DecodeExtrinsic(encoded []byte, runtime Runtime) (*Extrinsic, error) {
	return DecodeExtrinsicTo(MaxExtrinsicDepth, encoded, runtime)
}

// DecodeExtrinsicTo is DecodeExtrinsic with another limit for how deep calls are nested.
func DecodeExtrinsicTo(depth int, encoded []byte, runtime Runtime) (*Extrinsic, error) {
	d := scale.NewDecoder(encoded)
	d.LimitDepth(depth)
	d.LimitMemory(maxCallBytes)
	x := &Extrinsic{Extensions: runtime.NewExtensions()}
	first := d.U8()
	x.Kind = ExtrinsicKind(first & kindMask)
	switch version := first & versionMask; {
	case x.Kind == Bare && (version == formatVersion || version == legacyFormatVersion):
	case x.Kind == SignedByAccount && version == legacyFormatVersion:
		x.Address.Decode(d)
		x.Signature.Decode(d)
	case x.Kind == General && version == formatVersion:
		if d.U8() != extensionVersion {
			d.Fail(scale.UnknownVariant)
		}
	default:
		d.FailAt(0, scale.UnknownVariant)
	}
	start := d.Offset()
	if x.Kind != Bare {
		x.Extensions.Decode(d)
	}
	end := d.Offset()
	d.LimitMemory(maxCallBytes)
	x.Call = runtime.DecodeCall(d)
	x.explicit, x.call = encoded[start:end], encoded[end:]
	return x, d.End()
}

// IsTooDeep says that decoding failed for nothing but the depth of the calls.
func IsTooDeep(err error) bool {
	e, ok := err.(*scale.Error)
	return ok && e.Reason == scale.TooDeep
}

// Check says who sent the extrinsic: it looks up the signer and verifies the signature, if there is one.
func (x *Extrinsic) Check() (Origin, error) {
	if x.Kind != SignedByAccount {
		return None(), nil
	}
	signer, ok := Lookup(&x.Address)
	if !ok {
		return None(), UnknownCannotLookup
	}
	payload := scale.NewEncoder(make([]byte, 0, len(x.call)+len(x.explicit)+maxImplicitBytes))
	payload.Raw(x.call)
	payload.Raw(x.explicit)
	if err := x.Extensions.Implicit(payload); err != nil {
		return None(), err
	}
	message := payload.Output()
	if len(message) > maxRawPayloadBytes {
		hash := hostapi.Blake2_256(message)
		message = hash[:]
	}
	if !Verify(&x.Signature, message, signer) {
		return None(), InvalidBadProof
	}
	return Signed(signer), nil
}

// CheckImplicit says why what is signed along can't be determined, or nil.
func (x *Extrinsic) CheckImplicit() error {
	return x.Extensions.Implicit(scale.NewEncoder(make([]byte, 0, maxImplicitBytes)))
}

// maxImplicitBytes is the room that is made for what is signed along; more is possible.
const maxImplicitBytes = 128

// Verify says whether an account has signed a message (sp_runtime::MultiSignature::verify).
func Verify(signature *primitives.MultiSignature, message []byte, account *scale.AccountID) bool {
	switch signature.Kind {
	case primitives.Ed25519:
		return hostapi.Ed25519Verify(signature.Bytes, message, account[:])
	case primitives.Sr25519:
		return hostapi.Sr25519Verify(signature.Bytes, message, account[:])
	case primitives.Ecdsa:
		digest := hostapi.Blake2_256(message)
		key, ok := hostapi.Secp256k1RecoverCompressed(signature.Bytes, digest[:])
		return ok && hostapi.Blake2_256(key[:]) == [32]byte(*account)
	case primitives.Ethereum:
		return verifyEthereum(signature.Bytes, message, account)
	}
	return false
}

// ethereumPadding fills an account's id after the 20 bytes of an Ethereum address.
const ethereumPadding = 0xee

// verifyEthereum is Verify for accounts whose id is an Ethereum address.
func verifyEthereum(signature, message []byte, account *scale.AccountID) bool {
	digest := hostapi.Keccak256(message)
	key, ok := hostapi.Secp256k1RecoverCompressed(signature, digest[:])
	if !ok {
		return false
	}
	hash := hostapi.Keccak256(key[:])
	for i := range account {
		want := byte(ethereumPadding)
		if i < 20 {
			want = hash[12+i]
		}
		if account[i] != want {
			return false
		}
	}
	return true
}

// EncodeBare writes an extrinsic of a call for which nothing answers, with its length.
func EncodeBare(e *scale.Encoder, call Call) {
	e.Length(1 + 2 + call.EncodedLen())
	e.U8(byte(Bare) | formatVersion)
	EncodeCall(e, call)
}
