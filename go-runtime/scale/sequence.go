package scale

import "unsafe"

// FixedInteger is an integer whose encoding is its bytes, lowest first.
type FixedInteger interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64 | ~int8 | ~int16 | ~int32 | ~int64
}

// MakeSequence is an empty slice for a sequence of n elements, n being what [Decoder.Length] gave, to be filled with [Extend]. It has room for all of
// them where that takes at most four times the bytes that are left of the input, and otherwise grows with what is decoded: a length
// alone makes nobody allocate much. It is nil for n = 0, and where the memory limit is reached.
func MakeSequence[T any](d *Decoder, n int) []T {
	if n == 0 {
		return nil
	}
	var element T
	size := int(unsafe.Sizeof(element))
	capacity := n
	if size > 0 {
		capacity = min(n, 4*d.Remaining()/size+1)
	}
	if !d.Allocate(capacity * size) {
		return nil
	}
	return make([]T, 0, capacity)
}

// Extend is s with one more element, the zero value, of a sequence that has n in all. It may be called once for each of the n elements, and
// after an error as well.
func Extend[T any](d *Decoder, s []T, n int) []T {
	if len(s) == cap(s) {
		return growSequence(d, s, n)
	}
	return s[:len(s)+1]
}

//go:noinline
func growSequence[T any](d *Decoder, s []T, n int) []T {
	var element T
	capacity := max(min(n, 2*cap(s)), len(s)+1)
	// After an error the element is there all the same: whoever writes to it need not look first.
	d.Allocate((capacity - cap(s)) * int(unsafe.Sizeof(element)))
	grown := make([]T, len(s)+1, capacity)
	copy(grown, s)
	return grown
}

// DecodeSequence reads a sequence of elements that take at least minElementBytes bytes each; nil for an empty one, and on failure.
func DecodeSequence[T any, P DecodablePointer[T]](d *Decoder, minElementBytes int) []T {
	n := d.Length(minElementBytes)
	if !d.Enter() {
		return nil
	}
	s := MakeSequence[T](d, n)
	for i := 0; i < n; i++ {
		s = Extend(d, s, n)
		P(&s[i]).Decode(d)
		if d.failed {
			return nil
		}
	}
	d.Leave()
	return s
}

// EncodeSequence appends the encoding of a sequence: its length, then its elements.
func EncodeSequence[T any, P EncodablePointer[T]](e *Encoder, s []T) {
	e.Length(len(s))
	for i := range s {
		P(&s[i]).Encode(e)
	}
}

// SequenceEncodedLen is the number of bytes that EncodeSequence appends.
func SequenceEncodedLen[T any, P EncodablePointer[T]](s []T) int {
	n := CompactLen(uint64(len(s)))
	for i := range s {
		n += P(&s[i]).EncodedLen()
	}
	return n
}

// DecodeIntegers reads a sequence of fixed integers, all at once; nil for an empty one, and on failure.
func DecodeIntegers[T FixedInteger](d *Decoder) []T {
	var element T
	size := int(unsafe.Sizeof(element))
	n := d.Length(size)
	if n == 0 || !d.Allocate(n*size) {
		return nil
	}
	s := make([]T, n)
	ReadIntegers(d, s)
	return s
}

// ReadIntegers reads len(into) fixed integers, all at once: an array of them. On failure into is left as it is.
func ReadIntegers[T FixedInteger](d *Decoder, into []T) {
	raw := rawBytes(into)
	d.Read(raw)
	if bigEndian && !d.failed {
		reverseEach(raw, int(unsafe.Sizeof(into[0])))
	}
}

// EncodeIntegers appends the encoding of a sequence of fixed integers, all at once.
func EncodeIntegers[T FixedInteger](e *Encoder, s []T) {
	e.Length(len(s))
	WriteIntegers(e, s)
}

// WriteIntegers appends fixed integers, all at once and without a length: an array of them.
func WriteIntegers[T FixedInteger](e *Encoder, s []T) {
	start := e.Len()
	e.Raw(rawBytes(s))
	if bigEndian {
		reverseEach(e.buffer[start:e.Len()], int(unsafe.Sizeof(*new(T))))
	}
}

// IntegersEncodedLen is the number of bytes that EncodeIntegers appends.
func IntegersEncodedLen[T FixedInteger](s []T) int {
	return CompactLen(uint64(len(s))) + len(s)*int(unsafe.Sizeof(*new(T)))
}

// rawBytes is the memory of s.
func rawBytes[T FixedInteger](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
}

// bigEndian says whether integers lie in memory with their highest byte first, which is no runtime's case but may be that of a test's machine.
var bigEndian = func() bool {
	word := [2]byte{1, 0}
	return *(*uint16)(unsafe.Pointer(&word)) != 1
}()

// reverseEach reverses the bytes of each group of size.
func reverseEach(raw []byte, size int) {
	for ; len(raw) >= size; raw = raw[size:] {
		for i, j := 0, size-1; i < j; i, j = i+1, j-1 {
			raw[i], raw[j] = raw[j], raw[i]
		}
	}
}
