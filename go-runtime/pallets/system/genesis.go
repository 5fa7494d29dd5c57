package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{}`

// GenesisConfig is what the genesis block is told; nothing.
type GenesisConfig struct{}

// genesisByte fills the hash that stands for the parent of the genesis block.
const genesisByte = 69

// Build writes the pallet's part of the genesis block.
func (*GenesisConfig) Build() {
	var parent primitives.Hash
	for i := range parent {
		parent[i] = genesisByte
	}
	blockHash.Insert(0, parent)
	parentHash.Put(parent)
	NoteUpgraded()
	upgradedToU32RefCount.Put(true)
	upgradedToTripleRefCount.Put(true)
	extrinsicIndex.Put(0)
}

// DecodeJSON reads the configuration: an empty object.
func (*GenesisConfig) DecodeJSON(r *genesis.Reader) { r.Object(r.Unknown) }
