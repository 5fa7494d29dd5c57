package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// What a function here has written before it fails has to be undone by its caller: see [frame.InLayer].

// CanReserve says whether an amount of an account can be reserved, and leaves the existential deposit.
func CanReserve(who *scale.AccountID, amount scale.U128) bool {
	data := Account(who)
	free, ok := data.Free.CheckedSub(amount)
	return amount.IsZero() || ok && !free.Less(config.ExistentialDeposit) && !free.Less(data.Frozen)
}

// Reserve sets free balance of an account aside.
func Reserve(who *scale.AccountID, amount scale.U128) error {
	if amount.IsZero() {
		return nil
	}
	m := begin(who)
	var ok bool
	if m.Free, ok = m.Free.CheckedSub(amount); !ok {
		return ErrInsufficientBalance
	}
	if m.Reserved, ok = m.Reserved.CheckedAdd(amount); !ok {
		return frame.Overflow
	}
	if err := m.finishBurningDust(false); err != nil {
		return err
	}
	system.Deposit(&Reserved{Who: who, Amount: amount})
	return nil
}

// Unreserve makes reserved balance of an account free, as much as there is. It says how much there was not.
func Unreserve(who *scale.AccountID, amount scale.U128) scale.U128 {
	if amount.IsZero() {
		return amount
	}
	if data := Account(who); data.Total().IsZero() {
		return amount
	}
	m := begin(who)
	actual := m.Reserved.Min(amount)
	m.Reserved = m.Reserved.SaturatingSub(actual)
	m.Free = m.Free.SaturatingAdd(actual)
	if m.finishBurningDust(false) != nil {
		return amount
	}
	system.Deposit(&Unreserved{Who: who, Amount: actual})
	return amount.SaturatingSub(actual)
}

// SlashReserved takes reserved balance of an account, as much as there is. The caller has what was taken, and gives it to somebody or burns it; left
// is what there was not.
func SlashReserved(who *scale.AccountID, amount scale.U128) (taken, left scale.U128) {
	if amount.IsZero() {
		return taken, amount
	}
	if data := Account(who); data.Total().IsZero() {
		return taken, amount
	}
	m := begin(who)
	taken = m.Reserved.Min(amount)
	m.Reserved = m.Reserved.SaturatingSub(taken)
	if m.finishBurningDust(false) != nil {
		return scale.U128{}, amount
	}
	system.Deposit(&Slashed{Who: who, Amount: taken})
	return taken, amount.SaturatingSub(taken)
}

// RepatriateReserved moves reserved balance of an account to another that exists, as much as there is. It says how much there was not.
func RepatriateReserved(slashed, beneficiary *scale.AccountID, amount scale.U128, status BalanceStatus) (scale.U128, error) {
	if amount.IsZero() {
		return amount, nil
	}
	actual := amount.Min(reducibleHeld(slashed, Polite))
	if slashed.Compare(beneficiary) == 0 {
		if status == StatusFree {
			actual = actual.SaturatingSub(Unreserve(slashed, actual))
		}
		return amount.SaturatingSub(actual), nil
	}
	// The receiver is new only if it has nothing, so that what comes first does not matter.
	if data := Account(beneficiary); data.isDefault() {
		return amount, ErrDeadAccount
	}
	from := begin(slashed)
	from.Reserved = from.Reserved.SaturatingSub(actual)
	dustOfSlashed, err := from.finish(false)
	if err != nil {
		return amount, err
	}
	to := begin(beneficiary)
	field := &to.Free
	if status == StatusReserved {
		field = &to.Reserved
	}
	var ok bool
	if *field, ok = field.CheckedAdd(actual); !ok {
		return amount, frame.Overflow
	}
	dust, err := to.finish(false)
	if err != nil {
		return amount, err
	}
	handleRawDust(dustOfSlashed)
	handleRawDust(dust)
	system.Deposit(&ReserveRepatriated{From: slashed, To: beneficiary, Amount: actual, DestinationStatus: status})
	return amount.SaturatingSub(actual), nil
}

// find is the position of a name in the list, which is in the order of the names, or where it would be.
func (l reserveList) find(id Identifier) (at int, found bool) {
	for at < len(l) && string(l[at].ID[:]) < string(id[:]) {
		at++
	}
	return at, at < len(l) && l[at].ID == id
}

