package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// An account's entry in storage (frame_system::AccountInfo) is nonce, consumers, providers and sufficients, four bytes each, then the data of the
// pallet that keeps its balance. It is worked on as it is stored, neither decoded nor encoded.
const (
	nonceAt       = 0
	consumersAt   = 4
	providersAt   = 8
	sufficientsAt = 12
	dataAt        = 16
)

// Account is an account's entry, of which several changes can be written at once. It is the only copy of the entry in a call, until storage is
// changed behind its back: see [frame.Rollbacks].
type Account struct {
	who   scale.AccountID
	key   []byte
	value []byte
	// exists says whether storage has the entry.
	exists bool
}

// accountHasher makes the storage keys of accounts.
type accountHasher = frame.Blake2_128Concat

// LoadAccount is the entry of an account, which may not exist: then its counts are zero and its data is the default. The result is good until
// the next account but one is loaded; who keeps it longer must not write to it.
func LoadAccount(who *scale.AccountID) *Account {
	recent := &block().accounts
	for i, account := range recent {
		if account != nil && account.who.Compare(who) == 0 {
			recent[i], recent[0] = recent[0], account
			return account
		}
	}
	account := &Account{who: *who, key: accountKey(who)}
	account.read()
	recent[1], recent[0] = recent[0], account
	return account
}

func accountKey(who *scale.AccountID) []byte {
	hash := hostapi.Blake2_128(who[:])
	key := make([]byte, 0, len(keyAccount)+len(hash)+len(who))
	key = append(key, keyAccount...)
	key = append(key, hash[:]...)
	return append(key, who[:]...)
}

func (a *Account) read() {
	stored, ok := hostapi.Get(a.key)
	size := dataAt + len(config.DefaultAccountData)
	a.exists = ok
	if ok && len(stored) >= size {
		a.value = stored[:size:size]
		return
	}
	a.value = make([]byte, size)
	copy(a.value[dataAt:], config.DefaultAccountData)
}

func (a *Account) count(at int) uint32 { return primitives.LittleU32(a.value[at:]) }

func (a *Account) setCount(at int, n uint32) { primitives.PutLittleU32(a.value[at:], n) }

// Who is the account's id; nobody may write to it.
func (a *Account) Who() *scale.AccountID { return &a.who }

// Exists says whether storage has the entry.
func (a *Account) Exists() bool { return a.exists }

// Nonce is how often the account has signed.
func (a *Account) Nonce() uint32 { return a.count(nonceAt) }

// Consumers is how much depends on the account.
func (a *Account) Consumers() uint32 { return a.count(consumersAt) }

// Providers is how much keeps the account alive for others.
func (a *Account) Providers() uint32 { return a.count(providersAt) }

// Sufficients is how much keeps the account alive for itself only.
func (a *Account) Sufficients() uint32 { return a.count(sufficientsAt) }

// Data is the data of the pallet that keeps the balance; that pallet alone may write to it, and calls Write then.
func (a *Account) Data() []byte { return a.value[dataAt:] }

// Write stores the entry.
func (a *Account) Write() {
	a.exists = true
	hostapi.Set(a.key, a.value)
}

// Remove removes the entry.
func (a *Account) Remove() {
	a.exists = false
	hostapi.Clear(a.key)
	clear(a.value[:dataAt])
	copy(a.value[dataAt:], config.DefaultAccountData)
}

// Reread forgets changes that were not written.
func (a *Account) Reread() { a.read() }

// RefStatus is what a change of a reference count has led to.
type RefStatus bool

const (
	// StatusKept: the account exists as before.
	StatusKept RefStatus = false
	// StatusChanged: the account was created, or is to be removed.
	StatusChanged RefStatus = true
)

// The functions that follow change reference counts and deposit the events of it, and leave the writing to their caller.

