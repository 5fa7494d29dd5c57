package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// TransferAllowDeath moves an amount of the sender to another account. If too little is left for the sender to exist, the sender's account
// goes.
//
//frame:call 0 compact=value
func TransferAllowDeath(origin frame.Origin, dest *scale.MultiAddress, value scale.U128) error {
	return transferSigned(origin, dest, value, Expendable)
}

// ForceTransfer moves an amount of any account to another. Root only.
//
//frame:call 2 compact=value
func ForceTransfer(origin frame.Origin, source, dest *scale.MultiAddress, value scale.U128) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	from, err := frame.LookupAccount(source)
	if err != nil {
		return err
	}
	to, err := frame.LookupAccount(dest)
	if err != nil {
		return err
	}
	return MoveBalance(from, to, value, Expendable)
}

// TransferKeepAlive moves an amount of the sender to another account, if enough is left for the sender to exist.
//
//frame:call 3 compact=value
func TransferKeepAlive(origin frame.Origin, dest *scale.MultiAddress, value scale.U128) error {
	return transferSigned(origin, dest, value, Preserve)
}

func transferSigned(origin frame.Origin, dest *scale.MultiAddress, value scale.U128, preservation Preservation) error {
	source, err := frame.EnsureSigned(origin)
	if err != nil {
		return err
	}
	to, err := frame.LookupAccount(dest)
	if err != nil {
		return err
	}
	return MoveBalance(source, to, value, preservation)
}

// TransferAll moves to another account all that the sender can give: with keepAlive, as much as lets the sender exist.
//
//frame:call 4
func TransferAll(origin frame.Origin, dest *scale.MultiAddress, keepAlive bool) error {
	source, err := frame.EnsureSigned(origin)
	if err != nil {
		return err
	}
	preservation := keeping(keepAlive)
	value := ReducibleBalance(source, preservation, Polite)
	to, err := frame.LookupAccount(dest)
	if err != nil {
		return err
	}
	return MoveBalance(source, to, value, preservation)
}

func keeping(alive bool) Preservation {
	if alive {
		return Preserve
	}
	return Expendable
}

// ForceUnreserve makes reserved balance of an account free. Root only.
//
//frame:call 5
func ForceUnreserve(origin frame.Origin, who *scale.MultiAddress, amount scale.U128) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	account, err := frame.LookupAccount(who)
	if err != nil {
		return err
	}
	Unreserve(account, amount)
	return nil
}

// UpgradeAccounts brings accounts to the present rules. It is free if that was due for nine in ten of them.
//
//frame:call 6
func UpgradeAccounts(origin frame.Origin, who []scale.AccountID) (post frame.PostDispatchInfo, err error) {
	if _, err = frame.EnsureSigned(origin); err != nil || len(who) == 0 {
		return post, err
	}
	upgraded := uint64(0)
	for i := range who {
		if ensureUpgraded(&who[i]) {
			upgraded++
		}
	}
	if frame.PerbillFromRational(upgraded, uint64(len(who))) >= frame.PerbillFromPercent(90) {
		post.Pays = frame.PaysNo
	}
	return post, nil
}

// ForceSetBalance sets an account's free balance; one below the existential deposit counts as nothing. Root only.
//
//frame:call 8 compact=newFree
func ForceSetBalance(origin frame.Origin, who *scale.MultiAddress, newFree scale.U128) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	account, err := frame.LookupAccount(who)
	if err != nil {
		return err
	}
	if newFree.Less(config.ExistentialDeposit) {
		newFree = scale.U128{}
	}
	m := begin(account)
	old := m.Free
	m.Free = newFree
	if err = m.finishBurningDust(false); err != nil {
		return err
	}
	if old.Less(newFree) {
		added := newFree.SaturatingSub(old)
		setTotalIssuance(TotalIssuance().SaturatingAdd(added))
		system.Deposit(&Issued{Amount: added})
	} else if newFree.Less(old) {
		taken := old.SaturatingSub(newFree)
		setTotalIssuance(TotalIssuance().SaturatingSub(taken))
		system.Deposit(&Rescinded{Amount: taken})
	}
	system.Deposit(&BalanceSet{Who: account, Free: newFree})
	return nil
}

// ForceAdjustTotalIssuance corrects the issuance by an amount. Root only.
//
//frame:call 9 compact=delta
func ForceAdjustTotalIssuance(origin frame.Origin, direction AdjustmentDirection, delta scale.U128) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	if delta.IsZero() {
		return ErrDeltaZero
	}
	old := TotalIssuance()
	new := old.SaturatingAdd(delta)
	if direction == Decrease {
		new = old.SaturatingSub(delta)
	}
	if new.Less(InactiveIssuance()) {
		return ErrIssuanceDeactivated
	}
	setTotalIssuance(new)
	system.Deposit(&TotalIssuanceForced{Old: old, New: new})
	return nil
}

// Burn takes an amount from the sender that exists no more then. With keepAlive, enough must be left for the sender to exist.
//
//frame:call 10 compact=value
func Burn(origin frame.Origin, value scale.U128, keepAlive bool) error {
	source, err := frame.EnsureSigned(origin)
	if err != nil {
		return err
	}
	_, err = BurnFrom(source, value, keeping(keepAlive), Exact, Polite)
	return err
}
