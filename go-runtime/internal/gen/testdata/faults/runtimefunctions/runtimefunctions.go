package main

import (
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
)

//frame:runtime sample_runtime
type pallets struct { // want "nothing configures the pallets: write a function such as func configuration\\(\\) pallets"
	System   system.Config   `frame:"0"`
	Balances balances.Config `frame:"1"`
}

//frame:runtime another // want "write //frame:runtime <crate> once in a package"
type others struct{}

//frame:extensions
type extensions struct {
	nonce system.CheckNonce
}

//frame:extensions // want "write //frame:extensions once in a runtime, above a struct with a field for each transaction extension"
type moreExtensions struct{}

func migrations() {} // want "the function migrations is a func\\(\\) frame.Weight"

func genesisPresets() []string { return nil } // want "the function genesisPresets is a func\\(\\) \\[\\]apis.GenesisPreset"

func main() {}
