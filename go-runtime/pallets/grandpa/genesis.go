package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{"authorities":[]}`

// GenesisConfig is what the genesis block is told.
type GenesisConfig struct {
	// Authorities are those who vote.
	Authorities AuthorityList
}

// Build writes the pallet's part of the genesis block.
func (g *GenesisConfig) Build() {
	currentSetID.Put(0)
	if len(g.Authorities) != 0 {
		if len(authorities.Get()) != 0 {
			panic("Authorities are already initialized!")
		}
		if uint64(len(g.Authorities)) > uint64(config.MaxAuthorities) {
			panic("Grandpa: `Config::MaxAuthorities` is smaller than the number of genesis authorities!")
		}
		authorities.Write(&g.Authorities)
	}
	setIDSession.Insert(0, 0)
}

// DecodeJSON reads the configuration: each authority is an array of its key, written as an address, and its weight.
func (g *GenesisConfig) DecodeJSON(r *genesis.Reader) {
	r.Field("authorities", func() {
		r.Array(func() {
			var authority Authority
			r.Pair(func() { authority.ID = scale.H256(r.Account()) }, func() { authority.Weight = r.U64() })
			g.Authorities = append(g.Authorities, authority)
		})
	})
}
