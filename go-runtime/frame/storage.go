// Package frame is what pallets are made of: storage items and, with them, the rules by which keys are built.
package frame

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
)

// StorageValue is a storage item with one value (frame_support::storage::types::StorageValue). Its key is the Twox-128 hash of the pallet's
// name followed by that of the item's: a constant, written out where the item is declared, so that nothing is hashed at run time.
type StorageValue struct {
	// Key is the whole key, 32 bytes long for an item of a pallet.
	Key string
}

// key is the key's bytes: not a copy, for the host only reads them.
func (v StorageValue) key() []byte { return unsafe.Slice(unsafe.StringData(v.Key), len(v.Key)) }

// Get returns the encoded value, and whether there is one. The slice is the caller's.
func (v StorageValue) Get() ([]byte, bool) { return hostapi.Get(v.key()) }

// Put sets the encoded value.
func (v StorageValue) Put(encoded []byte) { hostapi.Set(v.key(), encoded) }

// Kill removes the value.
func (v StorageValue) Kill() { hostapi.Clear(v.key()) }

// Take removes the value and returns it, and whether there was one.
func (v StorageValue) Take() ([]byte, bool) {
	encoded, ok := v.Get()
	if ok {
		v.Kill()
	}
	return encoded, ok
}

// StorageMap is a storage item with one value for each key, whose hasher is Twox64Concat: the Twox-64 hash of the encoded key, then the encoded
// key itself. For keys that users can't choose.
type StorageMap struct {
	// Prefix is the key of the item, as for a StorageValue; the values' keys start with it.
	Prefix string
}

func (m StorageMap) key(encoded []byte) []byte {
	hash := hostapi.Twox64(encoded)
	key := make([]byte, 0, len(m.Prefix)+len(hash)+len(encoded))
	key = append(key, m.Prefix...)
	key = append(key, hash[:]...)
	return append(key, encoded...)
}

// Get returns the encoded value of the key, and whether there is one. The slice is the caller's.
func (m StorageMap) Get(key []byte) ([]byte, bool) { return hostapi.Get(m.key(key)) }

// Insert sets the encoded value of the key.
func (m StorageMap) Insert(key, encoded []byte) { hostapi.Set(m.key(key), encoded) }

// Remove removes the value of the key.
func (m StorageMap) Remove(key []byte) { hostapi.Clear(m.key(key)) }

// Take removes the value of the key and returns it, and whether there was one.
func (m StorageMap) Take(key []byte) ([]byte, bool) {
	full := m.key(key)
	encoded, ok := hostapi.Get(full)
	if ok {
		hostapi.Clear(full)
	}
	return encoded, ok
}
