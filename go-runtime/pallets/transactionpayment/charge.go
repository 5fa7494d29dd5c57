package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// ChargeTransactionPayment is the extension that takes the fee (pallet_transaction_payment::ChargeTransactionPayment): before the call, what it may cost
// at most; after it, what it did not cost is given back.
//
//frame:extension ChargeTransactionPayment
type ChargeTransactionPayment struct {
	Tip scale.U128 `scale:"compact"`

	// who pays, nil if nobody does.
	who *scale.AccountID
	// fee is what is paid at most, with the tip; tip what of it was taken as one.
	fee, tip scale.U128
}

// Decode implements [frame.Extensions].
func (x *ChargeTransactionPayment) Decode(d *scale.Decoder) { x.Tip = d.CompactU128() }

// Weight implements [frame.Extensions].
func (*ChargeTransactionPayment) Weight(frame.Call) frame.Weight { return chargeWeight() }

// Validate implements [frame.Extensions].
func (x *ChargeTransactionPayment) Validate(t *frame.Transaction) error {
	if t.Origin.Kind != frame.OriginSigned {
		return nil
	}
	details := FeeBefore(uint32(t.Length), &t.Info, x.Tip)
	x.who, x.fee = t.Origin.Account, details.Total()
	if !balances.CanWithdraw(x.who, x.fee) {
		return frame.InvalidPayment
	}
	if t.Judged {
		valid := frame.Valid()
		valid.Priority = priority(&t.Info, t.Length, x.Tip, x.fee)
		t.Validity.Combine(&valid)
	}
	return nil
}

// Prepare implements [frame.Extensions].
func (x *ChargeTransactionPayment) Prepare(*frame.Transaction) error {
	if x.who == nil || x.fee.IsZero() {
		return nil
	}
	if balances.WithdrawFrom(x.who, x.fee, balances.Preserve) != nil {
		return frame.InvalidPayment
	}
	x.tip = x.fee.Min(x.Tip)
	var credit scale.U128
	txPaymentCredit.Read(&credit)
	txPaymentCredit.Put(credit.SaturatingAdd(x.fee.SaturatingSub(x.tip)))
	return nil
}

// PostDispatch implements [frame.Extensions].
func (x *ChargeTransactionPayment) PostDispatch(t *frame.Transaction, post *frame.PostDispatchInfo, _ error) error {
	if x.who == nil {
		post.Refund(chargeWeight())
		return nil
	}
	details := FeeAfter(uint32(t.Length), &t.Info, post, x.Tip)
	actual := details.Total()
	x.settle(actual.SaturatingSub(x.Tip))
	system.Deposit(&TransactionFeePaid{Who: x.who, ActualFee: actual, Tip: x.Tip})
	return nil
}

// settle gives back what of the payment is more than the fee, and the fee to where it goes.
func (x *ChargeTransactionPayment) settle(fee scale.U128) {
	var paid scale.U128
	txPaymentCredit.Take(&paid)
	if paid.Less(fee) {
		hostapi.Log(hostapi.LevelError, "runtime::txpayment", "too little was taken to pay the fees")
	}
	if refund := paid.SaturatingSub(fee); !refund.IsZero() && system.LoadAccount(x.who).Exists() {
		if balances.DepositInto(x.who, refund) == nil {
			paid = paid.SaturatingSub(refund)
		}
	}
	if config.FeeDestination != nil {
		config.FeeDestination(paid, x.tip)
		return
	}
	balances.BurnDebt(paid.SaturatingAdd(x.tip))
}
