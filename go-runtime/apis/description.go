//go:build !tinygo.wasm

package apis

import (
	"slices"

	"golang.org/x/crypto/blake2b"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// Types are the types of a runtime that its APIs name.
type Types struct {
	// Extrinsic and Call are the runtime's.
	Extrinsic, Call scaleinfo.Reference
	// AuraID and GrandpaID are the keys of authorities.
	AuraID, GrandpaID scaleinfo.Reference
	// Equivocation is the proof that an authority has voted twice.
	Equivocation scaleinfo.Reference
}

var (
	text    = scaleinfo.Str
	bytes   = scaleinfo.SequenceOf(scaleinfo.U8)
	unit    = scaleinfo.Unit
	balance = scaleinfo.U128
)

func method(name, docs string, output scaleinfo.Reference, inputs ...metadata.Input) metadata.Method {
	return metadata.Method{Name: name, Inputs: inputs, Output: output, Docs: []string{docs}}
}

func input(name string, t scaleinfo.Reference) metadata.Input {
	return metadata.Input{Name: name, Type: t}
}

func api(name string, version uint32, docs string, methods ...metadata.Method) metadata.API {
	return metadata.API{Name: name, Version: version, Docs: []string{docs}, Methods: methods}
}

// Describe describes the APIs that a runtime has declared for the metadata, in the order of the files that have them. What t lacks for an API that is
// not declared is not missed.
func Describe(t Types, declared []primitives.ApiVersion) []metadata.API {
	list := slices.Concat(blockAPIs(t), consensusAPIs(t), accountAPIs(t))
	return slices.DeleteFunc(list, func(one metadata.API) bool {
		id := identifier(one.Name)
		return !slices.ContainsFunc(declared, func(version primitives.ApiVersion) bool { return version.ID == id })
	})
}

// identifier is what an API is declared by: the hash of its name (sp_api).
func identifier(name string) (id [8]byte) {
	hash, err := blake2b.New(len(id), nil)
	if err != nil {
		panic("apis: " + err.Error()) // only without a length that there is
	}
	_, _ = hash.Write([]byte(name)) // never fails
	copy(id[:], hash.Sum(nil))
	return id
}

func blockAPIs(t Types) []metadata.API {
	header := (*primitives.Header)(nil).TypeInfo()
	opaque := scaleinfo.Named("sp_runtime::OpaqueExtrinsic", scaleinfo.Composite{scaleinfo.Unnamed(bytes, "Vec<u8>")})
	block := scaleinfo.Named("sp_runtime::generic::block::LazyBlock", scaleinfo.Composite{
		{Name: "header", Type: header, TypeName: "Header"}, {Name: "extrinsics", Type: scaleinfo.SequenceOf(opaque), TypeName: "Vec<OpaqueExtrinsic>"},
	}, scaleinfo.Of("Header", header), scaleinfo.Of("Extrinsic", t.Extrinsic))
	outcome := scaleinfo.ResultOf(scaleinfo.ResultOf(unit, frame.DispatchErrorTypeInfo()), validityError())
	return []metadata.API{
		api("Core", 5, "What every runtime can do.",
			method("version", "The version of the runtime.", (*primitives.RuntimeVersion)(nil).TypeInfo()),
			method("execute_block", "Runs a whole block, and ends the call if it is not valid.", unit, input("block", block)),
			method("initialize_block", "Starts a block, and says which extrinsics it may have.", (*primitives.ExtrinsicInclusionMode)(nil).TypeInfo(),
				input("header", header)),
		),
		api("Metadata", 2, "What the runtime says about itself.",
			method("metadata", "The metadata, in version 14.", opaqueMetadata()),
			method("metadata_at_version", "The metadata in a version, if there is that.", scaleinfo.OptionOf(opaqueMetadata()), input("version", scaleinfo.U32)),
			method("metadata_versions", "The versions that there are.", scaleinfo.SequenceOf(scaleinfo.U32)),
		),
		api("BlockBuilder", 6, "How an author makes a block.",
			method("apply_extrinsic", "Runs an extrinsic as a part of the block.", outcome, input("extrinsic", t.Extrinsic)),
			method("finalize_block", "Ends the block, and returns its header.", header),
			method("inherent_extrinsics", "Makes the extrinsics that the author puts into the block.", scaleinfo.SequenceOf(t.Extrinsic), input("inherent", inherentData())),
			method("check_inherents", "Checks the extrinsics that the author has put into a block.", checkInherentsResult(), input("block", block), input("data", inherentData())),
		),
		api("TaggedTransactionQueue", 3, "What the pool of transactions asks.",
			method("validate_transaction", "Says whether a transaction is valid, and what it depends on.", scaleinfo.ResultOf(validTransaction(), validityError()),
				input("source", transactionSource()), input("tx", t.Extrinsic), input("block_hash", scaleinfo.H256)),
		),
		api("OffchainWorkerApi", 2, "Work beside the chain.",
			method("offchain_worker", "Starts what the runtime does after a block, beside the chain.", unit, input("header", header)),
		),
	}
}

func opaqueMetadata() scaleinfo.Reference {
	return scaleinfo.Named("sp_core::OpaqueMetadata", scaleinfo.Composite{scaleinfo.Unnamed(bytes, "Vec<u8>")})
}

func inherentData() scaleinfo.Reference {
	return scaleinfo.Named("sp_inherents::InherentData", scaleinfo.Composite{
		{Name: "data", Type: scaleinfo.MapOf(scaleinfo.ArrayOf(8, scaleinfo.U8), bytes), TypeName: "BTreeMap<InherentIdentifier, Vec<u8>>"},
	})
}

func checkInherentsResult() scaleinfo.Reference {
	return scaleinfo.Named("sp_inherents::CheckInherentsResult", scaleinfo.Composite{
		{Name: "okay", Type: scaleinfo.Bool, TypeName: "bool"}, {Name: "fatal_error", Type: scaleinfo.Bool, TypeName: "bool"},
		{Name: "errors", Type: inherentData(), TypeName: "InherentData"},
	})
}

func transactionSource() scaleinfo.Reference {
	return scaleinfo.Named("sp_runtime::transaction_validity::TransactionSource", scaleinfo.Plain("InBlock", "Local", "External"))
}

// withCustom are variants without fields, but for one that has a byte.
func withCustom(names ...string) scaleinfo.Variants {
	variants := scaleinfo.Plain(names...)
	for i := range variants {
		if variants[i].Name == "Custom" {
			variants[i].Fields = []scaleinfo.Field{scaleinfo.Unnamed(scaleinfo.U8, "u8")}
		}
	}
	return variants
}

func validityError() scaleinfo.Reference {
	const module = "sp_runtime::transaction_validity::"
	invalid := scaleinfo.Named(module+"InvalidTransaction", withCustom("Call", "Payment", "Future", "Stale", "BadProof", "AncientBirthBlock", "ExhaustsResources",
		"Custom", "BadMandatory", "MandatoryValidation", "BadSigner", "IndeterminateImplicit", "UnknownOrigin"))
	unknown := scaleinfo.Named(module+"UnknownTransaction", withCustom("CannotLookup", "NoUnsignedValidator", "Custom"))
	return scaleinfo.Named(module+"TransactionValidityError", scaleinfo.Variants{
		{Name: "Invalid", Index: 0, Fields: []scaleinfo.Field{scaleinfo.Unnamed(invalid, "InvalidTransaction")}},
		{Name: "Unknown", Index: 1, Fields: []scaleinfo.Field{scaleinfo.Unnamed(unknown, "UnknownTransaction")}},
	})
}

func validTransaction() scaleinfo.Reference {
	tags := scaleinfo.SequenceOf(bytes)
	return scaleinfo.Named("sp_runtime::transaction_validity::ValidTransaction", scaleinfo.Composite{
		{Name: "priority", Type: scaleinfo.U64, TypeName: "TransactionPriority"}, {Name: "requires", Type: tags, TypeName: "Vec<TransactionTag>"},
		{Name: "provides", Type: tags, TypeName: "Vec<TransactionTag>"}, {Name: "longevity", Type: scaleinfo.U64, TypeName: "TransactionLongevity"},
		{Name: "propagate", Type: scaleinfo.Bool, TypeName: "bool"},
	})
}
