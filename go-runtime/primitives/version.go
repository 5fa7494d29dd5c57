package primitives

import "github.com/gopallet/gopallet/go-runtime/scale"

// ApiVersion says that the runtime has an API, and in which version.
type ApiVersion struct {
	// ID is the Blake2b hash, 8 bytes long, of the API's name.
	ID      [8]byte
	Version uint32
}

// RuntimeVersion is what Core_version returns (sp_version::RuntimeVersion).
type RuntimeVersion struct {
	SpecName           string
	ImplName           string
	AuthoringVersion   uint32
	SpecVersion        uint32
	ImplVersion        uint32
	Apis               []ApiVersion
	TransactionVersion uint32
	// SystemVersion is the state version of storage and extrinsics roots: 0 or 1.
	SystemVersion byte
}

// AppendTo appends the encoding.
func (v *RuntimeVersion) AppendTo(b []byte) []byte {
	b = scale.AppendString(b, v.SpecName)
	b = scale.AppendString(b, v.ImplName)
	b = scale.AppendU32(b, v.AuthoringVersion)
	b = scale.AppendU32(b, v.SpecVersion)
	b = scale.AppendU32(b, v.ImplVersion)
	b = scale.AppendCompact(b, uint64(len(v.Apis)))
	for i := range v.Apis {
		b = append(b, v.Apis[i].ID[:]...)
		b = scale.AppendU32(b, v.Apis[i].Version)
	}
	b = scale.AppendU32(b, v.TransactionVersion)
	return append(b, v.SystemVersion)
}
