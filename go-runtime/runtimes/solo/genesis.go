package main

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/pallets/aura"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/grandpa"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
)

// storageVersion is the version of a pallet's storage, by the prefix of the pallet.
type storageVersion struct {
	prefix  string
	version uint16
}

// storageVersions are those of all pallets.
var storageVersions = [...]storageVersion{
	{system.Prefix, 0},
	{timestamp.Prefix, 0},
	{aura.Prefix, 0},
	{grandpa.Prefix, grandpa.StorageVersion},
	{balances.Prefix, balances.StorageVersion},
	{transactionpayment.Prefix, 0},
	{sudo.Prefix, 0},
}

// genesisBuilder is the configuration of all pallets that have one.
type genesisBuilder struct {
	system             system.GenesisConfig
	aura               aura.GenesisConfig
	grandpa            grandpa.GenesisConfig
	balances           balances.GenesisConfig
	transactionPayment transactionpayment.GenesisConfig
	sudo               sudo.GenesisConfig
}

// genesisFields are the names of the fields, in order.
var genesisFields = [...]string{"system", "aura", "grandpa", "balances", "transactionPayment", "sudo"}

// DecodeGenesis implements [apis.GenesisBuilder].
func (g *genesisBuilder) DecodeGenesis(r *genesis.Reader) {
	var present [len(genesisFields)]bool
	r.Object(func(name string) {
		field := 0
		for field < len(genesisFields) && genesisFields[field] != name {
			field++
		}
		switch field {
		case 0:
			g.system.DecodeJSON(r)
		case 1:
			g.aura.DecodeJSON(r)
		case 2:
			g.grandpa.DecodeJSON(r)
		case 3:
			g.balances.DecodeJSON(r)
		case 4:
			g.transactionPayment.DecodeJSON(r)
		case 5:
			g.sudo.DecodeJSON(r)
		default:
			r.Unknown(name)
			return
		}
		present[field] = true
	})
	for i, name := range genesisFields {
		r.Missing(name, present[i])
	}
}

// BuildGenesis implements [apis.GenesisBuilder].
func (g *genesisBuilder) BuildGenesis() {
	g.system.Build()
	g.aura.Build()
	g.grandpa.Build()
	g.balances.Build()
	g.transactionPayment.Build()
	g.sudo.Build()
	for i := range storageVersions {
		frame.PutStorageVersion(storageVersions[i].prefix, storageVersions[i].version)
	}
}
