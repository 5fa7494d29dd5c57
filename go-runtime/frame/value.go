package frame

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// bytesOf is the bytes of a constant: not a copy, and nobody may write to them. Hosts only read keys.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// decodeStored reads a stored value. A value that is not the encoding of its type counts as none, as in FRAME.
func decodeStored[T any, P Codec[T]](stored []byte, into *T) bool {
	d := scale.NewDecoder(stored)
	P(into).Decode(d)
	if d.Failed() {
		var zero T
		*into = zero
		hostapi.Log(hostapi.LevelError, "runtime::storage", "a stored value is not of its type; it counts as none")
		return false
	}
	return true
}

// Value is a storage item with one value (frame_support::storage::types::StorageValue).
type Value[T any, P Codec[T]] struct {
	key string
}

// NewValue is the item at key, which is 32 bytes long for an item of a pallet: the Twox-128 hash of the pallet's name, then that of the item's.
// It is written out as a constant, so that nothing is hashed at run time.
func NewValue[T any, P Codec[T]](key string) Value[T, P] { return Value[T, P]{key} }

// Key is the storage key; nobody may write to it.
func (v Value[T, P]) Key() []byte { return bytesOf(v.key) }

// Read decodes the value into into, and says whether there is one. Without one, into stays as it is.
func (v Value[T, P]) Read(into *T) bool {
	stored, ok := hostapi.Get(v.Key())
	return ok && decodeStored[T, P](stored, into)
}

// Get is the value, the zero value of its type if there is none.
func (v Value[T, P]) Get() (value T) {
	v.Read(&value)
	return value
}

// GetOr is the value, or other if there is none.
func (v Value[T, P]) GetOr(other T) T {
	v.Read(&other)
	return other
}

// Put sets the value.
func (v Value[T, P]) Put(value T) { v.Write(&value) }

// Write sets the value to a copy of what value points to.
func (v Value[T, P]) Write(value *T) { hostapi.Set(v.Key(), scale.Marshal(P(value))) }

// Exists says whether there is a value.
func (v Value[T, P]) Exists() bool { return hostapi.Exists(v.Key()) }

// Kill removes the value.
func (v Value[T, P]) Kill() { hostapi.Clear(v.Key()) }

// Take removes the value, decodes it into into, and says whether there was one.
func (v Value[T, P]) Take(into *T) bool {
	stored, ok := hostapi.Get(v.Key())
	if !ok {
		return false
	}
	ok = decodeStored[T, P](stored, into)
	v.Kill()
	return ok
}

// Append adds an element to the list that is stored at key, without reading it.
func Append(key string, element []byte) { hostapi.Append(bytesOf(key), element) }
