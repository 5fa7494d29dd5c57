package aura

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// AuthorityID is the sr25519 key of an authority (sp_consensus_aura::sr25519::AuthorityId).
type AuthorityID = scale.H256

// AuthorityList is the keys of all authorities in the order of their slots.
type AuthorityList []AuthorityID

// Encode writes the list.
func (l *AuthorityList) Encode(e *scale.Encoder) { scale.EncodeSequence(e, *l) }

// Decode reads what Encode writes. A list that is longer than may be is refused.
func (l *AuthorityList) Decode(d *scale.Decoder) {
	*l = scale.DecodeSequence[AuthorityID](d, scale.H256MaxEncodedLen)
	if uint64(len(*l)) > uint64(config.MaxAuthorities) {
		d.Fail(scale.Truncated)
	}
}

// EncodedLen is the number of bytes that Encode writes.
func (l *AuthorityList) EncodedLen() int { return scale.SequenceEncodedLen(*l) }

// The pallet's storage items.
var (
	// Authorities are the keys of those who make blocks.
	//
	//frame:storage
	authorities = frame.NewValue[AuthorityList](keyAuthorities)
	// CurrentSlot is the slot of the block.
	//
	//frame:storage describe=describeSlot
	currentSlot = frame.NewValue[frame.U64](keyCurrentSlot)
)

// Authorities are the keys of those who make blocks.
func Authorities() AuthorityList { return authorities.Get() }

// SlotDuration is how long a slot is, in milliseconds.
func SlotDuration() uint64 { return config.SlotDuration }

// countAuthorities is the number of authorities, and whether there is a list of them. The list itself is not decoded.
func countAuthorities() (n uint32, ok bool) {
	stored, ok := hostapi.Get(authorities.Key())
	if !ok {
		return 0, false
	}
	d := scale.NewDecoder(stored)
	n = d.CompactU32()
	return n, !d.Failed()
}
