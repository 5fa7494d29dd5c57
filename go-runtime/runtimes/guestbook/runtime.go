package main

import (
	"github.com/gopallet/gopallet/go-runtime/apis"
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/aura"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/grandpa"
	"github.com/gopallet/gopallet/go-runtime/pallets/metadatahash"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/template"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

//go:generate ../../../toolchain/env.sh cargo run -q --release -p gopallet-wasm-builder -- generate .
//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen
//go:generate env GOPALLET_BLESS=1 go test -run TestMetadata .

// pallets are the runtime's, each with its index. Their hooks run in this order.
//
//frame:runtime guestbook_runtime
type pallets struct {
	System             system.Config             `frame:"0"`
	Timestamp          timestamp.Config          `frame:"1"`
	Aura               aura.Config               `frame:"2"`
	Grandpa            grandpa.Config            `frame:"3"`
	Balances           balances.Config           `frame:"4"`
	TransactionPayment transactionpayment.Config `frame:"5"`
	Sudo               sudo.Config               `frame:"6"`
	Template           template.Config           `frame:"7"`
}

// extensions is the pipeline that transactions go through.
//
//frame:extensions
type extensions struct {
	sender   system.CheckNonZeroSender
	spec     system.CheckSpecVersion
	format   system.CheckTxVersion
	genesis  system.CheckGenesis
	era      system.CheckMortality
	nonce    system.CheckNonce
	weight   system.CheckWeight
	payment  transactionpayment.ChargeTransactionPayment
	metadata metadatahash.CheckMetadataHash
	reclaim  system.WeightReclaim
}

// slotMilliseconds is the time from one block to the next.
const slotMilliseconds = 6_000

// configuration is what the runtime decides about its pallets: blocks of two seconds and 5 MiB, three quarters of them for normal calls.
func configuration() pallets {
	return pallets{
		System: system.Config{
			BlockWeights:       frame.SensibleBlockWeights(frame.Weight{RefTime: 2 * frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
			BlockLength:        frame.MaxLengthWithNormalPercent(5<<20, 75),
			BlockHashCount:     2400,
			DbWeight:           frame.RocksDb,
			SS58Prefix:         42,
			MaxConsumers:       16,
			DefaultAccountData: balances.DefaultAccountData,
		},
		Timestamp: timestamp.Config{MinimumPeriod: slotMilliseconds / 2, OnTimestampSet: aura.OnTimestampSet},
		Aura:      aura.Config{SlotDuration: slotMilliseconds, MaxAuthorities: 32},
		Grandpa:   grandpa.Config{MaxAuthorities: 32},
		Balances:  balances.Config{ExistentialDeposit: scale.U128From(500), MaxLocks: 50},
		TransactionPayment: transactionpayment.Config{
			OperationalFeeMultiplier: 5,
			WeightToFee:              transactionpayment.IdentityFee,
			LengthToFee:              transactionpayment.IdentityLengthFee,
			NextMultiplier:           transactionpayment.ConstantOne,
		},
		Template: template.Config{MaxNoteBytes: 280, MaxNotesPerBlock: 100},
	}
}

// Alice and Bob of development chains: the sr25519 keys of their accounts, which also make blocks, and Alice's ed25519 key, which votes on them.
const (
	alice        = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
	bob          = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
	aliceGrandpa = "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu"
)

// genesisPresets are the configurations of the genesis block that nodes can ask for by name. What a preset leaves out is as in the pallets' defaults.
func genesisPresets() []apis.GenesisPreset {
	return []apis.GenesisPreset{{Name: "development", JSON: `{"aura":{"authorities":["` + alice + `"]},` +
		`"grandpa":{"authorities":[["` + aliceGrandpa + `",1]]},` +
		`"balances":{"balances":[["` + alice + `",1152921504606846976],["` + bob + `",1152921504606846976]]},` +
		`"sudo":{"key":"` + alice + `"},` +
		`"template":{"notes":[["` + alice + `","the first note"]]}}`}}
}
