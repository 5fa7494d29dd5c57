package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// CheckSpecVersion is the extension by which a signature holds for one version of the runtime only (frame_system::CheckSpecVersion).
//
//frame:extension CheckSpecVersion
type CheckSpecVersion struct{}

// Weight implements [frame.Extensions].
func (*CheckSpecVersion) Weight(frame.Call) frame.Weight {
	return frame.Weight{RefTime: checkSpecVersionRefTime}
}

// Implicit implements [frame.Extensions].
func (*CheckSpecVersion) Implicit(e *scale.Encoder) error {
	e.U32(config.Version.SpecVersion)
	return nil
}

// CheckTxVersion is the extension by which a signature holds for one version of the calls only (frame_system::CheckTxVersion).
//
//frame:extension CheckTxVersion
type CheckTxVersion struct{}

// Weight implements [frame.Extensions].
func (*CheckTxVersion) Weight(frame.Call) frame.Weight {
	return frame.Weight{RefTime: checkTxVersionRefTime}
}

// Implicit implements [frame.Extensions].
func (*CheckTxVersion) Implicit(e *scale.Encoder) error {
	e.U32(config.Version.TransactionVersion)
	return nil
}

// CheckGenesis is the extension by which a signature holds for one chain only (frame_system::CheckGenesis).
//
//frame:extension CheckGenesis
type CheckGenesis struct{}

// Weight implements [frame.Extensions].
func (*CheckGenesis) Weight(frame.Call) frame.Weight { return checkGenesisWeight() }

// Implicit implements [frame.Extensions].
func (*CheckGenesis) Implicit(e *scale.Encoder) error {
	var hash primitives.Hash
	readGenesisHash(&hash)
	e.Raw(hash[:])
	return nil
}

// readGenesisHash reads the hash of the genesis block, and says whether it is known.
func readGenesisHash(hash *primitives.Hash) bool {
	b := block()
	if !b.hasGenesisHash {
		b.hasGenesisHash = BlockHash(0, &b.genesisHash)
	}
	*hash = b.genesisHash
	return b.hasGenesisHash
}

// CheckMortality is the extension by which a transaction holds for some blocks only (frame_system::CheckMortality).
//
//frame:extension CheckMortality
type CheckMortality struct {
	Era scale.Era
}

// Decode implements [frame.Extensions].
func (x *CheckMortality) Decode(d *scale.Decoder) { x.Era.Decode(d) }

// Weight implements [frame.Extensions].
func (x *CheckMortality) Weight(frame.Call) frame.Weight {
	return checkMortalityWeight(x.Era.IsImmortal())
}

// Implicit implements [frame.Extensions]: the hash of the block from which the transaction holds.
func (x *CheckMortality) Implicit(e *scale.Encoder) error {
	var hash primitives.Hash
	var known bool
	if birth := primitives.BlockNumber(x.Era.Birth(uint64(Number()))); birth == 0 {
		known = readGenesisHash(&hash)
	} else {
		known = BlockHash(birth, &hash)
	}
	if !known {
		return frame.InvalidAncientBirthBlock
	}
	e.Raw(hash[:])
	return nil
}

// Validate implements [frame.Extensions].
func (x *CheckMortality) Validate(t *frame.Transaction) error {
	now := uint64(Number())
	death := x.Era.Death(now)
	t.Validity.Longevity = min(t.Validity.Longevity, death-min(now, death))
	return nil
}
