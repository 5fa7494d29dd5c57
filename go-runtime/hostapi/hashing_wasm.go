//go:build tinygo.wasm

package hostapi

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

//go:wasmimport env ext_hashing_twox_64_version_1
func ext_hashing_twox_64_version_1(data uint64) uint32

//go:wasmimport env ext_hashing_twox_128_version_1
func ext_hashing_twox_128_version_1(data uint64) uint32

//go:wasmimport env ext_hashing_twox_256_version_1
func ext_hashing_twox_256_version_1(data uint64) uint32

//go:wasmimport env ext_hashing_blake2_128_version_1
func ext_hashing_blake2_128_version_1(data uint64) uint32

//go:wasmimport env ext_hashing_blake2_256_version_1
func ext_hashing_blake2_256_version_1(data uint64) uint32

//go:wasmimport env ext_hashing_keccak_256_version_1
func ext_hashing_keccak_256_version_1(data uint64) uint32

//go:wasmimport env ext_hashing_sha2_256_version_1
func ext_hashing_sha2_256_version_1(data uint64) uint32

func hashTwox64(data []byte) (hash [8]byte) {
	answer := ext_hashing_twox_64_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 8, unsafe.Pointer(&hash))
	return hash
}

func hashTwox128(data []byte) (hash [16]byte) {
	answer := ext_hashing_twox_128_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 16, unsafe.Pointer(&hash))
	return hash
}

func hashTwox256(data []byte) (hash [32]byte) {
	answer := ext_hashing_twox_256_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 32, unsafe.Pointer(&hash))
	return hash
}

func hashBlake2b128(data []byte) (hash [16]byte) {
	answer := ext_hashing_blake2_128_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 16, unsafe.Pointer(&hash))
	return hash
}

func hashBlake2b256(data []byte) (hash [32]byte) {
	answer := ext_hashing_blake2_256_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 32, unsafe.Pointer(&hash))
	return hash
}

func hashKeccak256(data []byte) (hash [32]byte) {
	answer := ext_hashing_keccak_256_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 32, unsafe.Pointer(&hash))
	return hash
}

func hashSha256(data []byte) (hash [32]byte) {
	answer := ext_hashing_sha2_256_version_1(seam.PointerSize(data))
	keep(data)
	seam.Take(answer, 32, unsafe.Pointer(&hash))
	return hash
}
