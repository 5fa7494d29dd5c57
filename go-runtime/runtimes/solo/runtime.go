package main

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/aura"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/grandpa"
	"github.com/gopallet/gopallet/go-runtime/pallets/metadatahash"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

//go:generate ../../../toolchain/env.sh cargo run -q --release -p gopallet-wasm-builder -- generate .
//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen
//go:generate env GOPALLET_BLESS=1 go test -run TestMetadata .

// pallets are the runtime's, each with its index. Their hooks run in this order.
//
//frame:runtime solo_runtime
type pallets struct {
	System             system.Config             `frame:"0"`
	Timestamp          timestamp.Config          `frame:"1"`
	Aura               aura.Config               `frame:"2"`
	Grandpa            grandpa.Config            `frame:"3"`
	Balances           balances.Config           `frame:"4"`
	TransactionPayment transactionpayment.Config `frame:"5"`
	Sudo               sudo.Config               `frame:"6"`
}

// extensions is the pipeline that transactions go through.
//
//frame:extensions
type extensions struct {
	authorizeCall            system.AuthorizeCall
	checkNonZeroSender       system.CheckNonZeroSender
	checkSpecVersion         system.CheckSpecVersion
	checkTxVersion           system.CheckTxVersion
	checkGenesis             system.CheckGenesis
	checkMortality           system.CheckMortality
	checkNonce               system.CheckNonce
	checkWeight              system.CheckWeight
	chargeTransactionPayment transactionpayment.ChargeTransactionPayment
	checkMetadataHash        metadatahash.CheckMetadataHash
	weightReclaim            system.WeightReclaim
}

const (
	// slotMilliseconds is the time from one slot to the next.
	slotMilliseconds = 6_000
	// normalPercent is what of a block normal calls may fill.
	normalPercent = 75
	// blockLengthBytes is the most bytes of a block.
	blockLengthBytes = 5 << 20
	// maxAuthorities is the most authorities that make blocks and vote on them.
	maxAuthorities = 32
)

// blockWeight is what a block may take: two seconds.
var blockWeight = frame.Weight{RefTime: 2 * frame.WeightPerSecond, ProofSize: ^uint64(0)}

// configuration is what the runtime decides about its pallets. The compiler evaluates this function.
func configuration() pallets {
	return pallets{
		System: system.Config{
			BlockWeights:       frame.SensibleBlockWeights(blockWeight, normalPercent),
			BlockLength:        frame.MaxLengthWithNormalPercent(blockLengthBytes, normalPercent),
			BlockHashCount:     2400,
			DbWeight:           frame.RocksDb,
			SS58Prefix:         42,
			MaxConsumers:       16,
			DefaultAccountData: balances.DefaultAccountData,
		},
		Timestamp: timestamp.Config{MinimumPeriod: slotMilliseconds / 2, OnTimestampSet: aura.OnTimestampSet},
		Aura:      aura.Config{SlotDuration: slotMilliseconds, MaxAuthorities: maxAuthorities},
		Grandpa:   grandpa.Config{MaxAuthorities: maxAuthorities},
		Balances:  balances.Config{ExistentialDeposit: scale.U128From(500), MaxLocks: 50},
		TransactionPayment: transactionpayment.Config{
			OperationalFeeMultiplier: 5,
			WeightToFee:              transactionpayment.IdentityFee,
			LengthToFee:              transactionpayment.IdentityLengthFee,
			NextMultiplier:           transactionpayment.ConstantOne,
		},
	}
}
