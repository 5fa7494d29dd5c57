// Package grandpa is the pallet of the finality GRANDPA (pallet_grandpa): it keeps the authorities that vote on which blocks are final, and tells
// the nodes when they change.
package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
)

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet Grandpa
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// MaxAuthorities is the most authorities that there should be.
	//
	//frame:constant
	MaxAuthorities uint32
	// MaxNominators is the most that nominate one authority; equivocation reports weigh more with it.
	//
	//frame:optional
	//frame:constant
	MaxNominators uint32
	// MaxSetIdSessionEntries is for how many sets of authorities it is known in which session they were.
	//
	//frame:optional
	//frame:constant
	MaxSetIdSessionEntries uint64
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// SessionKey is the key with which an authority votes.
var SessionKey = frame.SessionKey{Kind: hostapi.KeyType{'g', 'r', 'a', 'n'}, Scheme: frame.Ed25519}

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }
