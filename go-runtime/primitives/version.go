package primitives

import "github.com/gopallet/gopallet/go-runtime/scale"

// ApiVersion says that the runtime has an API, and in which version.
//
//scale:type
//scale:tuple
type ApiVersion struct {
	// ID is the Blake2b hash, 8 bytes long, of the API's name.
	ID      [8]byte
	Version uint32
}

// RuntimeVersion is what Core_version returns (sp_version::RuntimeVersion).
//
//scale:type
//scale:path sp_version::RuntimeVersion
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

// coreID is the id of the API Core, whose version says which fields an encoded version has.
var coreID = [8]byte{0xdf, 0x6a, 0xcb, 0x68, 0x99, 0x07, 0x60, 0x9b}

// From these versions of the API Core on, a version has a transaction version and a system version.
const (
	coreWithTransactionVersion = 3
	coreWithSystemVersion      = 4
)

// Decode reads a version. Fields that versions of old runtimes do not have are 1 for the transaction version and 0 for the system version
// (sp_version::RuntimeVersion::decode_with_version_hint).
func (v *RuntimeVersion) Decode(d *scale.Decoder) {
	v.SpecName = d.String()
	v.ImplName = d.String()
	v.AuthoringVersion = d.U32()
	v.SpecVersion = d.U32()
	v.ImplVersion = d.U32()
	v.Apis = make([]ApiVersion, d.Length(12))
	var core uint32
	for i := range v.Apis {
		api := &v.Apis[i]
		d.Read(api.ID[:])
		api.Version = d.U32()
		if api.ID == coreID {
			core = api.Version
		}
	}
	v.TransactionVersion, v.SystemVersion = 1, 0
	if core >= coreWithTransactionVersion {
		v.TransactionVersion = d.U32()
	}
	if core >= coreWithSystemVersion {
		v.SystemVersion = d.U8()
	}
}
