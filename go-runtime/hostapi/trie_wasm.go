//go:build tinygo.wasm

package hostapi

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

//go:wasmimport env ext_trie_blake2_256_ordered_root_version_2
func ext_trie_blake2_256_ordered_root_version_2(values uint64, version int32) uint32

//go:wasmimport env ext_trie_blake2_256_root_version_2
func ext_trie_blake2_256_root_version_2(pairs uint64, version int32) uint32

func trieOrderedRoot(values []byte, version StateVersion) (root [HashBytes]byte) {
	answer := ext_trie_blake2_256_ordered_root_version_2(seam.PointerSize(values), int32(version))
	keep(values)
	seam.Take(answer, HashBytes, unsafe.Pointer(&root))
	return root
}

func trieRoot(pairs []byte, version StateVersion) (root [HashBytes]byte) {
	answer := ext_trie_blake2_256_root_version_2(seam.PointerSize(pairs), int32(version))
	keep(pairs)
	seam.Take(answer, HashBytes, unsafe.Pointer(&root))
	return root
}
