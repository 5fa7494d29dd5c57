package transactionpayment

import "github.com/gopallet/gopallet/go-runtime/scale"

// Event is an event of this pallet.
//
//scale:enum
type Event interface{ isEvent() }

// TransactionFeePaid: an account has paid for a transaction; the fee is with the tip.
//
//scale:variant Event 0
type TransactionFeePaid struct {
	Who            *scale.AccountID
	ActualFee, Tip scale.U128
}
