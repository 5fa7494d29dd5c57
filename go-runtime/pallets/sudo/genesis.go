package sudo

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{"key":null}`

// GenesisConfig is what the genesis block is told.
type GenesisConfig struct {
	// Key is the account that may make calls as root, or nil.
	Key *scale.AccountID
}

// Build writes the pallet's part of the genesis block.
func (g *GenesisConfig) Build() {
	if g.Key == nil {
		key.Kill()
		return
	}
	key.Write(g.Key)
}

// DecodeJSON reads the configuration: the key is an address, or null.
func (g *GenesisConfig) DecodeJSON(r *genesis.Reader) {
	r.Object(func(name string) {
		if name != "key" {
			r.Unknown(name)
			return
		}
		if !r.Null() {
			key := r.Account()
			g.Key = &key
		}
	})
}
