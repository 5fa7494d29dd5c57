package main

import (
	"github.com/gopallet/gopallet/go-runtime/internal/gen/testdata/faults/hook"
	"github.com/gopallet/gopallet/go-runtime/internal/gen/testdata/faults/pallet"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
)

//frame:runtime sample_runtime
type pallets struct {
	System   system.Config   `frame:"0"`
	Balances balances.Config `frame:"1"`
	Hook     hook.Config     `frame:"2"` // want "hook lacks CreateInherent: a pallet has all of" "hook lacks CheckInherent" "hook lacks InherentIdentifier" "Hook cannot be configured: write func Configure"
	Sample   pallet.Config   `frame:"3"` // want "Sample cannot be configured"
}

//frame:extensions
type extensions struct {
	nonce system.CheckNonce
}

func configuration() pallets { return pallets{} }

func main() {}
