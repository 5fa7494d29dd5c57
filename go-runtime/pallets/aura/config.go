// Package aura is the pallet of the consensus Aura (pallet_aura), in which authorities make blocks in turn: time is divided into slots, and each slot
// is one authority's.
package aura

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
)

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet Aura
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// SlotDuration is how long a slot is, in milliseconds.
	//
	//frame:constant
	SlotDuration uint64
	// MaxAuthorities is the most authorities that there may be.
	MaxAuthorities uint32
	// AllowMultipleBlocksPerSlot lets a slot have several blocks.
	//
	//frame:optional
	AllowMultipleBlocksPerSlot bool
	// IsDisabled, if not nil, says which authorities may not make blocks, by their index.
	//
	//frame:optional
	IsDisabled func(index uint32) bool
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// SessionKey is the key with which an authority makes blocks.
var SessionKey = frame.SessionKey{Kind: hostapi.KeyType{'a', 'u', 'r', 'a'}, Scheme: frame.Sr25519}

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }
