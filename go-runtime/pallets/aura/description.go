//go:build !tinygo.wasm

package aura

import (
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// TypeInfo describes the list, which FRAME bounds by MaxAuthorities.
func (*AuthorityList) TypeInfo() scaleinfo.Reference {
	return scaleinfo.BoundedVecOf(DescribeAuthorityID())
}

// DescribeAuthorityID describes the key of an authority.
func DescribeAuthorityID() scaleinfo.Reference {
	return scaleinfo.PublicKey("sr25519::Public", "sp_consensus_aura", "sr25519", "app_sr25519", "Public")
}

// associatedTypes are the types that the runtime has chosen.
func associatedTypes() []metadata.AssociatedType {
	return []metadata.AssociatedType{metadata.Associated("AuthorityId", DescribeAuthorityID(), "The key of an authority.")}
}

// describeSlot describes the number of a slot.
func describeSlot() scaleinfo.Reference {
	return scaleinfo.Named("sp_consensus_slots::Slot", scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.U64, "u64")})
}
