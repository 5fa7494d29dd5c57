//go:build !tinygo.wasm

package frame

import "github.com/gopallet/gopallet/go-runtime/scaleinfo"

// Descriptions of the types that are encoded by hand, for the metadata.

// variant is one of an enum's, with a field if one is given.
func variant(name string, index byte, fields ...scaleinfo.Field) scaleinfo.Variant {
	return scaleinfo.Variant{Name: name, Index: index, Fields: fields}
}

// errorType describes an enum of sp_runtime whose variants have no fields and are numbered from 0.
func errorType(crate, name string, variants ...string) scaleinfo.Reference {
	return scaleinfo.Define(crate+"::"+name, func() scaleinfo.Type {
		var list scaleinfo.Variants
		for i, one := range variants {
			list = append(list, variant(one, byte(i)))
		}
		return scaleinfo.Type{Path: []string{crate, name}, Def: list}
	})
}

var (
	moduleErrorInfo = scaleinfo.Define("sp_runtime::ModuleError", func() scaleinfo.Type {
		return scaleinfo.Type{Path: []string{"sp_runtime", "ModuleError"}, Def: scaleinfo.Composite{
			{Name: "index", Type: scaleinfo.U8, TypeName: "u8"},
			{Name: "error", Type: scaleinfo.ArrayOf(moduleErrorBytes, scaleinfo.U8), TypeName: "[u8; MAX_MODULE_ERROR_ENCODED_SIZE]"},
		}}
	})
	tokenErrorInfo = errorType("sp_runtime", "TokenError", "FundsUnavailable", "OnlyProvider", "BelowMinimum", "CannotCreate", "UnknownAsset", "Frozen",
		"Unsupported", "CannotCreateHold", "NotExpendable", "Blocked")
	arithmeticErrorInfo    = errorType("sp_arithmetic", "ArithmeticError", "Underflow", "Overflow", "DivisionByZero")
	transactionalErrorInfo = errorType("sp_runtime", "TransactionalError", "LimitReached", "NoLayer")
	trieErrorInfo          = scaleinfo.Define("sp_runtime::proving_trie::TrieError", func() scaleinfo.Type {
		names := []string{"InvalidStateRoot", "IncompleteDatabase", "ValueAtIncompleteKey", "DecoderError", "InvalidHash", "DuplicateKey", "ExtraneousNode",
			"ExtraneousValue", "ExtraneousHashReference", "InvalidChildReference", "ValueMismatch", "IncompleteProof", "RootMismatch", "DecodeError"}
		var list scaleinfo.Variants
		for i, name := range names {
			list = append(list, variant(name, byte(i)))
		}
		return scaleinfo.Type{Path: []string{"sp_runtime", "proving_trie", "TrieError"}, Def: list}
	})
)

// DispatchErrorTypeInfo describes what [EncodeError] writes (sp_runtime::DispatchError).
func DispatchErrorTypeInfo() scaleinfo.Reference {
	return scaleinfo.Define("sp_runtime::DispatchError", func() scaleinfo.Type {
		of := func(t scaleinfo.Reference, name string) scaleinfo.Field {
			return scaleinfo.Field{Type: t, TypeName: name}
		}
		return scaleinfo.Type{Path: []string{"sp_runtime", "DispatchError"}, Def: scaleinfo.Variants{
			variant("Other", byte(Other)),
			variant("CannotLookup", byte(CannotLookup)),
			variant("BadOrigin", byte(BadOrigin)),
			variant("Module", variantModule, of(moduleErrorInfo, "ModuleError")),
			variant("ConsumerRemaining", byte(ConsumerRemaining)),
			variant("NoProviders", byte(NoProviders)),
			variant("TooManyConsumers", byte(TooManyConsumers)),
			variant("Token", variantToken, of(tokenErrorInfo, "TokenError")),
			variant("Arithmetic", variantArithmetic, of(arithmeticErrorInfo, "ArithmeticError")),
			variant("Transactional", variantTransactional, of(transactionalErrorInfo, "TransactionalError")),
			variant("Exhausted", byte(Exhausted)),
			variant("Corruption", byte(Corruption)),
			variant("Unavailable", byte(Unavailable)),
			variant("RootNotAllowed", byte(RootNotAllowed)),
			variant("Trie", variantTrie, of(trieErrorInfo, "TrieError")),
		}}
	})
}

