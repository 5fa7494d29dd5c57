package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// OnFinalize says by what fees are multiplied in the next block.
func OnFinalize(primitives.BlockNumber) {
	nextFeeMultiplier.Put(config.NextMultiplier(NextFeeMultiplier()))
	multiplier = nil
	var left scale.U128
	if txPaymentCredit.Take(&left) {
		// Every extrinsic takes back what it left. Only root can have put this here.
		balances.BurnDebt(left)
	}
}

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{"multiplier":"1000000000000000000"}`

// GenesisConfig is what the genesis block is told.
type GenesisConfig struct {
	// Multiplier is by what fees for weight are multiplied, as a fixed-point number.
	Multiplier scale.U128
}

// Build writes the pallet's part of the genesis block.
func (g *GenesisConfig) Build() {
	storageVersion.Put(releaseV2)
	nextFeeMultiplier.Put(g.Multiplier)
}

// chargeWeight is what pallet_transaction_payment 50 has measured for its extension (pallet_transaction_payment::weights::SubstrateWeight).
func chargeWeight() frame.Weight {
	return frame.Weight{RefTime: 35_979_000, ProofSize: 3_593}.Add(config.DbWeight.ReadsWrites(1, 1))
}

// DecodeJSON reads the configuration: the multiplier is a string.
func (g *GenesisConfig) DecodeJSON(r *genesis.Reader) {
	r.Field("multiplier", func() { g.Multiplier = r.QuotedU128() })
}
