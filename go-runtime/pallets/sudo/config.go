// Package sudo is the pallet by which one account may make any call as root (pallet_sudo).
package sudo

import "github.com/gopallet/gopallet/go-runtime/frame"

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet Sudo
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }
