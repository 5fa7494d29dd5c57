package scale

// H160 is a hash of 20 bytes (sp_core::H160).
type H160 [20]byte

// H256 is a hash of 32 bytes (sp_core::H256).
type H256 [32]byte

// H512 is a hash of 64 bytes (sp_core::H512).
type H512 [64]byte

// AccountID is an account's public key or the hash of what it is made of (sp_core::crypto::AccountId32).
type AccountID [32]byte

// The number of bytes that every value of these types takes.
const (
	H160MaxEncodedLen      = 20
	H256MaxEncodedLen      = 32
	H512MaxEncodedLen      = 64
	AccountIDMaxEncodedLen = 32
)

// Encode appends the 20 bytes.
func (h *H160) Encode(e *Encoder) { e.write(&h[0], len(h)) }

// Decode reads 20 bytes.
func (h *H160) Decode(d *Decoder) { d.read(&h[0], len(h)) }

// EncodedLen is 20.
func (h *H160) EncodedLen() int { return H160MaxEncodedLen }

// Compare orders hashes by their bytes.
func (h *H160) Compare(other *H160) int { return compareFixed(h[:], other[:]) }

// Encode appends the 32 bytes.
func (h *H256) Encode(e *Encoder) { e.write(&h[0], len(h)) }

// Decode reads 32 bytes.
func (h *H256) Decode(d *Decoder) { d.read(&h[0], len(h)) }

// EncodedLen is 32.
func (h *H256) EncodedLen() int { return H256MaxEncodedLen }

// Compare orders hashes by their bytes.
func (h *H256) Compare(other *H256) int { return compareFixed(h[:], other[:]) }

// Encode appends the 64 bytes.
func (h *H512) Encode(e *Encoder) { e.write(&h[0], len(h)) }

// Decode reads 64 bytes.
func (h *H512) Decode(d *Decoder) { d.read(&h[0], len(h)) }

// EncodedLen is 64.
func (h *H512) EncodedLen() int { return H512MaxEncodedLen }

// Compare orders hashes by their bytes.
func (h *H512) Compare(other *H512) int { return compareFixed(h[:], other[:]) }

// Encode appends the 32 bytes.
func (a *AccountID) Encode(e *Encoder) { e.write(&a[0], len(a)) }

// Decode reads 32 bytes.
func (a *AccountID) Decode(d *Decoder) { d.read(&a[0], len(a)) }

// EncodedLen is 32.
func (a *AccountID) EncodedLen() int { return AccountIDMaxEncodedLen }

// Compare orders accounts by their bytes.
func (a *AccountID) Compare(other *AccountID) int { return compareFixed(a[:], other[:]) }

// compareFixed orders byte strings of the same length, which is a multiple of four, four bytes at a time.
func compareFixed(a, b []byte) int {
	for len(a) >= 4 && len(b) >= 4 {
		x := uint32(a[0])<<24 | uint32(a[1])<<16 | uint32(a[2])<<8 | uint32(a[3])
		y := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
		if x != y {
			if x < y {
				return -1
			}
			return 1
		}
		a, b = a[4:], b[4:]
	}
	return 0
}
