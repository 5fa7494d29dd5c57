// Package metadatahash has the extension by which a signature can hold for one metadata only (frame_metadata_hash_extension). It is no pallet.
package metadatahash

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// hash is the hash of the runtime's metadata, if the runtime knows it.
var hash scale.Option[scale.H256]

// Configure sets the hash of the runtime's metadata. Runtimes that know it call it in a package initialiser.
func Configure(metadata scale.H256) { hash = scale.Some(metadata) }

// CheckMetadataHash is the extension. If it is Enabled, the hash of the metadata is signed along.
//
//frame:extension CheckMetadataHash
type CheckMetadataHash struct {
	Enabled bool
}

// Decode implements [frame.Extensions].
func (x *CheckMetadataHash) Decode(d *scale.Decoder) {
	switch d.Variant() {
	case 0:
	case 1:
		x.Enabled = true
	default:
		d.UnknownVariant()
	}
}

// Implicit implements [frame.Extensions].
func (x *CheckMetadataHash) Implicit(e *scale.Encoder) error {
	if x.Enabled && !hash.Some {
		return frame.UnknownCannotLookup
	}
	e.OptionTag(x.Enabled)
	if x.Enabled {
		e.Raw(hash.Value[:])
	}
	return nil
}
