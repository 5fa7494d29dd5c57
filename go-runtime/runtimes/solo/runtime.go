package main

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/aura"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/grandpa"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// runtime puts the pallets together.
//
//frame:runtime
//frame:pallets 0 system, 1 timestamp, 2 aura, 3 grandpa, 4 balances, 5 transactionpayment, 6 sudo
type runtime struct{}

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

// What the runtime decides about its pallets. The compiler evaluates this function.
func init() {
	frame.SetDecodeCall(runtime{}.DecodeCall)
	system.Configure(system.Config{
		Index:              0,
		BlockWeights:       frame.SensibleBlockWeights(blockWeight, normalPercent),
		BlockLength:        frame.MaxLengthWithNormalPercent(blockLengthBytes, normalPercent),
		BlockHashCount:     2400,
		DbWeight:           frame.RocksDb,
		Version:            system.VersionOf(&RuntimeVersion),
		SS58Prefix:         42,
		MaxConsumers:       16,
		DefaultAccountData: balances.DefaultAccountData,
	})
	timestamp.Configure(timestamp.Config{
		Index:          1,
		MinimumPeriod:  slotMilliseconds / 2,
		OnTimestampSet: aura.OnTimestampSet,
		DbWeight:       frame.RocksDb,
	})
	aura.Configure(aura.Config{Index: 2, SlotDuration: slotMilliseconds, MaxAuthorities: maxAuthorities, DbWeight: frame.RocksDb})
	grandpa.Configure(grandpa.Config{Index: 3, MaxAuthorities: maxAuthorities, DbWeight: frame.RocksDb})
	balances.Configure(balances.Config{Index: 4, ExistentialDeposit: scale.U128From(500), MaxLocks: 50, DbWeight: frame.RocksDb})
	transactionpayment.Configure(transactionpayment.Config{
		Index:                    5,
		OperationalFeeMultiplier: 5,
		WeightToFee:              transactionpayment.IdentityFee,
		LengthToFee:              transactionpayment.IdentityLengthFee,
		NextMultiplier:           transactionpayment.ConstantOne,
		DbWeight:                 frame.RocksDb,
	})
	sudo.Configure(sudo.Config{Index: 6, DbWeight: frame.RocksDb})
}
