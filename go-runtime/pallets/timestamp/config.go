// Package timestamp is the pallet that knows the time (pallet_timestamp): each block's author puts it into the block.
package timestamp

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
)

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet Timestamp
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// MinimumPeriod is the least time from one block to the next in milliseconds. It should be half of what is expected.
	//
	//frame:constant
	MinimumPeriod uint64
	// OnTimestampSet, if not nil, is called with the time of each block.
	//
	//frame:optional
	OnTimestampSet func(now uint64)
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }
