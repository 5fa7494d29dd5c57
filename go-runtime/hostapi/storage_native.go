//go:build !tinygo.wasm

package hostapi

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
)

// childKeyPrefix starts the keys under which the roots of child tries are stored. The runtime can read them, but not write them.
const childKeyPrefix = ":child_storage:"

func isChildKey(key []byte) bool { return bytes.HasPrefix(key, []byte(childKeyPrefix)) }

func storageGet(key []byte) ([]byte, bool) {
	value, ok := host.state.get(string(key))
	if !ok {
		return nil, false
	}
	return append([]byte{}, value...), true
}

func storageRead(key, output []byte, offset uint32) (length uint32, ok bool) {
	value, ok := host.state.get(string(key))
	rest := value[min(uint64(offset), uint64(len(value))):]
	copy(output, rest)
	return uint32(len(rest)), ok
}

func storageSet(key, value []byte) {
	if !isChildKey(key) {
		host.state.set(string(key), append([]byte{}, value...))
	}
}

func storageClear(key []byte) {
	if !isChildKey(key) {
		host.state.remove(string(key))
	}
}

func storageExists(key []byte) bool {
	_, ok := host.state.get(string(key))
	return ok
}

func storageAppend(key, item []byte) {
	list, _ := host.state.get(string(key))
	count, taken := readCompact(list)
	if taken == 0 || count > math.MaxUint32 {
		count, taken, list = 0, 0, nil
	}
	appended := appendCompact(make([]byte, 0, len(list)+len(item)+1), count+1)
	appended = append(appended, list[taken:]...)
	host.state.set(string(key), append(appended, item...))
}

func storageClearPrefix(prefix []byte, limit *uint32) Removal {
	if isChildKey(prefix) || strings.HasPrefix(childKeyPrefix, string(prefix)) {
		return Removal{Complete: true}
	}
	return host.state.clearPrefix(string(prefix), limit)
}

func storageNextKey(key []byte) ([]byte, bool) {
	next, ok := host.state.next(string(key))
	if !ok {
		return nil, false
	}
	return []byte(next), true
}

func storageRoot(version StateVersion) [HashBytes]byte {
	return merkleRoot(host.state.pairs(), version)
}

func storageGeneration() uint32 { return generation }

func storageStartTransaction() { host.state.start() }

func storageRollbackTransaction() {
	if !host.state.rollback() {
		panic("hostapi: no transaction to roll back; call StartTransaction first")
	}
}

func storageCommitTransaction() {
	if !host.state.commit() {
		panic("hostapi: no transaction to commit; call StartTransaction first")
	}
}

// readCompact reads a compact integer of at most 64 bits in its shortest form, and gives the bytes that it takes, 0 if there is none.
func readCompact(input []byte) (value uint64, taken int) {
	if len(input) == 0 {
		return 0, 0
	}
	var least uint64
	switch input[0] & 3 {
	case 0:
		return uint64(input[0] >> 2), 1
	case 1:
		taken, least = 2, 1<<6
	case 2:
		taken, least = 4, 1<<14
	default:
		taken = 5 + int(input[0]>>2)
		if taken > 9 {
			return 0, 0
		}
		least = max(1<<30, uint64(1)<<(8*(taken-2)))
	}
	if len(input) < taken {
		return 0, 0
	}
	var word [8]byte
	if input[0]&3 == 3 {
		copy(word[:], input[1:taken])
		value = binary.LittleEndian.Uint64(word[:])
	} else {
		copy(word[:], input[:taken])
		value = binary.LittleEndian.Uint64(word[:]) >> 2
	}
	if value < least {
		return 0, 0
	}
	return value, taken
}

// appendCompact appends value as a compact integer.
func appendCompact(output []byte, value uint64) []byte {
	switch {
	case value < 1<<6:
		return append(output, byte(value<<2))
	case value < 1<<14:
		return binary.LittleEndian.AppendUint16(output, uint16(value<<2|1))
	case value < 1<<30:
		return binary.LittleEndian.AppendUint32(output, uint32(value<<2|2))
	}
	length := 4
	for value>>(8*length) != 0 && length < 8 {
		length++
	}
	var word [8]byte
	binary.LittleEndian.PutUint64(word[:], value)
	return append(append(output, byte(length-4)<<2|3), word[:length]...)
}
