package apis

import (
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// BlockFinisher is what a runtime provides for the API BlockBuilder, version 6 (sp_block_builder::BlockBuilder).
type BlockFinisher interface {
	// FinalizeBlock ends the block that was started and returns its header.
	FinalizeBlock() primitives.Header
}

// BlockBuilderFinalizeBlock answers BlockBuilder_finalize_block: input is empty, the answer is the header of the block.
func BlockBuilderFinalizeBlock(input []byte, runtime BlockFinisher) []byte {
	end(scale.NewDecoder(input), "finalize_block")
	header := runtime.FinalizeBlock()
	return header.AppendTo(nil)
}
