//go:build !tinygo.wasm

package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// accountInfo describes an account's entry; the data is that of the pallet that keeps balances.
func accountInfo() scaleinfo.Reference {
	data := frame.Described().AccountData()
	return scaleinfo.Named("frame_system::AccountInfo", scaleinfo.Composite{
		{Name: "nonce", Type: scaleinfo.U32, TypeName: "Nonce"}, {Name: "consumers", Type: scaleinfo.U32, TypeName: "RefCount"},
		{Name: "providers", Type: scaleinfo.U32, TypeName: "RefCount"}, {Name: "sufficients", Type: scaleinfo.U32, TypeName: "RefCount"},
		{Name: "data", Type: data, TypeName: "AccountData"},
	}, scaleinfo.Of("Nonce", scaleinfo.U32), scaleinfo.Of("AccountData", data))
}

// eventRecord describes an entry of the list of events.
func eventRecord() scaleinfo.Reference {
	event := frame.Described().Event()
	return scaleinfo.Named("frame_system::EventRecord", scaleinfo.Composite{
		{Name: "phase", Type: (*Phase)(nil).TypeInfo(), TypeName: "Phase"}, {Name: "event", Type: event, TypeName: "E"},
		{Name: "topics", Type: scaleinfo.SequenceOf(scaleinfo.H256), TypeName: "Vec<T>"},
	}, scaleinfo.Of("E", event), scaleinfo.Of("T", scaleinfo.H256))
}

// itemMetadata describes the items that the pallet works with by their keys.
func itemMetadata() []metadata.Entry {
	return []metadata.Entry{
		{
			Name: "Account", Modifier: metadata.Default, Hashers: []metadata.Hasher{metadata.Blake2x128Concat}, Key: scaleinfo.AccountID,
			Value: accountInfo(), Default: append(make([]byte, dataAt), config.DefaultAccountData...),
			Docs: []string{"What the chain knows of each account: nonce, what keeps it alive, and its balances."},
		},
		{
			Name: "Events", Modifier: metadata.Default, Value: scaleinfo.SequenceOf(eventRecord()), Default: []byte{0},
			Docs: []string{"The events of the block so far."},
		},
	}
}

// associatedTypes are the types that the runtime has chosen.
func associatedTypes() []metadata.AssociatedType {
	described := frame.Described()
	header, extrinsic := (*primitives.Header)(nil).TypeInfo(), described.Extrinsic()
	block := scaleinfo.Named("sp_runtime::generic::block::Block", scaleinfo.Composite{
		{Name: "header", Type: header, TypeName: "Header"}, {Name: "extrinsics", Type: scaleinfo.SequenceOf(extrinsic), TypeName: "Vec<Extrinsic>"},
	}, scaleinfo.Of("Header", header), scaleinfo.Of("Extrinsic", extrinsic))
	return []metadata.AssociatedType{
		metadata.Associated("RuntimeCall", described.Call(), "All calls of all pallets."),
		metadata.Associated("Nonce", scaleinfo.U32, "How many transactions of an account were executed."),
		metadata.Associated("Hash", scaleinfo.H256, "What blocks, extrinsics and states are named by."),
		metadata.Associated("Hashing", scaleinfo.Named("sp_runtime::traits::BlakeTwo256", scaleinfo.Composite{}), "How those hashes are made."),
		metadata.Associated("AccountId", scaleinfo.AccountID, "What accounts are named by."),
		metadata.Associated("Block", block, "A block: its header and its extrinsics."),
		metadata.Associated("AccountData", described.AccountData(), "What is stored with an account beside its nonce and references."),
	}
}

// extension describes an extension of this pallet, by the module that it is in.
func extension(module, name string, implicit scaleinfo.Reference, fields ...scaleinfo.Field) metadata.Extension {
	return metadata.Extension{
		Identifier: name, Implicit: implicit,
		Type: scaleinfo.Named("frame_system::extensions::"+module+"::"+name, scaleinfo.Composite(fields), scaleinfo.Without("T")),
	}
}

// Metadata describes the extension.
func (*AuthorizeCall) Metadata() metadata.Extension {
	return extension("authorize_call", "AuthorizeCall", scaleinfo.Unit)
}

// Metadata describes the extension.
func (*CheckNonZeroSender) Metadata() metadata.Extension {
	return extension("check_non_zero_sender", "CheckNonZeroSender", scaleinfo.Unit)
}

// Metadata describes the extension: the version is signed along.
func (*CheckSpecVersion) Metadata() metadata.Extension {
	return extension("check_spec_version", "CheckSpecVersion", scaleinfo.U32)
}

// Metadata describes the extension: the version is signed along.
func (*CheckTxVersion) Metadata() metadata.Extension {
	return extension("check_tx_version", "CheckTxVersion", scaleinfo.U32)
}

// Metadata describes the extension: the hash of the genesis block is signed along.
func (*CheckGenesis) Metadata() metadata.Extension {
	return extension("check_genesis", "CheckGenesis", scaleinfo.H256)
}

// Metadata describes the extension: the hash of the block from which the transaction holds is signed along.
func (*CheckMortality) Metadata() metadata.Extension {
	return extension("check_mortality", "CheckMortality", scaleinfo.H256, scaleinfo.Unnamed(scaleinfo.Era, "Era"))
}

// Metadata describes the extension.
func (*CheckNonce) Metadata() metadata.Extension {
	return extension("check_nonce", "CheckNonce", scaleinfo.Unit, scaleinfo.Unnamed(scaleinfo.CompactOf(scaleinfo.U32), "T::Nonce"))
}

// Metadata describes the extension.
func (*CheckWeight) Metadata() metadata.Extension {
	return extension("check_weight", "CheckWeight", scaleinfo.Unit)
}

// Metadata describes the extension.
func (*WeightReclaim) Metadata() metadata.Extension {
	return extension("weight_reclaim", "WeightReclaim", scaleinfo.Unit)
}

// TypeInfo describes the version as frame_system does, whose name may be a part of the module.
func (*LastRuntimeUpgradeInfo) TypeInfo() scaleinfo.Reference {
	return scaleinfo.Named("frame_system::LastRuntimeUpgradeInfo", scaleinfo.Composite{
		{Name: "spec_version", Type: scaleinfo.CompactOf(scaleinfo.U32), TypeName: "codec::Compact<u32>"},
		{Name: "spec_name", Type: scaleinfo.CowOf(scaleinfo.Str), TypeName: "Cow<'static, str>"},
	})
}

// WithVersion is the pallet's metadata with the constant Version, which is before the last one. The module keeps of the version only what the pallet
// needs.
func WithVersion(pallet metadata.Pallet, version *primitives.RuntimeVersion) metadata.Pallet {
	constants, last := pallet.Constants, len(pallet.Constants)-1
	constant := metadata.Constant{
		Name: "Version", Type: version.TypeInfo(), Value: scale.Marshal(version), Docs: []string{"Version is the runtime's version."},
	}
	pallet.Constants = append(append(constants[:last:last], constant), constants[last])
	return pallet
}
