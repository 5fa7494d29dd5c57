package balances

import (
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// AccountData is what an account has (pallet_balances::AccountData).
type AccountData struct {
	// Free may be used, but for what of it is frozen; Reserved is set aside for somebody.
	Free, Reserved scale.U128
	// Frozen is what of the sum must stay.
	Frozen scale.U128
	// Flags say by which rules the account was last changed.
	Flags scale.U128
}

// newLogic is the highest bit of the flags: the account's consumers count what is reserved and frozen.
const newLogic = 1 << 63

const (
	freeAt     = 0
	reservedAt = 16
	frozenAt   = 32
	flagsAt    = 48
)

func getU128(b []byte) scale.U128 {
	return scale.U128{Lo: primitives.LittleU64(b), Hi: primitives.LittleU64(b[8:])}
}

func putU128(b []byte, v scale.U128) {
	primitives.PutLittleU64(b, v.Lo)
	primitives.PutLittleU64(b[8:], v.Hi)
}

func (a *AccountData) load(stored []byte) {
	_ = stored[63]
	a.Free = getU128(stored[freeAt:])
	a.Reserved = getU128(stored[reservedAt:])
	a.Frozen = getU128(stored[frozenAt:])
	a.Flags = getU128(stored[flagsAt:])
}

func (a *AccountData) store(stored []byte) {
	_ = stored[63]
	putU128(stored[freeAt:], a.Free)
	putU128(stored[reservedAt:], a.Reserved)
	putU128(stored[frozenAt:], a.Frozen)
	putU128(stored[flagsAt:], a.Flags)
}

func (a *AccountData) isDefault() bool {
	return *a == AccountData{Flags: scale.U128{Hi: newLogic}}
}

// Usable is what of the free balance is not frozen.
func (a *AccountData) Usable() scale.U128 { return a.Free.SaturatingSub(a.Frozen) }

// Total is free and reserved balance.
func (a *AccountData) Total() scale.U128 { return a.Free.SaturatingAdd(a.Reserved) }

func (a *AccountData) consumes() bool { return !a.Reserved.IsZero() || !a.Frozen.IsZero() }

func (a *AccountData) provides() bool { return !a.Free.Less(config.ExistentialDeposit) }

// Account is what an account has.
func Account(who *scale.AccountID) (data AccountData) {
	data.load(system.LoadAccount(who).Data())
	return data
}

// mutation is a change of what an account has, from [begin] to its method finish. What it leads to is counted then: who has enough exists, and who
// has something reserved or frozen can't go.
type mutation struct {
	AccountData
	account                       *system.Account
	isNew, didProvide, didConsume bool
}

// begin starts a change of what an account has. Only one can go on at a time.
func begin(who *scale.AccountID) (m mutation) {
	ensureUpgraded(who)
	m.account = system.LoadAccount(who)
	m.load(m.account.Data())
	m.isNew = m.isDefault()
	m.didProvide = m.provides()
	m.didConsume = !m.isNew && m.consumes()
	return m
}

// finish writes the change. unlimited leaves out the limit of what may depend on the account. If the account has less than it must have to exist and
// nothing is reserved, it goes, and dust is what was left. After an error nothing is changed, and the events that were deposited have to be undone.
func (m *mutation) finish(unlimited bool) (dust scale.U128, err error) {
	if err = m.count(unlimited); err != nil {
		m.account.Reread()
		return dust, err
	}
	endowed := m.Free
	if !m.provides() && !m.consumes() {
		dust = m.Free
		m.AccountData = AccountData{Flags: scale.U128{Hi: newLogic}}
	}
	if m.account.Providers() > 0 || m.account.Sufficients() > 0 {
		m.store(m.account.Data())
		m.account.Write()
	} else {
		m.account.Remove()
	}
	if m.isNew {
		system.Deposit(&Endowed{Account: m.account.Who(), FreeBalance: endowed})
	}
	if !dust.IsZero() {
		system.Deposit(&DustLost{Account: m.account.Who(), Amount: dust})
	}
	return dust, nil
}

// count counts what now depends on the account and what keeps it alive.
func (m *mutation) count(unlimited bool) error {
	provides, consumes := m.provides(), m.consumes()
	if !m.didProvide && provides {
		m.account.AddProvider()
	}
	if m.didConsume && !consumes {
		m.account.RemoveConsumer()
	}
	if !m.didConsume && consumes {
		if err := m.account.AddConsumer(unlimited); err != nil {
			return err
		}
	}
	if consumes && m.account.Consumers() == 0 {
		if err := m.account.AddConsumer(false); err != nil {
			return err
		}
	}
	if m.didProvide && !provides {
		if _, err := m.account.RemoveProvider(); err != nil {
			return err
		}
	}
	return nil
}

// finishBurningDust is finish, and takes dust out of the issuance.
func (m *mutation) finishBurningDust(unlimited bool) error {
	dust, err := m.finish(unlimited)
	if err == nil && !dust.IsZero() {
		handleDust(dust.Min(config.ExistentialDeposit.SaturatingSub(scale.U128From(1))))
	}
	return err
}

// handleDust does with dust what the runtime wants.
func handleDust(amount scale.U128) {
	if config.OnDust != nil {
		config.OnDust(amount)
		return
	}
	BurnDebt(amount)
}

// BurnDebt takes an amount out of the issuance that nobody has any more.
func BurnDebt(amount scale.U128) {
	if amount.IsZero() {
		return
	}
	setTotalIssuance(TotalIssuance().SaturatingSub(amount))
	system.Deposit(&BurnedDebt{Amount: amount})
}

// MintCredit adds an amount to the issuance that somebody has got.
func MintCredit(amount scale.U128) {
	if amount.IsZero() {
		return
	}
	setTotalIssuance(TotalIssuance().SaturatingAdd(amount))
	system.Deposit(&MintedCredit{Amount: amount})
}

// ensureUpgraded brings an account that was last changed by old rules to the new ones, by which what is reserved or frozen counts as a
// consumer. It says whether it did.
func ensureUpgraded(who *scale.AccountID) bool {
	account := system.LoadAccount(who)
	var data AccountData
	data.load(account.Data())
	if data.Flags.Hi&newLogic != 0 {
		return false
	}
	data.Flags.Hi |= newLogic
	if !data.Reserved.IsZero() && data.Frozen.IsZero() {
		if account.Providers() == 0 {
			data.Free = data.Free.Max(config.ExistentialDeposit)
			account.AddProvider()
		}
		_ = account.AddConsumer(true) // there is a provider
	}
	if account.Providers() > 0 || account.Sufficients() > 0 {
		data.store(account.Data())
		account.Write()
	} else {
		account.Remove()
	}
	system.Deposit(&Upgraded{Who: account.Who()})
	return true
}
