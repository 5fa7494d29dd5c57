package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// OriginKind is the sort of an [Origin] (frame_system::RawOrigin).
type OriginKind uint8

const (
	// OriginRoot is the runtime itself, or who may act for it.
	OriginRoot OriginKind = 0
	// OriginSigned is an account.
	OriginSigned OriginKind = 1
	// OriginNone is nobody: an inherent, or a transaction without signature.
	OriginNone OriginKind = 2
	// OriginAuthorized is who sent a call that authorises itself.
	OriginAuthorized OriginKind = 3
)

// Origin is where a call comes from.
type Origin struct {
	Kind OriginKind
	// Account is who signed; only of OriginSigned.
	Account *scale.AccountID
}

// Root is the origin of the runtime itself.
func Root() Origin { return Origin{Kind: OriginRoot} }

// Signed is the origin of an account.
func Signed(account *scale.AccountID) Origin { return Origin{Kind: OriginSigned, Account: account} }

// None is the origin of inherents.
func None() Origin { return Origin{Kind: OriginNone} }

// IsAuthorized says whether a transaction with this origin may run: somebody has answered for it.
func (o Origin) IsAuthorized() bool { return o.Kind != OriginNone }

// EnsureSigned is the account that signed, or BadOrigin.
func EnsureSigned(o Origin) (*scale.AccountID, error) {
	if o.Kind != OriginSigned {
		return nil, BadOrigin
	}
	return o.Account, nil
}

// EnsureRoot is nil for Root only, or BadOrigin.
func EnsureRoot(o Origin) error { return ensureKind(o, OriginRoot) }

// EnsureNone is nil for None only, or BadOrigin.
func EnsureNone(o Origin) error { return ensureKind(o, OriginNone) }

// EnsureAuthorized is nil for calls that authorise themselves only, or BadOrigin.
func EnsureAuthorized(o Origin) error { return ensureKind(o, OriginAuthorized) }

// EnsureSignedOrRoot is the account that signed, nil for Root, or BadOrigin.
func EnsureSignedOrRoot(o Origin) (*scale.AccountID, error) {
	if o.Kind == OriginRoot {
		return nil, nil
	}
	return EnsureSigned(o)
}

func ensureKind(o Origin, kind OriginKind) error {
	if o.Kind != kind {
		return BadOrigin
	}
	return nil
}

// Lookup is the account that an address names, and whether it names one: addresses of other kinds than MultiAddressID do not
// (sp_runtime::traits::AccountIdLookup).
func Lookup(address *scale.MultiAddress) (*scale.AccountID, bool) {
	return &address.ID, address.Kind == scale.MultiAddressID
}

// LookupAccount is the account that an address names, or CannotLookup.
func LookupAccount(address *scale.MultiAddress) (*scale.AccountID, error) {
	if account, ok := Lookup(address); ok {
		return account, nil
	}
	return nil, CannotLookup
}
