package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// TransactionValidityError is why a transaction is not valid (sp_runtime::transaction_validity::TransactionValidityError): the index of the outer
// variant, of the inner one and, of custom errors, a number, in a byte each from the lowest on.
type TransactionValidityError uint32

const (
	invalidTransaction TransactionValidityError = 0
	unknownTransaction TransactionValidityError = 1

	variantInvalidCustom = 7
	variantUnknownCustom = 2
)

// The reasons why a transaction is invalid (InvalidTransaction) or can't be judged (UnknownTransaction).
const (
	// InvalidCall: such a call is not expected.
	InvalidCall = invalidTransaction | 0<<8
	// InvalidPayment: the sender can't pay.
	InvalidPayment = invalidTransaction | 1<<8
	// InvalidFuture: the nonce is too high for now.
	InvalidFuture = invalidTransaction | 2<<8
	// InvalidStale: the nonce was used.
	InvalidStale = invalidTransaction | 3<<8
	// InvalidBadProof: the signature is wrong.
	InvalidBadProof = invalidTransaction | 4<<8
	// InvalidAncientBirthBlock: the block from which it was valid is forgotten.
	InvalidAncientBirthBlock = invalidTransaction | 5<<8
	// InvalidExhaustsResources: no room in this block.
	InvalidExhaustsResources = invalidTransaction | 6<<8
	// InvalidBadMandatory: a mandatory call failed.
	InvalidBadMandatory = invalidTransaction | 8<<8
	// InvalidMandatoryValidation: mandatory calls are no transactions.
	InvalidMandatoryValidation = invalidTransaction | 9<<8
	// InvalidBadSigner: this account can't sign.
	InvalidBadSigner = invalidTransaction | 10<<8
	// InvalidIndeterminateImplicit: what is signed along can't be determined.
	InvalidIndeterminateImplicit = invalidTransaction | 11<<8
	// InvalidUnknownOrigin: no extension has answered for it.
	InvalidUnknownOrigin = invalidTransaction | 12<<8
	// UnknownCannotLookup: something to judge it by was not found.
	UnknownCannotLookup = unknownTransaction | 0<<8
	// UnknownNoUnsignedValidator: nothing judges such a call without signature.
	UnknownNoUnsignedValidator = unknownTransaction | 1<<8
)

// InvalidCustom is a pallet's own reason.
func InvalidCustom(reason uint8) TransactionValidityError {
	return invalidTransaction | variantInvalidCustom<<8 | TransactionValidityError(reason)<<16
}

// UnknownCustom is a pallet's own reason.
func UnknownCustom(reason uint8) TransactionValidityError {
	return unknownTransaction | variantUnknownCustom<<8 | TransactionValidityError(reason)<<16
}

// Error implements error.
func (v TransactionValidityError) Error() string {
	switch v {
	case InvalidCall:
		return "such a transaction is not expected"
	case InvalidPayment:
		return "the sender can't pay the fees"
	case InvalidFuture:
		return "the transaction's nonce is not due yet"
	case InvalidStale:
		return "the transaction's nonce was used"
	case InvalidBadProof:
		return "the signature is wrong"
	case InvalidAncientBirthBlock:
		return "the transaction's era is over"
	case InvalidExhaustsResources:
		return "the block has no room for the transaction"
	case InvalidBadMandatory:
		return "a mandatory call failed"
	case InvalidMandatoryValidation:
		return "mandatory calls are not sent as transactions"
	case InvalidBadSigner:
		return "this account can't sign"
	case InvalidIndeterminateImplicit:
		return "what is signed along can't be determined"
	case InvalidUnknownOrigin:
		return "nothing answers for the transaction"
	case UnknownCannotLookup:
		return "something to judge the transaction by was not found"
	case UnknownNoUnsignedValidator:
		return "such a call needs a signature"
	}
	return "the transaction is refused for a reason of the chain's own"
}

// isCustom says whether a number follows the variants.
func (v TransactionValidityError) isCustom() bool {
	outer, inner := v&0xff, v>>8&0xff
	return outer == invalidTransaction && inner == variantInvalidCustom || outer == unknownTransaction && inner == variantUnknownCustom
}

// TransactionValidityErrorMaxEncodedLen is the most bytes that Encode writes.
const TransactionValidityErrorMaxEncodedLen = 3

// Encode writes the variants, and the number of custom errors.
func (v TransactionValidityError) Encode(e *scale.Encoder) {
	e.Variant(byte(v))
	e.Variant(byte(v >> 8))
	if v.isCustom() {
		e.U8(byte(v >> 16))
	}
}

// ValidityError is err as a reason why a transaction is not valid. Extensions return no others.
func ValidityError(err error) TransactionValidityError {
	if v, ok := err.(TransactionValidityError); ok {
		return v
	}
	return InvalidCall
}

// TransactionSource says how a transaction came here (sp_runtime::transaction_validity::TransactionSource).
type TransactionSource uint8

const (
	// SourceInBlock: in a block.
	SourceInBlock TransactionSource = 0
	// SourceLocal: from this node, such as its offchain workers.
	SourceLocal TransactionSource = 1
	// SourceExternal: from outside.
	SourceExternal TransactionSource = 2
)

// ValidTransaction is what a transaction pool needs to know of a transaction (sp_runtime::transaction_validity::ValidTransaction).
type ValidTransaction struct {
	// Priority orders transactions that are ready; the highest comes first.
	Priority uint64
	// Requires are tags that others have to provide before; Provides those that this one does.
	Requires, Provides [][]byte
	// Longevity is for how many blocks it stays valid.
	Longevity uint64
	// Propagate says whether other nodes may get it.
	Propagate bool
}

// Valid is a transaction of which nothing special is known.
func Valid() ValidTransaction { return ValidTransaction{Longevity: ^uint64(0), Propagate: true} }

// Combine adds what other says about the same transaction.
func (v *ValidTransaction) Combine(other *ValidTransaction) {
	v.Priority = saturatingAdd(v.Priority, other.Priority)
	v.Requires = append(v.Requires, other.Requires...)
	v.Provides = append(v.Provides, other.Provides...)
	v.Longevity = min(v.Longevity, other.Longevity)
	v.Propagate = v.Propagate && other.Propagate
}

// Encode writes the fields in order.
func (v *ValidTransaction) Encode(e *scale.Encoder) {
	e.U64(v.Priority)
	encodeTags(e, v.Requires)
	encodeTags(e, v.Provides)
	e.U64(v.Longevity)
	e.Bool(v.Propagate)
}

func encodeTags(e *scale.Encoder, tags [][]byte) {
	e.Length(len(tags))
	for _, tag := range tags {
		e.Bytes(tag)
	}
}
