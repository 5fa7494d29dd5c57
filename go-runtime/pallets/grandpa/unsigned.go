package grandpa

import "github.com/gopallet/gopallet/go-runtime/frame"

// ValidateUnsigned refuses all: calls without signature would report equivocations, for which this pallet has no proofs.
func ValidateUnsigned(frame.TransactionSource, frame.Call) (frame.ValidTransaction, error) {
	return frame.ValidTransaction{}, frame.InvalidCall
}
