//go:build !tinygo.wasm

package metadatahash

import (
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// Metadata describes the extension: whether the hash is signed along, and the hash.
func (*CheckMetadataHash) Metadata() metadata.Extension {
	mode := scaleinfo.Named("frame_metadata_hash_extension::Mode", scaleinfo.Plain("Disabled", "Enabled"))
	return metadata.Extension{
		Identifier: "CheckMetadataHash", Implicit: scaleinfo.OptionOf(scaleinfo.ArrayOf(32, scaleinfo.U8)),
		Type: scaleinfo.Named("frame_metadata_hash_extension::CheckMetadataHash", scaleinfo.Composite{{Name: "mode", Type: mode, TypeName: "Mode"}},
			scaleinfo.Without("T")),
	}
}
