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
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// What the executive asks of all pallets: those that have something to say to it, in their order.

// DecodeCall implements [frame.Runtime].
func (runtime) DecodeCall(d *scale.Decoder) frame.Call {
	switch d.Variant() {
	case 0:
		return system.DecodeCall(d)
	case 1:
		return timestamp.DecodeCall(d)
	case 3:
		return grandpa.DecodeCall(d)
	case 4:
		return balances.DecodeCall(d)
	case 6:
		return sudo.DecodeCall(d)
	}
	d.UnknownVariant()
	return nil
}

// BeforeUpgrades implements [executive.Runtime].
func (runtime) BeforeUpgrades() (weight frame.Weight) {
	for i := range storageVersions {
		writes := uint64(0)
		if frame.BeforeUpgrade(storageVersions[i].prefix, storageVersions[i].version) {
			writes = 1
		}
		weight = weight.Add(system.Db().ReadsWrites(1, writes))
	}
	return weight
}

// OnRuntimeUpgrade implements [executive.Runtime].
func (runtime) OnRuntimeUpgrade() frame.Weight { return aura.OnRuntimeUpgrade() }

// OnInitialize implements [executive.Runtime].
func (runtime) OnInitialize(n primitives.BlockNumber) frame.Weight {
	return timestamp.OnInitialize(n).Add(aura.OnInitialize(n))
}

// OnPoll implements [executive.Runtime].
func (runtime) OnPoll(primitives.BlockNumber, *frame.WeightMeter) {}

// OnIdle implements [executive.Runtime].
func (runtime) OnIdle(primitives.BlockNumber, frame.Weight) frame.Weight { return frame.Weight{} }

// OnFinalize implements [executive.Runtime].
func (runtime) OnFinalize(n primitives.BlockNumber) {
	timestamp.OnFinalize(n)
	grandpa.OnFinalize(n)
	transactionpayment.OnFinalize(n)
}

// OffchainWorker implements [executive.Runtime].
func (runtime) OffchainWorker(primitives.BlockNumber) {}

// IsInherent implements [executive.Runtime].
func (runtime) IsInherent(call frame.Call) bool { return timestamp.IsInherent(call) }

// CreateInherents implements [executive.Runtime].
func (runtime) CreateInherents(data frame.InherentData) (calls []frame.Call) {
	if call := timestamp.CreateInherent(data); call != nil {
		calls = append(calls, call)
	}
	return calls
}

// CheckInherent implements [executive.Runtime].
func (runtime) CheckInherent(call frame.Call, data frame.InherentData, result *frame.InherentsResult) bool {
	if !timestamp.IsInherent(call) {
		return false
	}
	if err := timestamp.CheckInherent(call, data); err != nil {
		result.Put(timestamp.InherentIdentifier, err)
	}
	return true
}

// ValidateUnsigned implements [executive.Runtime].
func (runtime) ValidateUnsigned(source frame.TransactionSource, call frame.Call) (frame.ValidTransaction, error) {
	switch pallet, _ := call.Index(); pallet {
	case 0:
		return system.ValidateUnsigned(source, call)
	case 3:
		return grandpa.ValidateUnsigned(source, call)
	}
	return frame.ValidTransaction{}, frame.UnknownNoUnsignedValidator
}

// PreDispatch implements [executive.Runtime].
func (runtime) PreDispatch(call frame.Call) (err error) {
	switch pallet, _ := call.Index(); pallet {
	case 0:
		_, err = system.ValidateUnsigned(frame.SourceInBlock, call)
	case 3:
		_, err = grandpa.ValidateUnsigned(frame.SourceInBlock, call)
	}
	return err
}
