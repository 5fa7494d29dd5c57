package pallet

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// twox128 is the hash of a name in storage keys (sp_crypto_hashing::twox_128): XXH64 with the seeds 0 and 1, lowest byte first.
func twox128(name string) (hash [16]byte) {
	for seed := range 2 {
		digest := xxhash.NewWithSeed(uint64(seed))
		_, _ = digest.WriteString(name) // never fails
		binary.LittleEndian.PutUint64(hash[8*seed:], digest.Sum64())
	}
	return hash
}

// escaped is a string literal of bytes.
func escaped(bytes [16]byte) string {
	var text strings.Builder
	text.WriteByte('"')
	for _, b := range bytes {
		fmt.Fprintf(&text, `\x%02x`, b)
	}
	text.WriteByte('"')
	return text.String()
}
