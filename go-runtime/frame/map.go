package frame

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Map is a storage item with one value for each key (frame_support::storage::types::StorageMap). Its hasher makes the storage keys.
type Map[K, V any, H Hasher, KP Codec[K], VP Codec[V]] struct {
	prefix string
}

// NewMap is the map whose storage keys start with prefix: 32 bytes, as for a [Value].
func NewMap[K, V any, H Hasher, KP Codec[K], VP Codec[V]](prefix string) Map[K, V, H, KP, VP] {
	return Map[K, V, H, KP, VP]{prefix}
}

// Prefix is what all storage keys start with; nobody may write to it.
func (m Map[K, V, H, KP, VP]) Prefix() []byte { return bytesOf(m.prefix) }

// Key is the storage key of a key, for use with [Map.ReadAt] and its like: to hash once where an entry is used several times.
func (m Map[K, V, H, KP, VP]) Key(k *K) []byte {
	var h H
	key := make([]byte, len(m.prefix), len(m.prefix)+h.HashLen()+KP(k).EncodedLen())
	copy(key, m.prefix)
	return appendHashed[K, H, KP](key, k)
}

// appendHashed appends to key what the hasher makes of k. The capacity of key suffices.
func appendHashed[K any, H Hasher, KP Codec[K]](key []byte, k *K) []byte {
	var h H
	start := len(key)
	hash := key[start : start+h.HashLen()]
	e := scale.NewEncoder(key[start+len(hash) : start+len(hash) : cap(key)])
	KP(k).Encode(e)
	encoded := e.Output()
	h.Hash(hash, encoded)
	if h.Concat() {
		return key[:start+len(hash)+len(encoded)]
	}
	return key[:start+len(hash)]
}

// Read decodes the value of k into into, and says whether there is one. Without one, into stays as it is.
func (m Map[K, V, H, KP, VP]) Read(k *K, into *V) bool { return m.ReadAt(m.Key(k), into) }

// ReadAt is Read for a storage key.
func (m Map[K, V, H, KP, VP]) ReadAt(key []byte, into *V) bool {
	stored, ok := hostapi.Get(key)
	return ok && decodeStored[V, VP](stored, into)
}

// Get is the value of k, the zero value of its type if there is none.
func (m Map[K, V, H, KP, VP]) Get(k K) (value V) {
	m.Read(&k, &value)
	return value
}

// Contains says whether there is a value of k.
func (m Map[K, V, H, KP, VP]) Contains(k *K) bool { return hostapi.Exists(m.Key(k)) }

// Insert sets the value of k.
func (m Map[K, V, H, KP, VP]) Insert(k K, value V) { m.WriteAt(m.Key(&k), &value) }

// Write sets the value of k to a copy of what value points to.
func (m Map[K, V, H, KP, VP]) Write(k *K, value *V) { m.WriteAt(m.Key(k), value) }

// WriteAt is Write for a storage key.
func (m Map[K, V, H, KP, VP]) WriteAt(key []byte, value *V) {
	hostapi.Set(key, scale.Marshal(VP(value)))
}

// Remove removes the value of k.
func (m Map[K, V, H, KP, VP]) Remove(k *K) { hostapi.Clear(m.Key(k)) }

// Take removes the value of k, decodes it into into, and says whether there was one.
func (m Map[K, V, H, KP, VP]) Take(k *K, into *V) bool {
	key := m.Key(k)
	ok := m.ReadAt(key, into)
	hostapi.Clear(key)
	return ok
}

// Clear removes all values, as many as limit if it is not nil.
func (m Map[K, V, H, KP, VP]) Clear(limit *uint32) hostapi.Removal {
	return hostapi.ClearPrefix(m.Prefix(), limit)
}

// Each calls function for each key with its value, in the order of the storage keys, until it returns false. The hasher must keep keys. What
// can't be decoded is left out. The function may change the entry it is called for, and no other.
func (m Map[K, V, H, KP, VP]) Each(function func(k *K, value *V) bool) {
	var h H
	if !h.Concat() {
		panic("frame: the hasher keeps no keys; list maps whose hasher is Identity or ends in Concat")
	}
	for key, more := hostapi.NextKey(m.Prefix()); more && hasPrefix(key, m.prefix); key, more = hostapi.NextKey(key) {
		var k K
		var value V
		d := scale.NewDecoder(key[len(m.prefix)+h.HashLen():])
		KP(&k).Decode(d)
		if d.Failed() || !m.ReadAt(key, &value) {
			continue
		}
		if !function(&k, &value) {
			return
		}
	}
}

func hasPrefix(key []byte, prefix string) bool {
	return len(key) >= len(prefix) && string(key[:len(prefix)]) == prefix
}

