package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Preservation says what must become of an account from which something is taken (frame_support::traits::tokens::Preservation).
type Preservation uint8

const (
	// Expendable: it may go.
	Expendable Preservation = iota
	// Protect: it may not go if nothing else keeps it alive.
	Protect
	// Preserve: it must keep the existential deposit.
	Preserve
)

// Precision says whether a part of an amount will do (frame_support::traits::tokens::Precision).
type Precision uint8

const (
	// Exact: all of it or nothing.
	Exact Precision = iota
	// BestEffort: as much as possible.
	BestEffort
)

// Fortitude says whether freezes count (frame_support::traits::tokens::Fortitude).
type Fortitude uint8

const (
	// Polite: they do.
	Polite Fortitude = iota
	// Force: they do not.
	Force
)

// ReducibleBalance is how much can be taken from an account.
func ReducibleBalance(who *scale.AccountID, preservation Preservation, force Fortitude) scale.U128 {
	account := system.LoadAccount(who)
	var data AccountData
	data.load(account.Data())
	return data.reducible(account, preservation, force)
}

func (a *AccountData) reducible(account *system.Account, preservation Preservation, force Fortitude) scale.U128 {
	var untouchable scale.U128
	if force == Polite {
		untouchable = a.Frozen.SaturatingSub(a.Reserved)
	}
	keep := preservation == Preserve
	if !a.Free.IsZero() {
		keep = keep || preservation == Protect && account.Providers() == 1
		keep = keep || preservation == Expendable && !account.CanRemoveProvider()
	}
	if keep {
		untouchable = untouchable.Max(config.ExistentialDeposit)
	}
	return a.Free.SaturatingSub(untouchable)
}

// canWithdraw says why an amount can't be taken from an account, or nil, and whether the account would then go.
func canWithdraw(who *scale.AccountID, amount scale.U128) (reaped bool, err error) {
	if amount.IsZero() {
		return false, nil
	}
	if TotalIssuance().Less(amount) {
		return false, frame.Underflow
	}
	account := system.LoadAccount(who)
	var data AccountData
	data.load(account.Data())
	left, ok := data.Free.CheckedSub(amount)
	if !ok {
		return false, frame.FundsUnavailable
	}
	if data.reducible(account, Expendable, Polite).Less(amount) {
		return false, frame.Frozen
	}
	if left.Less(config.ExistentialDeposit) {
		if !account.CanRemoveProvider() {
			return false, frame.OnlyProvider
		}
		reaped = true
	}
	if left.SaturatingAdd(data.Reserved).Less(data.Frozen) {
		return false, frame.Frozen
	}
	return reaped, nil
}

// CanWithdraw says whether an amount can be taken from an account that must remain.
func CanWithdraw(who *scale.AccountID, amount scale.U128) bool {
	reaped, err := canWithdraw(who, amount)
	return err == nil && !reaped
}

// canDeposit says why an account can't be given an amount that exists already, or nil.
func canDeposit(who *scale.AccountID, amount scale.U128) error {
	if amount.IsZero() {
		return nil
	}
	data := Account(who)
	free, ok := data.Free.CheckedAdd(amount)
	if !ok {
		return frame.Overflow
	}
	if free.Less(config.ExistentialDeposit) {
		return frame.BelowMinimum
	}
	if _, ok = data.Reserved.CheckedAdd(free); !ok {
		return frame.Overflow
	}
	return nil
}

// decrease takes an amount from an account, and says how much it took. The issuance stays the same: the caller has the amount now.
func decrease(who *scale.AccountID, amount scale.U128, precision Precision, preservation Preservation, force Fortitude) (scale.U128, error) {
	account := system.LoadAccount(who)
	var data AccountData
	data.load(account.Data())
	reducible := data.reducible(account, preservation, force)
	if precision == BestEffort {
		amount = amount.Min(reducible)
	} else if reducible.Less(amount) {
		return scale.U128{}, frame.FundsUnavailable
	}
	left, ok := data.Free.CheckedSub(amount)
	if !ok {
		return scale.U128{}, frame.FundsUnavailable
	}
	most := data.reducible(account, Expendable, Force)
	m := begin(who)
	if most.Less(m.Free.SaturatingSub(left)) {
		return scale.U128{}, ErrInsufficientBalance
	}
	m.Free = left
	dust, err := m.finish(false)
	if err != nil {
		return scale.U128{}, err
	}
	if !dust.IsZero() {
		handleDust(dust)
	}
	return amount, nil
}

