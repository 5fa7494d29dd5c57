package metadata

import "github.com/gopallet/gopallet/go-runtime/scaleinfo"

// Runtime describes a runtime (sp_metadata_ir::MetadataIR).
type Runtime struct {
	// Pallets are the runtime's, in the order of their indices.
	Pallets []Pallet
	// Extrinsic says how extrinsics are made.
	Extrinsic Extrinsic
	// Type is the type that stands for the runtime itself.
	Type scaleinfo.Reference
	// APIs are the runtime APIs.
	APIs []API
	// Call, Event and Error are the enums with a variant for each pallet that has some.
	Call, Event, Error scaleinfo.Reference
}

// Extrinsic describes extrinsics.
type Extrinsic struct {
	// Type is the extrinsic itself; version 14 only.
	Type scaleinfo.Reference
	// Versions are the versions of the format that the runtime accepts, at least one.
	Versions []uint8
	// Address, Signature and Extra are the parts of a signed extrinsic beside its call; Extra is the tuple of the extensions.
	Address, Signature, Extra scaleinfo.Reference
	// Extensions are the transaction extensions, in their order, which make up version 0 of the pipeline.
	Extensions []Extension
}

// Extension describes a transaction extension.
type Extension struct {
	// Identifier is the name by which wallets know it.
	Identifier string
	// Type is what it adds to the extrinsic.
	Type scaleinfo.Reference
	// Implicit is what is signed along and not part of the extrinsic.
	Implicit scaleinfo.Reference
}

// API describes a runtime API.
type API struct {
	Name    string
	Methods []Method
	Docs    []string
	// Version is the API's version.
	Version     uint32
	Deprecation Deprecation
}

// Method describes a function of a runtime API.
type Method struct {
	Name        string
	Inputs      []Input
	Output      scaleinfo.Reference
	Docs        []string
	Deprecation Deprecation
}

// Input is a parameter of a function.
type Input struct {
	Name string
	Type scaleinfo.Reference
}

// Deprecation says whether something should not be used any more. The zero value says that it is fine.
type Deprecation struct {
	// Deprecated says that it should not.
	Deprecated bool
	// Note says what to use in its place; it may be empty.
	Note string
	// Since is the version that deprecated it; it may be empty, and is without a note.
	Since string
}
