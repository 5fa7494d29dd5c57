//go:build tinygo.wasm

package scale

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

// address is where bytes lie. It is a number, not a pointer: for each pointer that a function loads or converts, TinyGo keeps a slot on the
// stack where the collector finds it, which costs more than what the primitives of a codec do. The collector moves nothing, and the slice
// that a Decoder or Encoder has keeps its bytes.
type address = uintptr

func addressOf(b []byte) address { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }

func loadU8(a address, offset int) uint8   { return seam.LoadU8(a + uintptr(offset)) }
func loadU16(a address, offset int) uint16 { return seam.LoadU16(a + uintptr(offset)) }
func loadU32(a address, offset int) uint32 { return seam.LoadU32(a + uintptr(offset)) }
func loadU64(a address, offset int) uint64 { return seam.LoadU64(a + uintptr(offset)) }

// read copies n bytes from an address to what into points at; n is above 0.
func read(into *byte, a address, offset, n int) { seam.Read(into, a+uintptr(offset), uintptr(n)) }

func isUTF8(a address, offset, n int) bool { return seam.IsUTF8(a+uintptr(offset), uintptr(n)) }

func compactDecodeU32(a address, offset, n int) (value uint32, taken int) {
	return seam.CompactDecodeU32(a+uintptr(offset), uintptr(n))
}

func compactDecodeU64(a address, offset, n int, value *uint64) int {
	return seam.CompactDecodeU64(a+uintptr(offset), uintptr(n), value)
}

func compactDecodeU128(a address, offset, n int, low *uint64) int {
	return seam.CompactDecodeU128(a+uintptr(offset), uintptr(n), low)
}

// newBuffer is an empty buffer with room for n bytes.
func newBuffer(n int) []byte { return make([]byte, 0, n) }

// space is the part of a buffer that is still to be written: next is at most end.
type space struct {
	next, end address
}

// spaceOf is all of the capacity of b after its first used bytes.
func spaceOf(b []byte, used int) space {
	start := addressOf(b)
	return space{next: start + uintptr(used), end: start + uintptr(cap(b))}
}

// room is the number of bytes that are left; each of the functions below takes some of them. They read next once: what they write could be
// next itself, for all that the compiler knows.
func (s *space) room() int { return int(s.end - s.next) }

// used is the number of bytes of b, which s is the space of, that were written.
func (s *space) used(b []byte) int { return int(s.next - addressOf(b)) }

func (s *space) storeU8(v uint8) {
	next := s.next
	seam.StoreU8(next, v)
	s.next = next + 1
}

func (s *space) storeU16(v uint16) {
	next := s.next
	seam.StoreU16(next, v)
	s.next = next + 2
}

func (s *space) storeU32(v uint32) {
	next := s.next
	seam.StoreU32(next, v)
	s.next = next + 4
}

func (s *space) storeU64(v uint64) {
	next := s.next
	seam.StoreU64(next, v)
	s.next = next + 8
}

// store copies n bytes from what from points at; n is above 0.
func (s *space) store(from *byte, n int) {
	next := s.next
	seam.Write(next, from, uintptr(n))
	s.next = next + uintptr(n)
}

// storeCompactU64 and storeCompactU128 need room for what the compact integer takes.
func (s *space) storeCompactU64(v uint64) {
	next := s.next
	s.next = next + uintptr(seam.CompactEncodeU64(v, next))
}

func (s *space) storeCompactU128(v U128) {
	next := s.next
	s.next = next + uintptr(seam.CompactEncodeU128(v.Lo, v.Hi, next))
}
