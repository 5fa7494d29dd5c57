package main

import (
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
)

//frame:runtime sample_runtime
type pallets struct {
	System   system.Config        `frame:"0"`
	Balances balances.Config      `frame:"0"` // want "the index 0 is System's already: give Balances another"
	Sudo     sudo.Config          // want "Sudo has no index: write a number from 0 to 255 into its tag, as in `frame:\"7\"`"
	Root     sudo.Config          `frame:"3"`   // want "the pallet's name is Sudo, of which the keys of its storage are made: name the field so"
	Other    uint32               `frame:"4"`   // want "Other is no pallet: the type of a field is a pallet's configuration"
	Account  balances.AccountData `frame:"5"`   // want "Account is no pallet"
	Far      system.Config        `frame:"256"` // want "Far has no index"
}

//frame:extensions
type extensions struct {
	nonce system.CheckNonce
	other uint32 // want "other is no transaction extension: its type has the directive //frame:extension, as system.CheckNonce has"
}

func main() {}
