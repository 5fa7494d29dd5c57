// Package primitives has the types that a block is made of, as sp_runtime defines them, with their SCALE encodings.
package primitives

import "github.com/gopallet/gopallet/go-runtime/scale"

// Hash is a hash of 32 bytes: Blake2b-256 everywhere in a block.
type Hash [32]byte

// DecodeHash reads a hash.
func DecodeHash(d *scale.Decoder) (h Hash) {
	copy(h[:], d.Fixed(len(h)))
	return h
}
