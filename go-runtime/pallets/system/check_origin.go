package system

import "github.com/gopallet/gopallet/go-runtime/frame"

// Authorizer is a call that can answer for itself, so that it needs no signature.
type Authorizer interface {
	// AuthorizeWeight is the most that Authorize costs.
	AuthorizeWeight() frame.Weight
	// Authorize says whether the call may be made, and what of the weight it did not use.
	Authorize(source frame.TransactionSource) (frame.ValidTransaction, frame.Weight, error)
}

// AuthorizeCall is the extension that lets calls answer for themselves (frame_system::AuthorizeCall).
//
//frame:extension AuthorizeCall
type AuthorizeCall struct {
	unspent frame.Weight
}

// Weight implements [frame.Extensions].
func (*AuthorizeCall) Weight(call frame.Call) frame.Weight {
	if authorizer, ok := call.(Authorizer); ok {
		return authorizer.AuthorizeWeight()
	}
	return frame.Weight{}
}

// Validate implements [frame.Extensions].
func (x *AuthorizeCall) Validate(t *frame.Transaction) error {
	authorizer, ok := t.Call.(Authorizer)
	if !ok || t.Origin.IsAuthorized() {
		return nil
	}
	valid, unspent, err := authorizer.Authorize(t.Source)
	if err != nil {
		return err
	}
	x.unspent = unspent
	t.Origin = frame.Origin{Kind: frame.OriginAuthorized}
	t.Validity.Combine(&valid)
	return nil
}

// PostDispatch implements [frame.Extensions].
func (x *AuthorizeCall) PostDispatch(_ *frame.Transaction, post *frame.PostDispatchInfo, _ error) error {
	post.Refund(x.unspent)
	return nil
}

// CheckNonZeroSender is the extension that refuses the account of zeros, which has a key that everybody can sign with
// (frame_system::CheckNonZeroSender).
//
//frame:extension CheckNonZeroSender
type CheckNonZeroSender struct{}

// Weight implements [frame.Extensions].
func (*CheckNonZeroSender) Weight(frame.Call) frame.Weight {
	return frame.Weight{RefTime: checkNonZeroSenderRefTime}
}

// Validate implements [frame.Extensions].
func (*CheckNonZeroSender) Validate(t *frame.Transaction) error {
	if t.Origin.Kind != frame.OriginSigned {
		return nil
	}
	var bits byte
	for _, b := range t.Origin.Account {
		bits |= b
	}
	if bits == 0 {
		return frame.InvalidBadSigner
	}
	return nil
}
