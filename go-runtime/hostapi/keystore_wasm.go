//go:build tinygo.wasm

package hostapi

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

//go:wasmimport env ext_crypto_sr25519_generate_version_1
func ext_crypto_sr25519_generate_version_1(kind uint32, seed uint64) uint32

//go:wasmimport env ext_crypto_sr25519_sign_version_1
func ext_crypto_sr25519_sign_version_1(kind uint32, key uint32, message uint64) uint64

//go:wasmimport env ext_crypto_ed25519_generate_version_1
func ext_crypto_ed25519_generate_version_1(kind uint32, seed uint64) uint32

//go:wasmimport env ext_crypto_ed25519_sign_version_1
func ext_crypto_ed25519_sign_version_1(kind uint32, key uint32, message uint64) uint64

// keyBytes and signatureBytes are the lengths of keys and signatures of both schemes.
const (
	keyBytes       = 32
	signatureBytes = 64
)

// optionalSeed is the encoding of an Option<Vec<u8>>, None if seed is nil.
func optionalSeed(seed []byte) []byte {
	if seed == nil {
		return []byte{0}
	}
	n := len(seed)
	encoded := make([]byte, 0, 5+n)
	switch {
	case n < 1<<6:
		encoded = append(encoded, 1, byte(n<<2))
	case n < 1<<14:
		encoded = append(encoded, 1, byte(n<<2|1), byte(n>>6))
	default:
		encoded = append(encoded, 1, byte(n<<2|2), byte(n>>6), byte(n>>14), byte(n>>22))
	}
	return append(encoded, seed...)
}

func keystoreSr25519Generate(kind KeyType, seed []byte) (key [keyBytes]byte) {
	name, encoded := kind[:], optionalSeed(seed)
	answer := ext_crypto_sr25519_generate_version_1(address(name), seam.PointerSize(encoded))
	keep(name)
	keep(encoded)
	seam.Take(answer, keyBytes, unsafe.Pointer(&key))
	return key
}

func keystoreSr25519Sign(kind KeyType, key, message []byte) ([]byte, bool) {
	name := kind[:]
	answer := ext_crypto_sr25519_sign_version_1(address(name), address(key), seam.PointerSize(message))
	keep(name)
	keep(key)
	keep(message)
	return takeSignature(answer)
}

func keystoreEd25519Generate(kind KeyType, seed []byte) (key [keyBytes]byte) {
	name, encoded := kind[:], optionalSeed(seed)
	answer := ext_crypto_ed25519_generate_version_1(address(name), seam.PointerSize(encoded))
	keep(name)
	keep(encoded)
	seam.Take(answer, keyBytes, unsafe.Pointer(&key))
	return key
}

func keystoreEd25519Sign(kind KeyType, key, message []byte) ([]byte, bool) {
	name := kind[:]
	answer := ext_crypto_ed25519_sign_version_1(address(name), address(key), seam.PointerSize(message))
	keep(name)
	keep(key)
	keep(message)
	return takeSignature(answer)
}

// takeSignature takes over an Option of a signature.
func takeSignature(answer uint64) ([]byte, bool) {
	buffer := seam.Adopt(answer)
	switch {
	case len(buffer) == 1+signatureBytes && buffer[0] == 1:
		return buffer[1:], true
	case len(buffer) != noneBytes || buffer[0] != 0:
		malformed()
	}
	return nil, false
}
