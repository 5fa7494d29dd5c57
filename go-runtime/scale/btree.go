package scale

import (
	"cmp"
	"slices"
)

// Entry is a key of a [BTreeMap] with its value.
type Entry[K, V any] struct {
	Key   K
	Value V
}

// BTreeMap is Rust's map of that name: its entries, in the order of their keys, each key once. [BTreeMap.Insert] keeps it so; a map that was
// filled in another way becomes one by [BTreeMap.Sort].
//
// Compare, here and in [BTreeSet], is how Rust's Ord orders the keys: less than 0 where a comes before b, 0 where they are the same key. [CompareIntegers], [CompareStrings], [CompareBytes]
// and the Compare methods of this package's types are such.
type BTreeMap[K, V any] []Entry[K, V]

// BTreeSet is Rust's set of that name: its elements in their order, each once.
type BTreeSet[T any] []T

// CompareIntegers orders integers.
func CompareIntegers[T cmp.Ordered](a, b *T) int { return cmp.Compare(*a, *b) }

// CompareStrings orders strings by their bytes.
func CompareStrings(a, b *string) int { return cmp.Compare(*a, *b) }

// CompareBytes orders byte vectors: the first byte that differs decides, and the shorter comes first.
func CompareBytes(a, b *[]byte) int { return slices.Compare(*a, *b) }

// Compare orders integers.
func (a *U128) Compare(b *U128) int { return a.Cmp(*b) }

// Search is the place of a key, or that where it would be inserted, and whether it is there.
func (m BTreeMap[K, V]) Search(key *K, compare func(a, b *K) int) (int, bool) {
	return search(len(m), func(i int) int { return compare(&m[i].Key, key) })
}

// Insert sets the value of a key.
func (m *BTreeMap[K, V]) Insert(key K, value V, compare func(a, b *K) int) {
	at, ok := m.Search(&key, compare)
	if ok {
		(*m)[at].Value = value
		return
	}
	*m = slices.Insert(*m, at, Entry[K, V]{Key: key, Value: value})
}

// Remove removes a key, and says whether it was there.
func (m *BTreeMap[K, V]) Remove(key *K, compare func(a, b *K) int) bool {
	at, ok := m.Search(key, compare)
	if ok {
		*m = slices.Delete(*m, at, at+1)
	}
	return ok
}

// Sort brings the entries into their order. Of entries with the same key the last one stays, as where Rust collects a map.
func (m *BTreeMap[K, V]) Sort(compare func(a, b *K) int) {
	*m = sortUnique(*m, func(a, b *Entry[K, V]) int { return compare(&a.Key, &b.Key) })
}

// Search is the place of an element, or that where it would be inserted, and whether it is there.
func (s BTreeSet[T]) Search(element *T, compare func(a, b *T) int) (int, bool) {
	return search(len(s), func(i int) int { return compare(&s[i], element) })
}

// Insert adds an element, and says whether it is new.
func (s *BTreeSet[T]) Insert(element T, compare func(a, b *T) int) bool {
	at, ok := s.Search(&element, compare)
	if !ok {
		*s = slices.Insert(*s, at, element)
	}
	return !ok
}

// Remove removes an element, and says whether it was there.
func (s *BTreeSet[T]) Remove(element *T, compare func(a, b *T) int) bool {
	at, ok := s.Search(element, compare)
	if ok {
		*s = slices.Delete(*s, at, at+1)
	}
	return ok
}

// Sort brings the elements into their order; of equal ones the last stays.
func (s *BTreeSet[T]) Sort(compare func(a, b *T) int) { *s = sortUnique(*s, compare) }

// search looks among n places in their order: compare is how what is at a place stands to what is looked for.
func search(n int, compare func(at int) int) (int, bool) {
	low, high := 0, n
	for low < high {
		middle := int(uint(low+high) / 2)
		switch order := compare(middle); {
		case order == 0:
			return middle, true
		case order < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return low, false
}

// sortUnique sorts s, unless it is sorted, and keeps the last of equal elements.
func sortUnique[T any](s []T, compare func(a, b *T) int) []T {
	sorted := true
	for i := 1; i < len(s) && sorted; i++ {
		sorted = compare(&s[i-1], &s[i]) < 0
	}
	if sorted {
		return s
	}
	slices.SortStableFunc(s, func(a, b T) int { return compare(&a, &b) })
	kept := s[:0]
	for i := range s {
		if i+1 == len(s) || compare(&s[i], &s[i+1]) != 0 {
			kept = append(kept, s[i])
		}
	}
	clear(s[len(kept):])
	return kept
}

// DecodeMap reads a map whose entries take at least minEntryBytes bytes each. Like parity-scale-codec it takes the entries in any order and
// with repeated keys, of which the last counts.
func DecodeMap[K, V any, P DecodablePointer[K], Q DecodablePointer[V]](d *Decoder, minEntryBytes int, compare func(a, b *K) int) BTreeMap[K, V] {
	n := d.Length(minEntryBytes)
	if !d.Enter() {
		return nil
	}
	m := MakeSequence[Entry[K, V]](d, n)
	for i := 0; i < n; i++ {
		m = Extend(d, m, n)
		P(&m[i].Key).Decode(d)
		Q(&m[i].Value).Decode(d)
		if d.failed {
			return nil
		}
	}
	d.Leave()
	sorted := BTreeMap[K, V](m)
	sorted.Sort(compare)
	return sorted
}

// EncodeMap appends the encoding of a map: the number of its entries, then each key with its value.
func EncodeMap[K, V any, P EncodablePointer[K], Q EncodablePointer[V]](e *Encoder, m BTreeMap[K, V]) {
	e.Length(len(m))
	for i := range m {
		P(&m[i].Key).Encode(e)
		Q(&m[i].Value).Encode(e)
	}
}

// MapEncodedLen is the number of bytes that EncodeMap appends.
func MapEncodedLen[K, V any, P EncodablePointer[K], Q EncodablePointer[V]](m BTreeMap[K, V]) int {
	n := CompactLen(uint64(len(m)))
	for i := range m {
		n += P(&m[i].Key).EncodedLen() + Q(&m[i].Value).EncodedLen()
	}
	return n
}

// DecodeSet reads a set whose elements take at least minElementBytes bytes each, in any order and with repetitions.
func DecodeSet[T any, P DecodablePointer[T]](d *Decoder, minElementBytes int, compare func(a, b *T) int) BTreeSet[T] {
	s := BTreeSet[T](DecodeSequence[T, P](d, minElementBytes))
	s.Sort(compare)
	return s
}