// add adds an amount under a name.
func (l reserveList) add(id Identifier, amount scale.U128) (reserveList, error) {
	at, found := l.find(id)
	if found {
		sum, ok := l[at].Amount.CheckedAdd(amount)
		if !ok {
			return l, frame.Overflow
		}
		l[at].Amount = sum
		return l, nil
	}
	if uint64(len(l)) >= uint64(config.MaxReserves) {
		return l, ErrTooManyReserves
	}
	l = append(l, ReserveData{})
	copy(l[at+1:], l[at:])
	l[at] = ReserveData{id, amount}
	return l, nil
}

// storeReserves makes list an account's named reserves.
func storeReserves(who *scale.AccountID, list reserveList) {
	if len(list) == 0 {
		reserves.Remove(who)
	} else {
		reserves.Write(who, &list)
	}
}

// takeNamed takes an amount, as much as there is, from what an account has reserved under a name. function does the same with what is reserved, and says how
// much of it was not there. left is how much of the amount was not.
func takeNamed(id Identifier, who *scale.AccountID, amount scale.U128, function func(amount scale.U128) (scale.U128, error)) (left scale.U128, err error) {
	list := reserves.Get(*who)
	at, found := list.find(id)
	if !found {
		return amount, nil
	}
	wanted := list[at].Amount.Min(amount)
	remains, err := function(wanted)
	if err != nil {
		return amount, err
	}
	actual := wanted.SaturatingSub(remains)
	list[at].Amount = list[at].Amount.SaturatingSub(actual)
	if list[at].Amount.IsZero() {
		list = without(list, at)
	}
	storeReserves(who, list)
	return amount.SaturatingSub(actual), nil
}

// ReservedNamed is what an account has reserved under a name.
func ReservedNamed(id Identifier, who *scale.AccountID) (amount scale.U128) {
	list := reserves.Get(*who)
	if at, found := list.find(id); found {
		amount = list[at].Amount
	}
	return amount
}

// ReserveNamed is [Reserve] under a name.
func ReserveNamed(id Identifier, who *scale.AccountID, amount scale.U128) error {
	if amount.IsZero() {
		return nil
	}
	list, err := reserves.Get(*who).add(id, amount)
	if err != nil {
		return err
	}
	if err = Reserve(who, amount); err == nil {
		storeReserves(who, list)
	}
	return err
}

// UnreserveNamed is [Unreserve] of what is reserved under a name.
func UnreserveNamed(id Identifier, who *scale.AccountID, amount scale.U128) scale.U128 {
	left, _ := takeNamed(id, who, amount, func(wanted scale.U128) (scale.U128, error) { return Unreserve(who, wanted), nil })
	return left
}

// SlashReservedNamed is [SlashReserved] of what is reserved under a name.
func SlashReservedNamed(id Identifier, who *scale.AccountID, amount scale.U128) (taken, left scale.U128) {
	left, _ = takeNamed(id, who, amount, func(wanted scale.U128) (remains scale.U128, err error) {
		taken, remains = SlashReserved(who, wanted)
		return remains, nil
	})
	return taken, left
}

// RepatriateReservedNamed is [RepatriateReserved] of what is reserved under a name; with StatusReserved, it is reserved under that name there.
func RepatriateReservedNamed(id Identifier, slashed, beneficiary *scale.AccountID, amount scale.U128, status BalanceStatus) (scale.U128, error) {
	if amount.IsZero() {
		return amount, nil
	}
	if slashed.Compare(beneficiary) == 0 {
		if status == StatusFree {
			return UnreserveNamed(id, slashed, amount), nil
		}
		return amount.SaturatingSub(ReservedNamed(id, slashed)), nil
	}
	return takeNamed(id, slashed, amount, func(wanted scale.U128) (scale.U128, error) {
		remains, err := RepatriateReserved(slashed, beneficiary, wanted, status)
		actual := wanted.SaturatingSub(remains)
		if err != nil || status == StatusFree || actual.IsZero() {
			return remains, err
		}
		list, err := reserves.Get(*beneficiary).add(id, actual)
		if err == nil {
			storeReserves(beneficiary, list)
		}
		return remains, err
	})
}
