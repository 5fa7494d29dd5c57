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
type BalanceLock struct {
	ID      Identifier
	Amount  scale.U128
	Reasons Reasons
}

// Encode writes the fields in order.
func (l *BalanceLock) Encode(e *scale.Encoder) {
	e.Raw(l.ID[:])
	e.U128(l.Amount)
	e.Variant(byte(l.Reasons))
}

// Decode reads what Encode writes.
func (l *BalanceLock) Decode(d *scale.Decoder) {
	d.Read(l.ID[:])
	l.Amount = d.U128()
	if l.Reasons = Reasons(d.Variant()); l.Reasons > ReasonAll {
		d.UnknownVariant()
	}
}

// EncodedLen is 25.
func (*BalanceLock) EncodedLen() int { return 25 }

// ReserveData is a reserved amount with a name (pallet_balances::ReserveData).
type ReserveData struct {
	ID     Identifier
	Amount scale.U128
}

// Encode writes the fields in order.
func (r *ReserveData) Encode(e *scale.Encoder) {
	e.Raw(r.ID[:])
	e.U128(r.Amount)
}

// Decode reads what Encode writes.
func (r *ReserveData) Decode(d *scale.Decoder) {
	d.Read(r.ID[:])
	r.Amount = d.U128()
}

// EncodedLen is 24.
func (*ReserveData) EncodedLen() int { return 24 }

// ReasonAmount is an amount that is held or frozen for a reason (frame_support::traits::tokens::IdAmount).
type ReasonAmount struct {
	Reason frame.Reason
	Amount scale.U128
}

// Encode writes the fields in order.
func (r *ReasonAmount) Encode(e *scale.Encoder) {
	r.Reason.Encode(e)
	e.U128(r.Amount)
}

// Decode reads what Encode writes.
func (r *ReasonAmount) Decode(d *scale.Decoder) {
	r.Reason = frame.Reason{Pallet: d.U8(), Reason: d.U8()}
	r.Amount = d.U128()
}

// EncodedLen is 18.
func (*ReasonAmount) EncodedLen() int { return 18 }

// The lists that an account has.
type (
	lockList    []BalanceLock
	reserveList []ReserveData
	reasonList  []ReasonAmount
)

// Encode writes the list.
func (l *lockList) Encode(e *scale.Encoder) { scale.EncodeSequence(e, *l) }

// Decode reads what Encode writes.
func (l *lockList) Decode(d *scale.Decoder) { *l = scale.DecodeSequence[BalanceLock](d, 25) }

// EncodedLen is the number of bytes that Encode writes.
func (l *lockList) EncodedLen() int { return scale.SequenceEncodedLen(*l) }

// Encode writes the list.
func (l *reserveList) Encode(e *scale.Encoder) { scale.EncodeSequence(e, *l) }

// Decode reads what Encode writes.
func (l *reserveList) Decode(d *scale.Decoder) { *l = scale.DecodeSequence[ReserveData](d, 24) }

// EncodedLen is the number of bytes that Encode writes.
func (l *reserveList) EncodedLen() int { return scale.SequenceEncodedLen(*l) }

// Encode writes the list.
func (l *reasonList) Encode(e *scale.Encoder) { scale.EncodeSequence(e, *l) }

// Decode reads what Encode writes.
func (l *reasonList) Decode(d *scale.Decoder) { *l = scale.DecodeSequence[ReasonAmount](d, 18) }

// EncodedLen is the number of bytes that Encode writes.
func (l *reasonList) EncodedLen() int { return scale.SequenceEncodedLen(*l) }

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