// DoubleMap is a storage item with one value for each pair of keys (frame_support::storage::types::StorageDoubleMap).
type DoubleMap[K1, K2, V any, H1, H2 Hasher, P1 Codec[K1], P2 Codec[K2], VP Codec[V]] struct {
	prefix string
}

// NewDoubleMap is the map whose storage keys start with prefix: 32 bytes, as for a [Value].
func NewDoubleMap[K1, K2, V any, H1, H2 Hasher, P1 Codec[K1], P2 Codec[K2], VP Codec[V]](
	prefix string,
) DoubleMap[K1, K2, V, H1, H2, P1, P2, VP] {
	return DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]{prefix}
}

// Prefix is what all storage keys start with; nobody may write to it.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) Prefix() []byte { return bytesOf(m.prefix) }

// PrefixOf is what the storage keys of all pairs with this first key start with.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) PrefixOf(k1 *K1) []byte { return m.start(k1, 0) }

func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) start(k1 *K1, more int) []byte {
	var h1 H1
	key := make([]byte, len(m.prefix), len(m.prefix)+h1.HashLen()+P1(k1).EncodedLen()+more)
	copy(key, m.prefix)
	return appendHashed[K1, H1, P1](key, k1)
}

// Key is the storage key of a pair.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) Key(k1 *K1, k2 *K2) []byte {
	var h2 H2
	return appendHashed[K2, H2, P2](m.start(k1, h2.HashLen()+P2(k2).EncodedLen()), k2)
}

// Read decodes the value of a pair into into, and says whether there is one. Without one, into stays as it is.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) Read(k1 *K1, k2 *K2, into *V) bool {
	stored, ok := hostapi.Get(m.Key(k1, k2))
	return ok && decodeStored[V, VP](stored, into)
}

// Contains says whether there is a value of the pair.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) Contains(k1 *K1, k2 *K2) bool {
	return hostapi.Exists(m.Key(k1, k2))
}

// Write sets the value of a pair to a copy of what value points to.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) Write(k1 *K1, k2 *K2, value *V) {
	hostapi.Set(m.Key(k1, k2), scale.Marshal(VP(value)))
}

// Remove removes the value of a pair.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) Remove(k1 *K1, k2 *K2) {
	hostapi.Clear(m.Key(k1, k2))
}

// ClearOf removes the values of all pairs with this first key, as many as limit if it is not nil.
func (m DoubleMap[K1, K2, V, H1, H2, P1, P2, VP]) ClearOf(k1 *K1, limit *uint32) hostapi.Removal {
	return hostapi.ClearPrefix(m.PrefixOf(k1), limit)
}

// CountedMap is a [Map] that knows how many values it has (frame_support::storage::types::CountedStorageMap).
type CountedMap[K, V any, H Hasher, KP Codec[K], VP Codec[V]] struct {
	entries Map[K, V, H, KP, VP]
	counter string
}

// NewCountedMap is the map whose storage keys start with prefix, and whose count is at counter: the Twox-128 hash of the pallet's name, then
// that of "CounterFor" with the item's name.
func NewCountedMap[K, V any, H Hasher, KP Codec[K], VP Codec[V]](prefix, counter string) CountedMap[K, V, H, KP, VP] {
	return CountedMap[K, V, H, KP, VP]{Map[K, V, H, KP, VP]{prefix}, counter}
}

// Count is the number of values.
func (m CountedMap[K, V, H, KP, VP]) Count() uint32 {
	stored, ok := hostapi.Get(bytesOf(m.counter))
	if !ok {
		return 0
	}
	return scale.NewDecoder(stored).U32()
}

func (m CountedMap[K, V, H, KP, VP]) setCount(n uint32) {
	hostapi.Set(bytesOf(m.counter), []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
}

// Read decodes the value of k into into, and says whether there is one. Without one, into stays as it is.
func (m CountedMap[K, V, H, KP, VP]) Read(k *K, into *V) bool { return m.entries.Read(k, into) }

// Contains says whether there is a value of k.
func (m CountedMap[K, V, H, KP, VP]) Contains(k *K) bool { return m.entries.Contains(k) }

// Write sets the value of k to a copy of what value points to.
func (m CountedMap[K, V, H, KP, VP]) Write(k *K, value *V) {
	key := m.entries.Key(k)
	if !hostapi.Exists(key) {
		if count := m.Count(); count < ^uint32(0) {
			m.setCount(count + 1)
		}
	}
	m.entries.WriteAt(key, value)
}

// Remove removes the value of k.
func (m CountedMap[K, V, H, KP, VP]) Remove(k *K) {
	key := m.entries.Key(k)
	if hostapi.Exists(key) {
		if count := m.Count(); count > 0 {
			m.setCount(count - 1)
		}
		hostapi.Clear(key)
	}
}
