package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// TransactionValidator is what a runtime provides for the API TaggedTransactionQueue, version 3
// (sp_transaction_pool::runtime_api::TaggedTransactionQueue).
type TransactionValidator interface {
	frame.Runtime
	// ValidateTransaction says whether an extrinsic could be in the block after the one with this hash. x is nil if its calls are nested too deeply;
	// encoded is what it was decoded from.
	ValidateTransaction(source frame.TransactionSource, x *frame.Extrinsic, encoded []byte, at *primitives.Hash) (frame.ValidTransaction, error)
}

// ValidateTransaction answers TaggedTransactionQueue_validate_transaction: input is where the transaction comes from, the transaction, and the hash
// of a block; the answer is a TransactionValidity.
func ValidateTransaction(input []byte, runtime TransactionValidator) []byte {
	const function = "validate_transaction"
	d := scale.NewDecoder(input)
	source := frame.TransactionSource(d.Variant())
	if source > frame.SourceExternal {
		d.UnknownVariant()
	}
	check(d, function)
	x, encoded := decodeExtrinsic(d, input, runtime, function)
	var at primitives.Hash
	at.Decode(d)
	check(d, function)
	valid, err := runtime.ValidateTransaction(source, x, encoded, &at)
	e := scale.NewEncoder(nil)
	e.ResultTag(err != nil)
	if err != nil {
		frame.ValidityError(err).Encode(e)
	} else {
		valid.Encode(e)
	}
	return e.Output()
}
