//go:build !tinygo.wasm

package main

import (
	"github.com/gopallet/gopallet/go-runtime/apis"
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/pallets/aura"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/grandpa"
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/pallets/transactionpayment"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

//go:generate env GOPALLET_BLESS=1 go test -run TestMetadataFile .

// crate is the name under which the metadata has the runtime's own types.
const crate = "solo_runtime"

// describe is the description of the runtime, of which the metadata is made.
func describe() *metadata.Runtime {
	r := &metadata.Runtime{Type: scaleinfo.Named(crate+"::Runtime", scaleinfo.Composite{})}
	frame.Describe(&frame.Description{
		Call: func() scaleinfo.Reference { return lazily("RuntimeCall", func() scaleinfo.Reference { return r.Call }) },
		Event: func() scaleinfo.Reference {
			return lazily("RuntimeEvent", func() scaleinfo.Reference { return r.Event })
		},
		HoldReason: func() scaleinfo.Reference { return scaleinfo.Named(crate+"::RuntimeHoldReason", scaleinfo.Variants{}) },
		FreezeReason: func() scaleinfo.Reference {
			return scaleinfo.Named(crate+"::RuntimeFreezeReason", scaleinfo.Variants{})
		},
		AccountData: (*balances.AccountData)(nil).TypeInfo,
	})
	r.Pallets = []metadata.Pallet{
		system.WithVersion(system.Metadata(), &RuntimeVersion), timestamp.Metadata(), aura.Metadata(), grandpa.Metadata(), balances.Metadata(), transactionpayment.Metadata(), sudo.Metadata(),
	}
	r.OuterEnums(crate)
	r.Extrinsic = describeExtrinsic(r.Call)
	associateTypes(r)
	r.APIs = apis.Describe(apis.Types{
		Extrinsic: r.Extrinsic.Type, Call: r.Call, AuraID: aura.DescribeAuthorityID(), GrandpaID: grandpa.DescribeAuthorityID(),
		Equivocation: grandpa.DescribeEquivocationProof(),
	})
	return r
}

// associateTypes says which types this runtime has chosen where its pallets leave the choice.
func associateTypes(r *metadata.Runtime) {
	header := (*primitives.Header)(nil).TypeInfo()
	block := scaleinfo.Named("sp_runtime::generic::block::Block", scaleinfo.Composite{
		{Name: "header", Type: header, TypeName: "Header"}, {Name: "extrinsics", Type: scaleinfo.SequenceOf(r.Extrinsic.Type), TypeName: "Vec<Extrinsic>"},
	}, scaleinfo.Of("Header", header), scaleinfo.Of("Extrinsic", r.Extrinsic.Type))
	associated := func(name string, t scaleinfo.Reference, doc string) metadata.AssociatedType {
		return metadata.AssociatedType{Name: name, Type: t, Docs: []string{doc}}
	}
	described := frame.Described()
	ofPallet := map[string][]metadata.AssociatedType{
		"System": {
			associated("RuntimeCall", r.Call, "All calls of all pallets."),
			associated("Nonce", scaleinfo.U32, "How many transactions of an account were executed."),
			associated("Hash", scaleinfo.H256, "What blocks, extrinsics and states are named by."),
			associated("Hashing", scaleinfo.Named("sp_runtime::traits::BlakeTwo256", scaleinfo.Composite{}), "How those hashes are made."),
			associated("AccountId", scaleinfo.AccountID, "What accounts are named by."),
			associated("Block", block, "A block: its header and its extrinsics."),
			associated("AccountData", described.AccountData(), "What is stored with an account beside its nonce and references."),
		},
		"Timestamp": {associated("Moment", scaleinfo.U64, "A time, in milliseconds since the Unix epoch.")},
		"Aura":      {associated("AuthorityId", aura.DescribeAuthorityID(), "The key of an authority.")},
		"Grandpa": {
			associated("KeyOwnerProof", scaleinfo.Named("sp_core::Void", scaleinfo.Variants{}), "The proof of whose a key was; there is none in this runtime."),
		},
		"Balances": {
			associated("RuntimeHoldReason", described.HoldReason(), "What funds are held for."),
			associated("Balance", scaleinfo.U128, "An amount, in the smallest unit."),
			associated("ReserveIdentifier", scaleinfo.ArrayOf(8, scaleinfo.U8), "What reserves are named by."),
			associated("FreezeIdentifier", described.FreezeReason(), "What funds are frozen for."),
		},
		"Sudo": {associated("RuntimeCall", r.Call, "The calls that can be made as root.")},
	}
	for i := range r.Pallets {
		r.Pallets[i].AssociatedTypes = ofPallet[r.Pallets[i].Name]
	}
}

// lazily is a reference to one of the outer enums, before that is known.
func lazily(name string, enum func() scaleinfo.Reference) scaleinfo.Reference {
	return scaleinfo.Define(crate+"::"+name+"<>", func() scaleinfo.Type { return enum().Type() })
}

// describeExtrinsic describes extrinsics with the extensions of the pipeline, in their order.
func describeExtrinsic(call scaleinfo.Reference) metadata.Extrinsic {
	ofSystem := system.Extensions()
	mode := scaleinfo.Named("frame_metadata_hash_extension::Mode", scaleinfo.Plain("Disabled", "Enabled"))
	list := []metadata.Extension{
		ofSystem["AuthorizeCall"], ofSystem["CheckNonZeroSender"], ofSystem["CheckSpecVersion"], ofSystem["CheckTxVersion"], ofSystem["CheckGenesis"],
		ofSystem["CheckMortality"], ofSystem["CheckNonce"], ofSystem["CheckWeight"],
		{
			Identifier: "ChargeTransactionPayment", Implicit: scaleinfo.Unit,
			Type: scaleinfo.Named("pallet_transaction_payment::ChargeTransactionPayment", scaleinfo.Composite{
				scaleinfo.Unnamed(scaleinfo.CompactOf(scaleinfo.U128), "BalanceOf<T>"),
			}, scaleinfo.Without("T")),
		},
		{
			Identifier: "CheckMetadataHash", Implicit: scaleinfo.OptionOf(scaleinfo.ArrayOf(32, scaleinfo.U8)),
			Type: scaleinfo.Named("frame_metadata_hash_extension::CheckMetadataHash", scaleinfo.Composite{{Name: "mode", Type: mode, TypeName: "Mode"}},
				scaleinfo.Without("T")),
		},
		ofSystem["WeightReclaim"],
	}
	types := make([]scaleinfo.Reference, len(list))
	for i := range list {
		types[i] = list[i].Type
	}
	extra, signature := scaleinfo.TupleOf(types...), (*primitives.MultiSignature)(nil).TypeInfo()
	return metadata.Extrinsic{
		Type: scaleinfo.Named("sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic", scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.SequenceOf(scaleinfo.U8), "")},
			scaleinfo.Of("Address", scaleinfo.MultiAddress), scaleinfo.Of("Call", call), scaleinfo.Of("Signature", signature), scaleinfo.Of("Extra", extra)),
		Versions: []uint8{4, 5}, Address: scaleinfo.MultiAddress, Signature: signature, Extra: extra, Extensions: list,
	}
}
