package main

import "github.com/gopallet/gopallet/go-runtime/apis"

// CoreVersion implements Core_version: the runtime's version, which is known when the module is built.
func CoreVersion(input []byte) []byte { return apis.Constant(EncodedRuntimeVersion) }

// CoreInitializeBlock implements Core_initialize_block: starts the block that the header in input describes.
func CoreInitializeBlock(input []byte) []byte { return apis.CoreInitializeBlock(input, runtime{}) }

// BlockBuilderFinalizeBlock implements BlockBuilder_finalize_block: ends the block and returns its header.
func BlockBuilderFinalizeBlock(input []byte) []byte {
	return apis.BlockBuilderFinalizeBlock(input, runtime{})
}
