package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Identifier names a lock or a reserve.
type Identifier [8]byte

// Reasons says for what locked balance can't be used (pallet_balances::Reasons).
//
//scale:enum
type Reasons uint8

const (
	// ReasonFee: for fees.
	ReasonFee Reasons = 0
	// ReasonMisc: for all but fees.
	ReasonMisc Reasons = 1
	// ReasonAll: for nothing.
	ReasonAll Reasons = 2
)

// BalanceLock is an amount that must stay (pallet_balances::BalanceLock). Locks overlap: the greatest counts.
//
//scale:type
//scale:path pallet_balances::types::BalanceLock
type BalanceLock struct {
	ID      Identifier
	Amount  scale.U128
	Reasons Reasons
}

// ReserveData is a reserved amount with a name (pallet_balances::ReserveData).
//
//scale:type
//scale:path pallet_balances::types::ReserveData
type ReserveData struct {
	ID     Identifier
	Amount scale.U128
}

// ReasonAmount is an amount that is held or frozen for a reason (frame_support::traits::tokens::IdAmount).
//
//scale:type
//scale:path frame_support::traits::tokens::misc::IdAmount
type ReasonAmount struct {
	Reason frame.Reason
	Amount scale.U128
}

// lockList are the locks of an account.
//
//scale:type
//scale:alias
type lockList []BalanceLock

// reserveList are the reserves of an account, in the order of their identifiers.
//
//scale:type
//scale:alias
type reserveList []ReserveData

// reasonList are the holds of an account, or its freezes.
//
//scale:type
//scale:alias
type reasonList []ReasonAmount

// find is the position of a reason, the length of the list if it is not there.
func (l reasonList) find(reason frame.Reason) int {
	for i := range l {
		if l[i].Reason == reason {
			return i
		}
	}
	return len(l)
}

// amount is what the list has for a reason.
func (l reasonList) amount(reason frame.Reason) scale.U128 {
	if i := l.find(reason); i < len(l) {
		return l[i].Amount
	}
	return scale.U128{}
}

// without is the list without the entry at i; the order of the others stays.
func without[T any](list []T, i int) []T { return append(list[:i:i], list[i+1:]...) }

// The maps with an entry for each account. Their metadata are written by hand, see itemMetadata.
var (
	// Locks are what of an account is locked.
	locks = frame.NewMap[scale.AccountID, lockList, frame.Blake2_128Concat](keyLocks)
	// Reserves are what of an account is reserved by name.
	reserves = frame.NewMap[scale.AccountID, reserveList, frame.Blake2_128Concat](keyReserves)
	// Holds are what of an account is held, by reason.
	holds = frame.NewMap[scale.AccountID, reasonList, frame.Blake2_128Concat](keyHolds)
	// Freezes are what of an account is frozen, by reason.
	freezes = frame.NewMap[scale.AccountID, reasonList, frame.Blake2_128Concat](keyFreezes)
)
