package apis

import (
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// BlockStarter is what a runtime provides for the API Core, version 5 (sp_api::Core). Core_version is a constant of the runtime.
type BlockStarter interface {
	// InitializeBlock starts the block with this header and says which extrinsics it may have.
	InitializeBlock(header *primitives.Header) primitives.ExtrinsicInclusionMode
}

// CoreInitializeBlock answers Core_initialize_block: input is the header of the block to start.
func CoreInitializeBlock(input []byte, runtime BlockStarter) []byte {
	d := scale.NewDecoder(input)
	header := primitives.DecodeHeader(d)
	end(d, "initialize_block")
	return runtime.InitializeBlock(&header).Encoded()
}
