package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// The errors that end a call, as sp_runtime::DispatchError has them. In Go each is an error; [EncodeError] gives it its encoding. They are small
// integers, so that none has to be allocated.

// ModuleError is an error of a pallet. The generator implements it for the type with the directive frame:error.
type ModuleError interface {
	error
	// ModuleError is the pallet's index in the runtime, and the error's in the pallet.
	ModuleError() (pallet, index uint8)
}

// DispatchError is an error that is of no pallet and says all by itself. Its values are the indices of the variants of sp_runtime::DispatchError.
type DispatchError uint8

const (
	// Other is any other error.
	Other DispatchError = 0
	// CannotLookup: an address names no account.
	CannotLookup DispatchError = 1
	// BadOrigin: the call may not come from there.
	BadOrigin DispatchError = 2
	// ConsumerRemaining: the account is needed and can't go.
	ConsumerRemaining DispatchError = 4
	// NoProviders: nothing keeps the account alive, so nothing can depend on it.
	NoProviders DispatchError = 5
	// TooManyConsumers: nothing more can depend on the account.
	TooManyConsumers DispatchError = 6
	// Exhausted: resources are used up, such as an allowed time.
	Exhausted DispatchError = 10
	// Corruption: state is not as it has to be.
	Corruption DispatchError = 11
	// Unavailable: something that the call needs, such as a preimage, is missing.
	Unavailable DispatchError = 12
	// RootNotAllowed: the call may come from accounts only.
	RootNotAllowed DispatchError = 13
)

// Indices of the variants of sp_runtime::DispatchError that say more.
const (
	variantModule        = 3
	variantToken         = 7
	variantArithmetic    = 8
	variantTransactional = 9
	variantTrie          = 14
)

// Error implements error.
func (e DispatchError) Error() string {
	switch e {
	case CannotLookup:
		return "the address names no account; give an account's id"
	case BadOrigin:
		return "the call may not come from this origin; see the call's description for who may make it"
	case ConsumerRemaining:
		return "something still depends on the account; release it first"
	case NoProviders:
		return "the account does not exist; fund it first"
	case TooManyConsumers:
		return "too much depends on the account; release something first"
	case Exhausted:
		return "resources are used up; try again later"
	case Corruption:
		return "state is corrupt"
	case Unavailable:
		return "a resource is not available; provide it first"
	case RootNotAllowed:
		return "root may not make this call; sign it"
	}
	return "the call failed"
}

// TokenError is an error about an amount (sp_runtime::TokenError).
type TokenError uint8

const (
	// FundsUnavailable: the account has too little that it may use.
	FundsUnavailable TokenError = 0
	// OnlyProvider: the account would die and must not.
	OnlyProvider TokenError = 1
	// BelowMinimum: an account can't exist with so little.
	BelowMinimum TokenError = 2
	// CannotCreate: the account can't be made.
	CannotCreate TokenError = 3
	// UnknownAsset: there is no such asset.
	UnknownAsset TokenError = 4
	// Frozen: the funds are there, and frozen.
	Frozen TokenError = 5
	// Unsupported: the asset can't do this.
	Unsupported TokenError = 6
	// CannotCreateHold: no account can be made for the amount to hold.
	CannotCreateHold TokenError = 7
	// NotExpendable: the account would die, and is wanted to remain.
	NotExpendable TokenError = 8
	// Blocked: the account accepts nothing.
	Blocked TokenError = 9
)

var tokenErrors = [...]string{
	"the account has too few funds that it may use", "the account must stay alive; leave the minimum on it",
	"the amount is below the minimum of an account; send more", "the account can't be made", "there is no such asset",
	"the funds are frozen; wait until they are not", "the asset does not support this", "no account can be made for the amount to hold",
	"the account would die; leave the minimum on it, or allow its death", "the account accepts nothing",
}

// Error implements error.
func (e TokenError) Error() string { return tokenErrors[e] }

// ArithmeticError is an error of a computation (sp_arithmetic::ArithmeticError).
type ArithmeticError uint8

const (
	// Underflow: a result below zero.
	Underflow ArithmeticError = 0
	// Overflow: a result above the greatest value.
	Overflow ArithmeticError = 1
	// DivisionByZero: a division by zero.
	DivisionByZero ArithmeticError = 2
)

var arithmeticErrors = [...]string{"a result is below zero", "a result is too large", "a division by zero"}

// Error implements error.
func (e ArithmeticError) Error() string { return arithmeticErrors[e] }

// TransactionalError is an error of storage layers (sp_runtime::TransactionalError).
type TransactionalError uint8

const (
	// LimitReached: too many storage layers, each inside another.
	LimitReached TransactionalError = 0
	// NoLayer: there is no storage layer.
	NoLayer TransactionalError = 1
)

var transactionalErrors = [...]string{"calls are nested too deeply; nest fewer", "there is no storage layer"}

// Error implements error.
func (e TransactionalError) Error() string { return transactionalErrors[e] }

// TrieError is an error of a storage proof: the index of a variant of sp_runtime::TrieError.
type TrieError uint8

// Error implements error.
func (e TrieError) Error() string { return "the storage proof is not valid" }

// moduleErrorBytes is the width of a pallet's error in the encoding; the bytes after the index are for errors inside errors.
const moduleErrorBytes = 4

// ErrorMaxEncodedLen is the most bytes that [EncodeError] writes.
const ErrorMaxEncodedLen = 1 + 1 + moduleErrorBytes

// EncodeError writes err as a sp_runtime::DispatchError. What is none of the errors above is Other.
func EncodeError(e *scale.Encoder, err error) {
	switch err := err.(type) {
	case DispatchError:
		e.Variant(uint8(err))
	case TokenError:
		encodePair(e, variantToken, uint8(err))
	case ArithmeticError:
		encodePair(e, variantArithmetic, uint8(err))
	case TransactionalError:
		encodePair(e, variantTransactional, uint8(err))
	case TrieError:
		encodePair(e, variantTrie, uint8(err))
	case ModuleError:
		pallet, index := err.ModuleError()
		e.Variant(variantModule)
		e.U8(pallet)
		e.U32(uint32(index))
	default:
		e.Variant(uint8(Other))
	}
}

func encodePair(e *scale.Encoder, variant, value uint8) {
	e.Variant(variant)
	e.U8(value)
}

// EncodeOutcome writes the result of a call, err or nil, as a Result<(), DispatchError>.
func EncodeOutcome(e *scale.Encoder, err error) {
	e.ResultTag(err != nil)
	if err != nil {
		EncodeError(e, err)
	}
}
