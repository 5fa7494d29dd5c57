//go:build !tinygo.wasm

package primitives

import "github.com/gopallet/gopallet/go-runtime/scaleinfo"

// TypeInfo describes the version as sp_version does: its names and APIs may be parts of the module.
func (*RuntimeVersion) TypeInfo() scaleinfo.Reference {
	text := scaleinfo.CowOf(scaleinfo.Str)
	apis := scaleinfo.CowOf(scaleinfo.SequenceOf(scaleinfo.TupleOf(scaleinfo.ArrayOf(8, scaleinfo.U8), scaleinfo.U32)))
	number := func(name string) scaleinfo.Field {
		return scaleinfo.Field{Name: name, Type: scaleinfo.U32, TypeName: "u32"}
	}
	return scaleinfo.Named("sp_version::RuntimeVersion", scaleinfo.Composite{
		{Name: "spec_name", Type: text, TypeName: "Cow<'static, str>"}, {Name: "impl_name", Type: text, TypeName: "Cow<'static, str>"},
		number("authoring_version"), number("spec_version"), number("impl_version"), {Name: "apis", Type: apis, TypeName: "ApisVec"},
		number("transaction_version"), {Name: "system_version", Type: scaleinfo.U8, TypeName: "u8"},
	})
}

// TypeInfo describes a signature of any kind.
func (*MultiSignature) TypeInfo() scaleinfo.Reference {
	kind := func(name, typeName string, index byte, bytes uint32) scaleinfo.Variant {
		return scaleinfo.Variant{Name: name, Index: index, Fields: []scaleinfo.Field{scaleinfo.Unnamed(scaleinfo.ArrayOf(bytes, scaleinfo.U8), typeName)}}
	}
	return scaleinfo.Named("sp_runtime::MultiSignature", scaleinfo.Variants{
		kind("Ed25519", "ed25519::Signature", byte(Ed25519), 64), kind("Sr25519", "sr25519::Signature", byte(Sr25519), 64),
		kind("Ecdsa", "ecdsa::Signature", byte(Ecdsa), 65), kind("Eth", "ecdsa::KeccakSignature", byte(Ethereum), 65),
	})
}
