//go:build !tinygo.wasm

package frame

import (
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// DescribeRuntime starts the description of a runtime. crate is the name under which the metadata has the runtime's own types, accountData describes
// what is stored with an account, and extensions are the pipeline's, in their order. Who calls it adds pallets, outer enums and APIs, in this order.
func DescribeRuntime(crate string, accountData func() scaleinfo.Reference, extensions ...metadata.Extension) *metadata.Runtime {
	r := &metadata.Runtime{Type: scaleinfo.Named(crate+"::Runtime", scaleinfo.Composite{})}
	// The outer enums are not known before the pallets, which name them.
	lazily := func(name string, enum *scaleinfo.Reference) scaleinfo.Reference {
		return scaleinfo.Define(crate+"::"+name+"<>", func() scaleinfo.Type { return enum.Type() })
	}
	none := func(name string) func() scaleinfo.Reference {
		return func() scaleinfo.Reference { return scaleinfo.Named(crate+"::"+name, scaleinfo.Variants{}) }
	}
	call := lazily("RuntimeCall", &r.Call)
	r.Extrinsic = describeExtrinsic(call, extensions)
	Describe(&Description{
		Call:       func() scaleinfo.Reference { return call },
		Event:      func() scaleinfo.Reference { return lazily("RuntimeEvent", &r.Event) },
		Extrinsic:  func() scaleinfo.Reference { return r.Extrinsic.Type },
		HoldReason: none("RuntimeHoldReason"), FreezeReason: none("RuntimeFreezeReason"),
		AccountData: accountData,
	})
	return r
}

// describeExtrinsic describes extrinsics with the extensions of the pipeline, in their order.
func describeExtrinsic(call scaleinfo.Reference, extensions []metadata.Extension) metadata.Extrinsic {
	types := make([]scaleinfo.Reference, len(extensions))
	for i := range extensions {
		types[i] = extensions[i].Type
	}
	extra, signature := scaleinfo.TupleOf(types...), (*primitives.MultiSignature)(nil).TypeInfo()
	return metadata.Extrinsic{
		Type: scaleinfo.Named("sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic",
			scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.SequenceOf(scaleinfo.U8), "")},
			scaleinfo.Of("Address", scaleinfo.MultiAddress), scaleinfo.Of("Call", call), scaleinfo.Of("Signature", signature), scaleinfo.Of("Extra", extra)),
		Versions: []uint8{legacyFormatVersion, formatVersion}, Address: scaleinfo.MultiAddress, Signature: signature, Extra: extra, Extensions: extensions,
	}
}