// AddProvider counts something that keeps the account alive; it creates the account if nothing did before.
func (a *Account) AddProvider() RefStatus {
	if a.Providers() == 0 && a.Sufficients() == 0 {
		a.setCount(providersAt, 1)
		a.created()
		return StatusChanged
	}
	a.setCount(providersAt, saturatingIncrement(a.Providers()))
	return StatusKept
}

// RemoveProvider takes back [Account.AddProvider]. If nothing else keeps the account alive, the caller has to remove it, unless something
// depends on it: that is an error.
func (a *Account) RemoveProvider() (RefStatus, error) {
	if !a.exists {
		logError("an account's provider is removed after the account")
		return StatusChanged, nil
	}
	providers := a.Providers()
	if providers == 0 {
		logError("an account's providers fall below zero")
		providers = 1
	}
	if providers == 1 {
		if a.Consumers() == 0 && a.Sufficients() == 0 {
			a.killed()
			return StatusChanged, nil
		}
		if a.Consumers() > 0 {
			return StatusKept, frame.ConsumerRemaining
		}
	}
	a.setCount(providersAt, providers-1)
	return StatusKept, nil
}

// AddSufficient counts something that keeps the account alive for itself only; it creates the account if nothing kept it alive before.
func (a *Account) AddSufficient() RefStatus {
	if a.Providers()+a.Sufficients() == 0 {
		a.setCount(sufficientsAt, 1)
		a.created()
		return StatusChanged
	}
	a.setCount(sufficientsAt, saturatingIncrement(a.Sufficients()))
	return StatusKept
}

// RemoveSufficient takes back [Account.AddSufficient]. If nothing else keeps the account alive, the caller has to remove it.
func (a *Account) RemoveSufficient() RefStatus {
	if !a.exists {
		logError("an account's sufficient is removed after the account")
		return StatusChanged
	}
	sufficients := a.Sufficients()
	if sufficients == 0 {
		logError("an account's sufficients fall below zero")
	}
	if sufficients <= 1 && a.Providers() == 0 {
		a.killed()
		return StatusChanged
	}
	a.setCount(sufficientsAt, sufficients-min(sufficients, 1))
	return StatusKept
}

// AddConsumer counts something that depends on the account. unlimited leaves out the limit of the runtime.
func (a *Account) AddConsumer(unlimited bool) error {
	if a.Providers() == 0 {
		return frame.NoProviders
	}
	if !unlimited && a.Consumers() >= config.MaxConsumers {
		return frame.TooManyConsumers
	}
	a.setCount(consumersAt, saturatingIncrement(a.Consumers()))
	return nil
}

// RemoveConsumer takes back [Account.AddConsumer].
func (a *Account) RemoveConsumer() {
	if a.Consumers() == 0 {
		logError("an account's consumers fall below zero")
		return
	}
	a.setCount(consumersAt, a.Consumers()-1)
}

// CanRemoveProvider says whether one provider less would do.
func (a *Account) CanRemoveProvider() bool { return a.Consumers() == 0 || a.Providers() > 1 }

// CanAddConsumers says whether n more may depend on the account.
func (a *Account) CanAddConsumers(n uint32) bool {
	return a.Providers() > 0 && uint64(a.Consumers())+uint64(n) <= uint64(config.MaxConsumers)
}

func (a *Account) created() {
	if config.OnNewAccount != nil {
		config.OnNewAccount(&a.who)
	}
	Deposit(&NewAccount{Account: &a.who})
}

func (a *Account) killed() {
	if config.OnKilledAccount != nil {
		config.OnKilledAccount(&a.who)
	}
	Deposit(&KilledAccount{Account: &a.who})
	clear(a.value[:dataAt])
}

func saturatingIncrement(n uint32) uint32 {
	if n == ^uint32(0) {
		return n
	}
	return n + 1
}

// AccountNonce is how often an account has signed.
func AccountNonce(who *scale.AccountID) uint32 { return LoadAccount(who).Nonce() }

func logError(message string) { hostapi.Log(hostapi.LevelError, "runtime::system", message) }
