//go:build tinygo.wasm

package hostapi

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

//go:wasmimport env ext_crypto_ed25519_verify_version_1
func ext_crypto_ed25519_verify_version_1(signature uint32, message uint64, key uint32) int32

//go:wasmimport env ext_crypto_sr25519_verify_version_2
func ext_crypto_sr25519_verify_version_2(signature uint32, message uint64, key uint32) int32

//go:wasmimport env ext_crypto_secp256k1_ecdsa_recover_compressed_version_2
func ext_crypto_secp256k1_ecdsa_recover_compressed_version_2(signature uint32, digest uint32) uint64

// Lengths of the answers of recovery: a Result with a key of 33 bytes or an error of one.
const (
	recoveredBytes    = 1 + 33
	notRecoveredBytes = 1 + 1
)

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }

func cryptoEd25519Verify(signature, message, key []byte) bool {
	valid := ext_crypto_ed25519_verify_version_1(address(signature), seam.PointerSize(message), address(key))
	keep(signature)
	keep(message)
	keep(key)
	return valid != 0
}

func cryptoSr25519Verify(signature, message, key []byte) bool {
	valid := ext_crypto_sr25519_verify_version_2(address(signature), seam.PointerSize(message), address(key))
	keep(signature)
	keep(message)
	keep(key)
	return valid != 0
}

func cryptoSecp256k1RecoverCompressed(signature, digest []byte) (key [33]byte, ok bool) {
	answer := ext_crypto_secp256k1_ecdsa_recover_compressed_version_2(address(signature), address(digest))
	keep(signature)
	keep(digest)
	var buffer [recoveredBytes]byte
	switch size := uintptr(answer >> 32); size {
	case recoveredBytes, notRecoveredBytes:
		seam.Take(uint32(answer), size, unsafe.Pointer(&buffer))
		ok = size == recoveredBytes && buffer[0] == 0
	default:
		malformed()
	}
	if ok {
		copy(key[:], buffer[1:])
	}
	return key, ok
}
