package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// CoreVersion answers Core_version: input is empty, the answer the encoded version, a constant.
func CoreVersion(input []byte, encoded string) []byte {
	noArguments(input, "version")
	return Constant(encoded)
}

// BlockExecutor is what a runtime provides for the API Core, version 5 (sp_api::Core).
type BlockExecutor interface {
	// InitializeBlock starts the block with this header and says which extrinsics it may have.
	InitializeBlock(header *primitives.Header) primitives.ExtrinsicInclusionMode
	// ExecuteBlock runs a whole block, and ends the call if it is not what its header says.
	ExecuteBlock(header *primitives.Header, extrinsics []frame.OpaqueExtrinsic)
}

// CoreInitializeBlock answers Core_initialize_block: input is the header of the block to start.
func CoreInitializeBlock(input []byte, runtime BlockExecutor) []byte {
	d := scale.NewDecoder(input)
	var header primitives.Header
	header.Decode(d)
	check(d, "initialize_block")
	return runtime.InitializeBlock(&header).Encoded()
}

// CoreExecuteBlock answers Core_execute_block: input is the block. There is no answer but that the call ends well.
func CoreExecuteBlock(input []byte, runtime BlockExecutor) []byte {
	d := scale.NewDecoder(input)
	header, extrinsics := decodeBlock(d, input)
	check(d, "execute_block")
	runtime.ExecuteBlock(&header, extrinsics)
	return nil
}

// decodeBlock reads a block, whose extrinsics are not decoded. input is the whole input of d.
func decodeBlock(d *scale.Decoder, input []byte) (header primitives.Header, extrinsics []frame.OpaqueExtrinsic) {
	header.Decode(d)
	extrinsics = make([]frame.OpaqueExtrinsic, d.Length(1))
	for i := range extrinsics {
		start := d.Offset()
		extrinsics[i].Bytes = d.Bytes()
		extrinsics[i].Prefixed = input[start:d.Offset()]
	}
	return header, extrinsics
}
