package main

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
)

//frame:runtime sample_runtime
type pallets struct {
	System    system.Config    `frame:"0"`
	Timestamp timestamp.Config `frame:"1"`
	Balances  balances.Config  `frame:"2"`
	Sudo      sudo.Config      `frame:"3"`
}

//frame:extensions
type extensions struct {
	nonce system.CheckNonce
}

func configuration() pallets {
	return pallets{ // want "Timestamp is not configured: add Timestamp: timestamp.Config\\{...\\} with MinimumPeriod"
		System: system.Config{ // want "the configuration of System lacks BlockLength, SS58Prefix, DefaultAccountData: set it, to zero if that is meant"
			Index:          1,                // want "Index is filled in by the generator: leave it out"
			Version:        system.Version{}, // want "Version is filled in by the generator: leave it out"
			BlockWeights:   frame.BlockWeights{},
			BlockHashCount: 250,
			DbWeight:       frame.RocksDb,
			MaxConsumers:   16,
		},
		Balances: balances.Config{MaxLocks: 50}, // want "the configuration of Balances lacks ExistentialDeposit"
	}
}

func main() {}
