package main

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/metadatahash"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

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

// NewExtensions implements [frame.Runtime].
func (runtime) NewExtensions() frame.Extensions { return new(extensions) }

// Decode implements [frame.Extensions].
func (x *extensions) Decode(d *scale.Decoder) {
	x.checkMortality.Decode(d)
	x.checkNonce.Decode(d)
	x.chargeTransactionPayment.Decode(d)
	x.checkMetadataHash.Decode(d)
}

// Implicit implements [frame.Extensions].
func (x *extensions) Implicit(e *scale.Encoder) error {
	if err := x.checkSpecVersion.Implicit(e); err != nil {
		return err
	}
	if err := x.checkTxVersion.Implicit(e); err != nil {
		return err
	}
	if err := x.checkGenesis.Implicit(e); err != nil {
		return err
	}
	if err := x.checkMortality.Implicit(e); err != nil {
		return err
	}
	return x.checkMetadataHash.Implicit(e)
}

// Weight implements [frame.Extensions].
func (x *extensions) Weight(call frame.Call) frame.Weight {
	return x.authorizeCall.Weight(call).
		Add(x.checkNonZeroSender.Weight(call)).
		Add(x.checkSpecVersion.Weight(call)).
		Add(x.checkTxVersion.Weight(call)).
		Add(x.checkGenesis.Weight(call)).
		Add(x.checkMortality.Weight(call)).
		Add(x.checkNonce.Weight(call)).
		Add(x.checkWeight.Weight(call)).
		Add(x.chargeTransactionPayment.Weight(call)).
		Add(x.weightReclaim.Weight(call))
}

// Validate implements [frame.Extensions].
func (x *extensions) Validate(t *frame.Transaction) error {
	if err := x.authorizeCall.Validate(t); err != nil {
		return err
	}
	if err := x.checkNonZeroSender.Validate(t); err != nil {
		return err
	}
	if err := x.checkMortality.Validate(t); err != nil {
		return err
	}
	if err := x.checkNonce.Validate(t); err != nil {
		return err
	}
	if err := x.checkWeight.Validate(t); err != nil {
		return err
	}
	return x.chargeTransactionPayment.Validate(t)
}

// Prepare implements [frame.Extensions].
func (x *extensions) Prepare(t *frame.Transaction) error {
	if err := x.checkNonce.Prepare(t); err != nil {
		return err
	}
	if err := x.checkWeight.Prepare(t); err != nil {
		return err
	}
	return x.chargeTransactionPayment.Prepare(t)
}

// PostDispatch implements [frame.Extensions].
func (x *extensions) PostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, result error) error {
	if err := x.authorizeCall.PostDispatch(t, post, result); err != nil {
		return err
	}
	if err := x.checkNonce.PostDispatch(t, post, result); err != nil {
		return err
	}
	if err := x.checkWeight.PostDispatch(t, post, result); err != nil {
		return err
	}
	if err := x.chargeTransactionPayment.PostDispatch(t, post, result); err != nil {
		return err
	}
	return x.weightReclaim.PostDispatch(t, post, result)
}

// BareValidate implements [frame.Extensions].
func (x *extensions) BareValidate(t *frame.Transaction) error { return x.checkWeight.BareValidate(t) }

// BarePrepare implements [frame.Extensions].
func (x *extensions) BarePrepare(t *frame.Transaction) error { return x.checkWeight.BarePrepare(t) }

// BarePostDispatch implements [frame.Extensions].
func (x *extensions) BarePostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, result error) error {
	if err := x.checkWeight.BarePostDispatch(t, post, result); err != nil {
		return err
	}
	return x.weightReclaim.BarePostDispatch(t, post, result)
}