// increase gives an account an amount, and says how much it gave. The issuance stays the same: the caller had the amount before.
func increase(who *scale.AccountID, amount scale.U128, precision Precision) (given scale.U128, err error) {
	data := Account(who)
	old := data.Free
	reserved := data.Total().SaturatingSub(old)
	balance, ok := old.CheckedAdd(amount)
	if precision == BestEffort {
		most := scale.U128{Lo: ^uint64(0), Hi: ^uint64(0)}.SaturatingSub(reserved)
		balance = old.SaturatingAdd(amount).Min(most)
	} else if !ok {
		return given, frame.Overflow
	}
	if _, ok = balance.CheckedAdd(reserved); !ok {
		return given, frame.Overflow
	}
	if balance.Less(config.ExistentialDeposit) {
		if precision == BestEffort {
			return given, nil
		}
		return given, frame.BelowMinimum
	}
	if balance == old {
		return given, nil
	}
	m := begin(who)
	m.Free = balance
	dust, err := m.finish(false)
	if err != nil {
		return given, err
	}
	if !dust.IsZero() {
		handleDust(dust)
	}
	return balance.SaturatingSub(old), nil
}

// MoveBalance moves an amount from one account to another.
func MoveBalance(source, dest *scale.AccountID, amount scale.U128, preservation Preservation) error {
	reaped, err := canWithdraw(source, amount)
	if err != nil {
		return err
	}
	if reaped && preservation != Expendable {
		return frame.NotExpendable
	}
	if err = canDeposit(dest, amount); err != nil {
		return err
	}
	if source.Compare(dest) == 0 {
		return nil
	}
	if _, err = decrease(source, amount, BestEffort, preservation, Polite); err != nil {
		return err
	}
	// What the check of the deposit let through can't fail.
	_, _ = increase(dest, amount, BestEffort)
	system.Deposit(&Transfer{From: source, To: dest, Amount: amount})
	return nil
}

// MintInto gives an account an amount that did not exist before.
func MintInto(who *scale.AccountID, amount scale.U128) (scale.U128, error) {
	if _, ok := TotalIssuance().CheckedAdd(amount); !ok {
		return scale.U128{}, frame.Overflow
	}
	actual, err := increase(who, amount, Exact)
	if err != nil {
		return actual, err
	}
	setTotalIssuance(TotalIssuance().SaturatingAdd(actual))
	system.Deposit(&Minted{Who: who, Amount: amount})
	return actual, nil
}

// BurnFrom takes an amount from an account that exists no more then.
func BurnFrom(who *scale.AccountID, amount scale.U128, preservation Preservation, precision Precision, force Fortitude) (scale.U128, error) {
	actual := ReducibleBalance(who, preservation, force).Min(amount)
	if actual != amount && precision != BestEffort {
		return scale.U128{}, frame.FundsUnavailable
	}
	if TotalIssuance().Less(actual) {
		return scale.U128{}, frame.Overflow
	}
	actual, err := decrease(who, actual, BestEffort, preservation, force)
	if err != nil {
		return actual, err
	}
	setTotalIssuance(TotalIssuance().SaturatingSub(actual))
	system.Deposit(&Burned{Who: who, Amount: actual})
	return actual, nil
}

// WithdrawFrom takes an amount from an account; the caller has it now, and gives it to somebody or burns it.
func WithdrawFrom(who *scale.AccountID, amount scale.U128, preservation Preservation) error {
	taken, err := decrease(who, amount, Exact, preservation, Polite)
	if err == nil {
		system.Deposit(&Withdraw{Who: who, Amount: taken})
	}
	return err
}

// DepositInto gives an account an amount that the caller had.
func DepositInto(who *scale.AccountID, amount scale.U128) error {
	given, err := increase(who, amount, Exact)
	if err == nil {
		system.Deposit(&Deposit{Who: who, Amount: given})
	}
	return err
}
