package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// BlockBuilder is what a runtime provides for the API BlockBuilder, version 6 (sp_block_builder::BlockBuilder).
type BlockBuilder interface {
	frame.Runtime
	// ApplyExtrinsic runs an extrinsic in the block that was started. invalid is why it can't be in the block; failed is why its call has failed. x
	// is nil if its calls are nested too deeply; encoded is what it was decoded from.
	ApplyExtrinsic(x *frame.Extrinsic, encoded []byte) (failed, invalid error)
	// FinalizeBlock ends the block that was started and returns its header.
	FinalizeBlock() primitives.Header
	// CreateInherents makes the calls that a block starts with.
	CreateInherents(data frame.InherentData) []frame.Call
	// CheckInherent checks a call against what this node knows, if it is an inherent; it says whether it is.
	CheckInherent(call frame.Call, data frame.InherentData, result *frame.InherentsResult) bool
}

// decodeExtrinsic reads an extrinsic with its length, and returns also what it was decoded from. It is nil if its calls are nested too deeply.
func decodeExtrinsic(d *scale.Decoder, input []byte, runtime frame.Runtime, function string) (x *frame.Extrinsic, encoded []byte) {
	start := d.Offset()
	bytes := d.Bytes()
	check(d, function)
	x, err := frame.DecodeExtrinsic(bytes, runtime)
	if err != nil && frame.IsTooDeep(err) {
		// Arguments are decoded without that limit: what is also wrong behind it is bad input.
		x = nil
		_, err = frame.DecodeExtrinsicTo(frame.MaxQueriedExtrinsicDepth, bytes, runtime)
	}
	if err != nil {
		fail(function, err)
	}
	return x, input[start:d.Offset()]
}

// applied is the encoding of a result without any error.
const applied = "\x00\x00"

// BlockBuilderApplyExtrinsic answers BlockBuilder_apply_extrinsic: input is the extrinsic, the answer an ApplyExtrinsicResult.
func BlockBuilderApplyExtrinsic(input []byte, runtime BlockBuilder) []byte {
	x, encoded := decodeExtrinsic(scale.NewDecoder(input), input, runtime, "apply_extrinsic")
	failed, invalid := runtime.ApplyExtrinsic(x, encoded)
	if failed == nil && invalid == nil {
		return Constant(applied)
	}
	e := scale.NewEncoder(make([]byte, 0, 2+frame.ErrorMaxEncodedLen))
	e.ResultTag(invalid != nil)
	if invalid != nil {
		frame.ValidityError(invalid).Encode(e)
	} else {
		frame.EncodeOutcome(e, failed)
	}
	return e.Output()
}

// BlockBuilderFinalizeBlock answers BlockBuilder_finalize_block: input is empty, the answer is the header of the block.
func BlockBuilderFinalizeBlock(input []byte, runtime BlockBuilder) []byte {
	noArguments(input, "finalize_block")
	header := runtime.FinalizeBlock()
	return scale.Marshal(&header)
}

// BlockBuilderInherentExtrinsics answers BlockBuilder_inherent_extrinsics: input is what the author knows, the answer the extrinsics that a block
// starts with.
func BlockBuilderInherentExtrinsics(input []byte, runtime BlockBuilder) []byte {
	d := scale.NewDecoder(input)
	var data frame.InherentData
	data.Decode(d)
	check(d, "inherent_extrinsics")
	calls := runtime.CreateInherents(data)
	e := scale.NewEncoder(nil)
	e.Length(len(calls))
	for _, call := range calls {
		frame.EncodeBare(e, call)
	}
	return e.Output()
}

// BlockBuilderCheckInherents answers BlockBuilder_check_inherents: input is a block and what this node knows, the answer a CheckInherentsResult.
func BlockBuilderCheckInherents(input []byte, runtime BlockBuilder) []byte {
	d := scale.NewDecoder(input)
	_, extrinsics := decodeBlock(d, input)
	var data frame.InherentData
	data.Decode(d)
	check(d, "check_inherents")
	var result frame.InherentsResult
	for i := range extrinsics {
		x, err := frame.DecodeExtrinsicTo(frame.MaxQueriedExtrinsicDepth, extrinsics[i].Bytes, runtime)
		if err != nil {
			fail("check_inherents", err)
		}
		// Inherents come first.
		if x.Kind != frame.Bare || !runtime.CheckInherent(x.Call, data, &result) || result.IsFatal() {
			break
		}
	}
	return scale.Marshal(&result)
}
