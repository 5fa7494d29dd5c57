package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// GenesisConfig is what the genesis block is told.
type GenesisConfig struct {
	// Balances are the accounts that exist, with what they have.
	Balances []Endowment
}

// Endowment is an account and what it has.
type Endowment struct {
	Account scale.AccountID
	Balance scale.U128
}

// Build writes the pallet's part of the genesis block.
func (g *GenesisConfig) Build() {
	var total scale.U128
	for i := range g.Balances {
		total = total.WrappingAdd(g.Balances[i].Balance)
	}
	setTotalIssuance(total)
	for i := range g.Balances {
		if g.Balances[i].Balance.Less(config.ExistentialDeposit) {
			panic("the balance of any account should always be at least the existential deposit.")
		}
	}
	for i := range g.Balances {
		account := system.LoadAccount(&g.Balances[i].Account)
		if account.Providers() != 0 {
			panic("duplicate balances in genesis.")
		}
		account.AddProvider()
		data := AccountData{Free: g.Balances[i].Balance, Flags: scale.U128{Hi: newLogic}}
		data.store(account.Data())
		account.Write()
	}
}

// DecodeJSON reads the configuration: each endowment is an array of an address and an amount. Accounts whose keys the runtime would have to derive
// itself, `devAccounts`, are refused: derive the keys beforehand and give their addresses.
func (g *GenesisConfig) DecodeJSON(r *genesis.Reader) {
	hasBalances, hasDevAccounts := false, false
	r.Object(func(name string) {
		switch name {
		case "balances":
			hasBalances = true
			r.Array(func() { g.Balances = append(g.Balances, decodeEndowment(r)) })
		case "devAccounts":
			hasDevAccounts = true
			if !r.Null() {
				r.Fail("devAccounts is not supported: derive the keys beforehand and give their addresses in balances")
			}
		default:
			r.Unknown(name)
		}
	})
	r.Missing("balances", hasBalances)
	r.Missing("devAccounts", hasDevAccounts)
}

func decodeEndowment(r *genesis.Reader) (endowment Endowment) {
	r.Pair(func() { endowment.Account = r.Account() }, func() { endowment.Balance = r.U128() })
	return endowment
}
