// Package balances is the pallet that keeps how much each account has (pallet_balances): free, reserved and frozen.
package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// StorageVersion is the version of the pallet's storage.
const StorageVersion = 1

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{"balances":[],"devAccounts":null}`

// DefaultAccountData is what system.Config needs to know of accounts: the encoding of the data of one that has nothing.
const DefaultAccountData = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80"

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet Balances pallet_balances T I
//frame:key Account Locks Reserves Holds Freezes
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// ExistentialDeposit is the least that an account must have to exist. It must not be zero.
	//
	//frame:constant
	ExistentialDeposit scale.U128
	// MaxLocks is the most locks that an account should have.
	//
	//frame:constant
	MaxLocks uint32
	// MaxReserves is the most named reserves that an account may have.
	//
	//frame:optional
	//frame:constant
	MaxReserves uint32
	// MaxFreezes is the most freezes that an account may have.
	//
	//frame:optional
	//frame:constant
	MaxFreezes uint32
	// MaxHolds is the most holds that an account may have: the number of reasons for holds.
	//
	//frame:optional
	MaxHolds uint32
	// OnDust, if not nil, takes what is left of accounts that no longer exist. Otherwise it is taken out of the issuance.
	//
	//frame:optional
	OnDust func(amount scale.U128)
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }

// ExistentialDeposit is the least that an account must have to exist.
func ExistentialDeposit() scale.U128 { return config.ExistentialDeposit }
