//go:build !tinygo.wasm

package scale

import (
	"encoding/binary"
	"strings"
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

// address is where bytes lie: a pointer, because Go moves stacks.
type address = unsafe.Pointer

func addressOf(b []byte) address { return unsafe.Pointer(unsafe.SliceData(b)) }

func loadU8(a address, offset int) uint8 { return *(*uint8)(unsafe.Add(a, offset)) }

func loadU16(a address, offset int) uint16 {
	return binary.LittleEndian.Uint16((*[2]byte)(unsafe.Add(a, offset))[:])
}

func loadU32(a address, offset int) uint32 {
	return binary.LittleEndian.Uint32((*[4]byte)(unsafe.Add(a, offset))[:])
}

func loadU64(a address, offset int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(a, offset))[:])
}

// read copies n bytes from an address to what into points at; n is above 0.
func read(into *byte, a address, offset, n int) {
	copy(unsafe.Slice(into, n), unsafe.Slice((*byte)(unsafe.Add(a, offset)), n))
}

func isUTF8(a address, offset, n int) bool { return seam.IsUTF8((*byte)(unsafe.Add(a, offset)), n) }

func compactDecodeU32(a address, offset, n int) (value uint32, taken int) {
	return seam.CompactDecodeU32((*byte)(unsafe.Add(a, offset)), n)
}

func compactDecodeU64(a address, offset, n int, value *uint64) int {
	return seam.CompactDecodeU64((*byte)(unsafe.Add(a, offset)), n, value)
}

func compactDecodeU128(a address, offset, n int, low *uint64) int {
	return seam.CompactDecodeU128((*byte)(unsafe.Add(a, offset)), n, low)
}

// newBuffer is an empty buffer with room for n bytes. A large one is taken from a strings.Builder, whose memory Go does not clear first: all of
// what an Encoder gives out was written.
func newBuffer(n int) []byte {
	const large = 4096
	if n < large {
		return make([]byte, 0, n)
	}
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), n)[:0]
}

// space is the part of a buffer that is still to be written: length is at most capacity. It holds the buffer's start, for a pointer to its end
// would be one into whatever lies behind it.
type space struct {
	start            address
	length, capacity int
}

// spaceOf is all of the capacity of b after its first used bytes.
func spaceOf(b []byte, used int) space {
	return space{start: addressOf(b), length: used, capacity: cap(b)}
}

// room is the number of bytes that are left; each of the functions below takes some of them.
func (s *space) room() int { return s.capacity - s.length }

// used is the number of bytes of b, which s is the space of, that were written.
func (s *space) used([]byte) int { return s.length }

func (s *space) next() unsafe.Pointer { return unsafe.Add(s.start, s.length) }

func (s *space) storeU8(v uint8) {
	*(*uint8)(s.next()) = v
	s.length++
}

func (s *space) storeU16(v uint16) {
	binary.LittleEndian.PutUint16((*[2]byte)(s.next())[:], v)
	s.length += 2
}

func (s *space) storeU32(v uint32) {
	binary.LittleEndian.PutUint32((*[4]byte)(s.next())[:], v)
	s.length += 4
}

func (s *space) storeU64(v uint64) {
	binary.LittleEndian.PutUint64((*[8]byte)(s.next())[:], v)
	s.length += 8
}

// store copies n bytes from what from points at; n is above 0.
func (s *space) store(from *byte, n int) {
	copy(unsafe.Slice((*byte)(s.next()), n), unsafe.Slice(from, n))
	s.length += n
}

// storeCompactU64 and storeCompactU128 need room for what the compact integer takes.
func (s *space) storeCompactU64(v uint64) {
	s.length += seam.CompactEncodeU64(v, (*byte)(s.next()))
}

func (s *space) storeCompactU128(v U128) {
	s.length += seam.CompactEncodeU128(v.Lo, v.Hi, (*byte)(s.next()))
}
