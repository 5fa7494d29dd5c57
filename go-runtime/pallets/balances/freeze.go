package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// refreeze makes the greatest of an account's locks and freezes what of it must stay. It returns that from before and from now, and dust.
func refreeze(who *scale.AccountID, locked lockList, frozen reasonList, unlimited bool) (before, after, dust scale.U128, err error) {
	m := begin(who)
	before = m.Frozen
	for i := range locked {
		after = after.Max(locked[i].Amount)
	}
	for i := range frozen {
		after = after.Max(frozen[i].Amount)
	}
	m.Frozen = after
	dust, err = m.finish(unlimited)
	return before, after, dust, err
}

func handleRawDust(dust scale.U128) {
	if !dust.IsZero() {
		handleDust(dust.Min(config.ExistentialDeposit.SaturatingSub(scale.U128From(1))))
	}
}

// SetLock locks an amount of an account in the name of id, in place of what it had locked before; an amount of zero removes the lock.
func SetLock(id Identifier, who *scale.AccountID, amount scale.U128, reasons Reasons) {
	if amount.IsZero() {
		RemoveLock(id, who)
		return
	}
	putLock(who, BalanceLock{id, amount, reasons}, false)
}

// ExtendLock locks at least an amount of an account in the name of id, for more reasons.
func ExtendLock(id Identifier, who *scale.AccountID, amount scale.U128, reasons Reasons) {
	if !amount.IsZero() {
		putLock(who, BalanceLock{id, amount, reasons}, true)
	}
}

func putLock(who *scale.AccountID, lock BalanceLock, extend bool) {
	list := locks.Get(*who)
	for i := range list {
		if list[i].ID != lock.ID {
			continue
		}
		if extend {
			lock.Amount = lock.Amount.Max(list[i].Amount)
			if lock.Reasons != list[i].Reasons {
				lock.Reasons = ReasonAll
			}
		}
		list[i] = lock
		updateLocks(who, list)
		return
	}
	updateLocks(who, append(list, lock))
}

// RemoveLock unlocks what was locked in the name of id.
func RemoveLock(id Identifier, who *scale.AccountID) {
	list := locks.Get(*who)
	for i := range list {
		if list[i].ID == id {
			list = without(list, i)
			break
		}
	}
	updateLocks(who, list)
}

// LockedAmount is what is locked of an account in the name of id.
func LockedAmount(id Identifier, who *scale.AccountID) (amount scale.U128) {
	list := locks.Get(*who)
	for i := range list {
		if list[i].ID == id {
			amount = amount.SaturatingAdd(list[i].Amount)
		}
	}
	return amount
}

// updateLocks makes list an account's locks. More than MaxLocks are kept: a lock must not fail.
func updateLocks(who *scale.AccountID, list lockList) {
	before, after, dust, err := refreeze(who, list, freezes.Get(*who), true)
	if err != nil {
		system.Deposit(&Unexpected{Kind: UnexpectedFailedToMutateAccount})
	}
	if len(list) == 0 {
		locks.Remove(who)
	} else {
		locks.Write(who, &list)
	}
	handleRawDust(dust)
	if after.Less(before) {
		system.Deposit(&Unlocked{Who: who, Amount: before.SaturatingSub(after)})
	} else if before.Less(after) {
		system.Deposit(&Locked{Who: who, Amount: after.SaturatingSub(before)})
	}
}

// SetFreeze freezes an amount of an account for a reason, in place of what was frozen before; an amount of zero thaws it.
func SetFreeze(reason frame.Reason, who *scale.AccountID, amount scale.U128) error {
	if amount.IsZero() {
		return Thaw(reason, who)
	}
	return putFreeze(reason, who, amount, false)
}

// ExtendFreeze freezes at least an amount of an account for a reason.
func ExtendFreeze(reason frame.Reason, who *scale.AccountID, amount scale.U128) error {
	if amount.IsZero() {
		return nil
	}
	return putFreeze(reason, who, amount, true)
}

func putFreeze(reason frame.Reason, who *scale.AccountID, amount scale.U128, extend bool) error {
	list := freezes.Get(*who)
	i := list.find(reason)
	switch {
	case i == len(list) && uint64(i) >= uint64(config.MaxFreezes):
		return ErrTooManyFreezes
	case i == len(list):
		list = append(list, ReasonAmount{reason, amount})
	case extend:
		list[i].Amount = list[i].Amount.Max(amount)
	default:
		list[i].Amount = amount
	}
	return updateFreezes(who, list)
}

// Thaw lets go what was frozen for a reason.
func Thaw(reason frame.Reason, who *scale.AccountID) error {
	list := freezes.Get(*who)
	if i := list.find(reason); i < len(list) {
		list = without(list, i)
	}
	return updateFreezes(who, list)
}

// FrozenAmount is what is frozen of an account for a reason.
func FrozenAmount(reason frame.Reason, who *scale.AccountID) scale.U128 {
	return freezes.Get(*who).amount(reason)
}

func updateFreezes(who *scale.AccountID, list reasonList) error {
	before, after, dust, err := refreeze(who, locks.Get(*who), list, false)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		freezes.Remove(who)
	} else {
		freezes.Write(who, &list)
	}
	handleRawDust(dust)
	if after.Less(before) {
		system.Deposit(&Thawed{Who: who, Amount: before.SaturatingSub(after)})
	} else if before.Less(after) {
		system.Deposit(&Frozen{Who: who, Amount: after.SaturatingSub(before)})
	}
	return nil
}
