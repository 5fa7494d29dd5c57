package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// CheckNonce is the extension that orders an account's transactions and lets each happen once (frame_system::CheckNonce).
//
//frame:extension CheckNonce
type CheckNonce struct {
	Nonce uint32 `scale:"compact"`

	signed bool
}

// Decode implements [frame.Extensions].
func (x *CheckNonce) Decode(d *scale.Decoder) { x.Nonce = d.CompactU32() }

// Weight implements [frame.Extensions].
func (*CheckNonce) Weight(frame.Call) frame.Weight { return checkNonceWeight() }

// Validate implements [frame.Extensions].
func (x *CheckNonce) Validate(t *frame.Transaction) error {
	x.signed = t.Origin.Kind == frame.OriginSigned
	if !x.signed {
		return nil
	}
	account := LoadAccount(t.Origin.Account)
	if account.Providers() == 0 && account.Sufficients() == 0 {
		return frame.InvalidPayment
	}
	nonce := account.Nonce()
	if x.Nonce < nonce {
		return frame.InvalidStale
	}
	if !t.Judged {
		return nil
	}
	t.Validity.Provides = append(t.Validity.Provides, nonceTag(t.Origin.Account, x.Nonce))
	if nonce < x.Nonce {
		t.Validity.Requires = append(t.Validity.Requires, nonceTag(t.Origin.Account, x.Nonce-1))
	}
	return nil
}

// nonceTag is the tag of an account's transaction: the account's id and the nonce.
func nonceTag(account *scale.AccountID, nonce uint32) []byte {
	e := scale.NewEncoder(make([]byte, 0, len(account)+4))
	e.Raw(account[:])
	e.U32(nonce)
	return e.Output()
}

// Prepare implements [frame.Extensions].
func (x *CheckNonce) Prepare(t *frame.Transaction) error {
	if !x.signed {
		return nil
	}
	account := LoadAccount(t.Origin.Account)
	if x.Nonce > account.Nonce() {
		return frame.InvalidFuture
	}
	account.setCount(nonceAt, x.Nonce+1) // the nonce after the greatest is zero
	account.Write()
	return nil
}

// PostDispatch implements [frame.Extensions].
func (x *CheckNonce) PostDispatch(_ *frame.Transaction, post *frame.PostDispatchInfo, _ error) error {
	if !x.signed {
		post.Refund(checkNonceWeight())
	}
	return nil
}
