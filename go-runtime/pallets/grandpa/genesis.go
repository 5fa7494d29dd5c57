package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

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
	present := false
	r.Object(func(name string) {
		if name != "authorities" {
			r.Unknown(name)
			return
		}
		present = true
		r.Array(func() {
			var authority Authority
			fields := 0
			r.Array(func() {
				switch fields {
				case 0:
					authority.ID = scale.H256(r.Account())
				case 1:
					authority.Weight = r.U64()
				default:
					r.Fail("expected an array of 2 elements")
				}
				fields++
			})
			if fields < 2 {
				r.Fail("expected an array of 2 elements")
			}
			g.Authorities = append(g.Authorities, authority)
		})
	})
	r.Missing("authorities", present)
}
