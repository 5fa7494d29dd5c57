package aura

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Messages to the nodes' side of the consensus, by the index of the variant (sp_consensus_aura::ConsensusLog).
const (
	authoritiesChange = 1
	onDisabled        = 2
)

func depositLog(e *scale.Encoder) {
	system.DepositLog(&primitives.DigestItem{Kind: primitives.DigestConsensus, Engine: EngineID, Data: e.Output()})
}

// ChangeAuthorities makes others the authorities. An empty list changes nothing.
func ChangeAuthorities(new AuthorityList) {
	if len(new) == 0 {
		return
	}
	authorities.Write(&new)
	e := scale.NewEncoder(make([]byte, 0, 1+new.EncodedLen()))
	e.Variant(authoritiesChange)
	new.Encode(e)
	depositLog(e)
}

// Disable tells the nodes that an authority, given by its index, may not make blocks until the next change.
func Disable(index uint32) {
	e := scale.NewEncoder(make([]byte, 0, 5))
	e.Variant(onDisabled)
	e.U32(index)
	depositLog(e)
}

// AuthorIndex is the index of the authority that a slot is of, and whether there are authorities.
func AuthorIndex(slot uint64) (index uint32, ok bool) {
	n, _ := countAuthorities()
	if n == 0 {
		return 0, false
	}
	return uint32(slot % uint64(n)), true
}

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{"authorities":[]}`

// GenesisConfig is what the genesis block is told.
type GenesisConfig struct {
	// Authorities are the keys of those who make blocks.
	Authorities AuthorityList
}

// Build writes the pallet's part of the genesis block.
func (g *GenesisConfig) Build() {
	if len(g.Authorities) == 0 {
		return
	}
	if len(authorities.Get()) != 0 {
		panic("Authorities are already initialized!")
	}
	if uint64(len(g.Authorities)) > uint64(config.MaxAuthorities) {
		panic("aura: more authorities than MaxAuthorities; give fewer")
	}
	authorities.Write(&g.Authorities)
}

// DecodeJSON reads the configuration.
func (g *GenesisConfig) DecodeJSON(r *genesis.Reader) {
	r.Field("authorities", func() {
		r.Array(func() { g.Authorities = append(g.Authorities, AuthorityID(r.Account())) })
	})
}
