// Package primitives has the types that a block is made of, as sp_runtime defines them, with their SCALE encodings.
package primitives

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

import "github.com/gopallet/gopallet/go-runtime/scale"

// Hash is a hash of 32 bytes: Blake2b-256 everywhere in a block.
type Hash = scale.H256
