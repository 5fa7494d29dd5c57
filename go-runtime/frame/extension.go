package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// Transaction is an extrinsic on its way through the extensions.
type Transaction struct {
	Call Call
	Info DispatchInfo
	// Length is the number of bytes of the extrinsic, its length prefix included.
	Length int
	// Origin is who sent it; extensions may change it.
	Origin Origin
	// Source says how it came here.
	Source TransactionSource
	// Judged says that somebody asks for Validity, which is what the extensions have said so far. Of a transaction that is only run, nobody does.
	Judged   bool
	Validity ValidTransaction
}

// Extensions is a runtime's pipeline of transaction extensions (sp_runtime::traits::TransactionExtension, for a tuple). The generator makes one of
// a struct with the directive frame:extensions, which has a field for each: its methods call those of the fields, in order. An extension has
// only the methods that it needs, with the signatures below; what it finds out in one step it keeps in its own fields for the next.
//
// Errors are all [TransactionValidityError].
type Extensions interface {
	// Decode reads what the extrinsic says to the extensions.
	Decode(d *scale.Decoder)
	// Implicit appends what is signed along, and not part of the extrinsic.
	Implicit(e *scale.Encoder) error
	// Weight is what the extensions may cost.
	Weight(call Call) Weight
	// Validate says whether the transaction is valid, and adds to its Validity. It changes nothing but the origin.
	Validate(t *Transaction) error
	// Prepare is called before the call runs.
	Prepare(t *Transaction) error
	// PostDispatch is called after it has run, with what it said; result is its error or nil. Unused weight of the extensions is refunded to post.
	PostDispatch(t *Transaction, post *PostDispatchInfo, result error) error
	// BareValidate, BarePrepare and BarePostDispatch are called for extrinsics without extensions in place of the above.
	BareValidate(t *Transaction) error
	BarePrepare(t *Transaction) error
	BarePostDispatch(t *Transaction, post *PostDispatchInfo, result error) error
}