// TypeInfo describes the weights of all classes (frame_support::dispatch::PerDispatchClass).
func (*ConsumedWeight) TypeInfo() scaleinfo.Reference { return PerClassOf((*Weight)(nil).TypeInfo()) }

// PerClassOf is a value for each dispatch class.
func PerClassOf(t scaleinfo.Reference) scaleinfo.Reference {
	return scaleinfo.Define("frame_support::dispatch::PerDispatchClass<"+t.Identity()+">", func() scaleinfo.Type {
		return scaleinfo.Type{
			Path: []string{"frame_support", "dispatch", "PerDispatchClass"}, Params: []scaleinfo.Param{{Name: "T", Type: t}},
			Def: scaleinfo.Composite{
				{Name: "normal", Type: t, TypeName: "T"}, {Name: "operational", Type: t, TypeName: "T"}, {Name: "mandatory", Type: t, TypeName: "T"},
			},
		}
	})
}

// TypeInfo describes the limits of a block's weight.
func (*BlockWeights) TypeInfo() scaleinfo.Reference {
	weight := (*Weight)(nil).TypeInfo()
	limit := scaleinfo.OptionOf(weight)
	ofClass := scaleinfo.Define("frame_system::limits::WeightsPerClass", func() scaleinfo.Type {
		return scaleinfo.Type{Path: []string{"frame_system", "limits", "WeightsPerClass"}, Def: scaleinfo.Composite{
			{Name: "base_extrinsic", Type: weight, TypeName: "Weight"}, {Name: "max_extrinsic", Type: limit, TypeName: "Option<Weight>"},
			{Name: "max_total", Type: limit, TypeName: "Option<Weight>"}, {Name: "reserved", Type: limit, TypeName: "Option<Weight>"},
		}}
	})
	return scaleinfo.Define("frame_system::limits::BlockWeights", func() scaleinfo.Type {
		return scaleinfo.Type{Path: []string{"frame_system", "limits", "BlockWeights"}, Def: scaleinfo.Composite{
			{Name: "base_block", Type: weight, TypeName: "Weight"}, {Name: "max_block", Type: weight, TypeName: "Weight"},
			{Name: "per_class", Type: PerClassOf(ofClass), TypeName: "PerDispatchClass<WeightsPerClass>"},
		}}
	})
}

// TypeInfo describes the limits of a block's length.
func (*BlockLength) TypeInfo() scaleinfo.Reference {
	return scaleinfo.Define("frame_system::limits::BlockLength", func() scaleinfo.Type {
		return scaleinfo.Type{Path: []string{"frame_system", "limits", "BlockLength"}, Def: scaleinfo.Composite{
			{Name: "max", Type: PerClassOf(scaleinfo.U32), TypeName: "PerDispatchClass<u32>"},
			{Name: "max_header_size", Type: scaleinfo.OptionOf(scaleinfo.U32), TypeName: "Option<u32>"},
		}}
	})
}

// Description is what only the runtime knows of its types.
type Description struct {
	// Call and Event are the enums of all calls and events.
	Call, Event func() scaleinfo.Reference
	// Extrinsic is the type of extrinsics.
	Extrinsic func() scaleinfo.Reference
	// HoldReason and FreezeReason are the enums of what funds are held and frozen for.
	HoldReason, FreezeReason func() scaleinfo.Reference
	// AccountData is what the pallet that keeps balances stores with an account.
	AccountData func() scaleinfo.Reference
}

var description *Description

// Describe sets what only the runtime knows. Who puts a runtime's metadata together calls it first.
func Describe(d *Description) { description = d }

// Described is the runtime's description.
func Described() *Description {
	if description == nil {
		panic("frame: the runtime's types are not described: call Describe before the metadata is put together")
	}
	return description
}

// TypeInfo describes a call of the runtime: a box is what is in it.
func (*BoxedCall) TypeInfo() scaleinfo.Reference { return Described().Call() }

// TypeInfo describes what funds are held for.
func (*Reason) TypeInfo() scaleinfo.Reference { return Described().HoldReason() }
