package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// HeldAmount is what is held of an account for a reason.
func HeldAmount(reason frame.Reason, who *scale.AccountID) scale.U128 {
	return holds.Get(*who).amount(reason)
}

// reducibleHeld is what of all that is held of an account can be taken.
func reducibleHeld(who *scale.AccountID, force Fortitude) scale.U128 {
	data := Account(who)
	if force == Force {
		return data.Reserved
	}
	return data.Reserved.SaturatingSub(data.Frozen.SaturatingSub(data.Free))
}

// holdAvailable says whether something of an account could be held for a reason.
func holdAvailable(reason frame.Reason, who *scale.AccountID) bool {
	if system.LoadAccount(who).Providers() == 0 {
		return false
	}
	list := holds.Get(*who)
	return uint64(len(list)) < uint64(config.MaxHolds) || list.find(reason) < len(list)
}

// setHeld makes an amount what is held of an account for a reason. What is free does not change: the caller has the difference.
func setHeld(reason frame.Reason, who *scale.AccountID, amount scale.U128) error {
	data := Account(who)
	list := holds.Get(*who)
	i := list.find(reason)
	before := list.amount(reason)
	switch {
	case i < len(list):
		list[i].Amount = amount
		if amount.IsZero() {
			list = without(list, i)
		}
	case !amount.IsZero():
		if uint64(len(list)) >= uint64(config.MaxHolds) {
			return ErrTooManyHolds
		}
		list = append(list, ReasonAmount{reason, amount})
	}
	var ok bool
	if before.Less(amount) || before == amount {
		if data.Reserved, ok = data.Reserved.CheckedAdd(amount.SaturatingSub(before)); !ok {
			return frame.Overflow
		}
	} else if data.Reserved, ok = data.Reserved.CheckedSub(before.SaturatingSub(amount)); !ok {
		return frame.Underflow
	}
	m := begin(who)
	m.AccountData = data
	dust, err := m.finish(false)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		holds.Remove(who)
	} else {
		holds.Write(who, &list)
	}
	handleRawDust(dust)
	return nil
}

func decreaseHeld(reason frame.Reason, who *scale.AccountID, amount scale.U128, precision Precision) (scale.U128, error) {
	before := HeldAmount(reason, who)
	if precision == BestEffort {
		amount = amount.Min(before)
	}
	after, ok := before.CheckedSub(amount)
	if !ok {
		return scale.U128{}, frame.FundsUnavailable
	}
	return amount, setHeld(reason, who, after)
}

func increaseHeld(reason frame.Reason, who *scale.AccountID, amount scale.U128, precision Precision) (scale.U128, error) {
	before := HeldAmount(reason, who)
	after, ok := before.CheckedAdd(amount)
	if !ok && precision == Exact {
		return scale.U128{}, frame.Overflow
	}
	if !ok {
		after = before.SaturatingAdd(amount)
	}
	amount = after.SaturatingSub(before)
	if amount.IsZero() {
		return amount, nil
	}
	return amount, setHeld(reason, who, after)
}

// Hold holds free balance of an account for a reason.
func Hold(reason frame.Reason, who *scale.AccountID, amount scale.U128) error {
	if ReducibleBalance(who, Protect, Force).Less(amount) {
		return frame.FundsUnavailable
	}
	if !holdAvailable(reason, who) {
		return frame.CannotCreateHold
	}
	if _, err := decrease(who, amount, Exact, Protect, Force); err != nil {
		return err
	}
	if _, err := increaseHeld(reason, who, amount, BestEffort); err != nil {
		return err
	}
	system.Deposit(&Held{Reason: reason, Who: who, Amount: amount})
	return nil
}

// Release makes free what is held of an account for a reason, and says how much it did.
func Release(reason frame.Reason, who *scale.AccountID, amount scale.U128, precision Precision) (scale.U128, error) {
	if canDeposit(who, amount) != nil {
		return scale.U128{}, frame.CannotCreate
	}
	amount, err := decreaseHeld(reason, who, amount, precision)
	if err != nil {
		return amount, err
	}
	actual, err := increase(who, amount, BestEffort)
	if err != nil {
		return actual, err
	}
	system.Deposit(&Released{Reason: reason, Who: who, Amount: actual})
	return actual, nil
}

// BurnHeldBalance takes out of the issuance what is held of an account for a reason, and says how much it did.
func BurnHeldBalance(reason frame.Reason, who *scale.AccountID, amount scale.U128, precision Precision, force Fortitude) (scale.U128, error) {
	liquid := reducibleHeld(who, force)
	if precision == BestEffort {
		amount = amount.Min(liquid)
	} else if liquid.Less(amount) {
		return scale.U128{}, frame.Frozen
	}
	amount, err := decreaseHeld(reason, who, amount, precision)
	if err != nil {
		return amount, err
	}
	setTotalIssuance(TotalIssuance().SaturatingSub(amount))
	system.Deposit(&BurnedHeld{Reason: reason, Who: who, Amount: amount})
	return amount, nil
}

// MoveHeld moves what is held of an account for a reason to another account, where it is held or, with free, is not. It says how much it moved.
func MoveHeld(
	reason frame.Reason, source, dest *scale.AccountID, amount scale.U128, precision Precision, free bool, force Fortitude,
) (scale.U128, error) {
	have, liquid := HeldAmount(reason, source), reducibleHeld(source, force)
	if precision == BestEffort {
		amount = amount.Min(liquid).Min(have)
	} else if liquid.Less(amount) {
		return scale.U128{}, frame.Frozen
	} else if have.Less(amount) {
		return scale.U128{}, frame.FundsUnavailable
	}
	if canDeposit(dest, amount) != nil {
		return scale.U128{}, frame.CannotCreate
	}
	if !free && !holdAvailable(reason, dest) {
		return scale.U128{}, frame.CannotCreateHold
	}
	amount, err := decreaseHeld(reason, source, amount, precision)
	if err != nil {
		return amount, err
	}
	give := increase
	if !free {
		give = func(who *scale.AccountID, amount scale.U128, precision Precision) (scale.U128, error) {
			return increaseHeld(reason, who, amount, precision)
		}
	}
	actual, err := give(dest, amount, precision)
	if err != nil {
		return actual, err
	}
	system.Deposit(&TransferOnHold{Reason: reason, Source: source, Dest: dest, Amount: actual})
	return actual, nil
}

// MoveAndHold moves free balance of an account to another, where it is held for a reason. It says how much it moved.
func MoveAndHold(
	reason frame.Reason, source, dest *scale.AccountID, amount scale.U128, precision Precision, preservation Preservation, force Fortitude,
) (scale.U128, error) {
	if !holdAvailable(reason, dest) {
		return scale.U128{}, frame.CannotCreateHold
	}
	if canDeposit(dest, amount) != nil {
		return scale.U128{}, frame.CannotCreate
	}
	actual, err := decrease(source, amount, precision, preservation, force)
	if err != nil {
		return actual, err
	}
	if _, err = increaseHeld(reason, dest, actual, precision); err != nil {
		return actual, err
	}
	system.Deposit(&TransferAndHold{Reason: reason, Source: source, Dest: dest, Transferred: actual})
	return actual, nil
}
