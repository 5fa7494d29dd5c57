//go:build tinygo.wasm

package hostapi

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

//go:wasmimport env ext_storage_get_version_1
func ext_storage_get_version_1(key uint64) uint64

//go:wasmimport env ext_storage_read_version_1
func ext_storage_read_version_1(key uint64, output uint64, offset uint32) uint64

//go:wasmimport env ext_storage_set_version_1
func ext_storage_set_version_1(key uint64, value uint64)

//go:wasmimport env ext_storage_clear_version_1
func ext_storage_clear_version_1(key uint64)

//go:wasmimport env ext_storage_exists_version_1
func ext_storage_exists_version_1(key uint64) int32

//go:wasmimport env ext_storage_append_version_1
func ext_storage_append_version_1(key uint64, item uint64)

//go:wasmimport env ext_storage_clear_prefix_version_2
func ext_storage_clear_prefix_version_2(prefix uint64, limit uint64) uint64

//go:wasmimport env ext_storage_next_key_version_1
func ext_storage_next_key_version_1(key uint64) uint64

//go:wasmimport env ext_storage_root_version_2
func ext_storage_root_version_2(version int32) uint64

//go:wasmimport env ext_storage_start_transaction_version_1
func ext_storage_start_transaction_version_1()

//go:wasmimport env ext_storage_rollback_transaction_version_1
func ext_storage_rollback_transaction_version_1()

//go:wasmimport env ext_storage_commit_transaction_version_1
func ext_storage_commit_transaction_version_1()

func storageGet(key []byte) ([]byte, bool) {
	answer := ext_storage_get_version_1(seam.PointerSize(key))
	keep(key)
	return takeOptionBytes(answer)
}

func storageRead(key, output []byte, offset uint32) (length uint32, ok bool) {
	answer := ext_storage_read_version_1(seam.PointerSize(key), seam.PointerSize(output), offset)
	keep(key)
	keep(output)
	var buffer [shortBytesMax]byte
	length, some, valid := decodeOptionU32(buffer[:takeShort(answer, &buffer)])
	if !valid {
		malformed()
	}
	return length, some
}

func storageSet(key, value []byte) {
	ext_storage_set_version_1(seam.PointerSize(key), seam.PointerSize(value))
	keep(key)
	keep(value)
}

func storageClear(key []byte) {
	ext_storage_clear_version_1(seam.PointerSize(key))
	keep(key)
}

func storageExists(key []byte) bool {
	exists := ext_storage_exists_version_1(seam.PointerSize(key))
	keep(key)
	return exists != 0
}

func storageAppend(key, item []byte) {
	ext_storage_append_version_1(seam.PointerSize(key), seam.PointerSize(item))
	keep(key)
	keep(item)
}

func storageClearPrefix(prefix []byte, limit *uint32) Removal {
	var option [someU32Bytes]byte
	maximum := option[:encodeOptionU32(limit, &option)]
	answer := ext_storage_clear_prefix_version_2(seam.PointerSize(prefix), seam.PointerSize(maximum))
	keep(prefix)
	keep(maximum)
	var buffer [shortBytesMax]byte
	removal, valid := decodeRemoval(buffer[:takeShort(answer, &buffer)])
	if !valid {
		malformed()
	}
	return removal
}

func storageNextKey(key []byte) ([]byte, bool) {
	answer := ext_storage_next_key_version_1(seam.PointerSize(key))
	keep(key)
	return takeOptionBytes(answer)
}

func storageRoot(version StateVersion) (root [HashBytes]byte) {
	answer := ext_storage_root_version_2(int32(version))
	if answer>>32 != HashBytes {
		malformed()
	}
	seam.Take(uint32(answer), HashBytes, unsafe.Pointer(&root))
	return root
}

func storageGeneration() uint32 { return 0 }

func storageStartTransaction() { ext_storage_start_transaction_version_1() }

func storageRollbackTransaction() { ext_storage_rollback_transaction_version_1() }

func storageCommitTransaction() { ext_storage_commit_transaction_version_1() }
