package metadata

import (
	"errors"
	"slices"

	"github.com/gopallet/gopallet/go-runtime/scale"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// Versions are the versions that [Runtime.Encode] knows, lowest first.
func Versions() []uint32 { return []uint32{14, 15, 16} }

// The errors of [Runtime.Encode].
var (
	ErrVersion           = errors.New("metadata: there is no such version; use 14, 15 or 16")
	ErrNoVersion         = errors.New("metadata: extrinsics have no version; list at least one in Extrinsic.Versions")
	ErrDeprecationsOrder = errors.New("metadata: deprecated variants are not sorted by index, or one is there twice; sort them")
)

// magic starts all metadata: "meta", as a number (frame_metadata::META_RESERVED).
const magic = 0x6174656d

// Encode is the metadata in a version: the encoding of frame_metadata::RuntimeMetadataPrefixed.
func (r *Runtime) Encode(version uint32) ([]byte, error) {
	if !slices.Contains(Versions(), version) {
		return nil, ErrVersion
	}
	if len(r.Extrinsic.Versions) == 0 {
		return nil, ErrNoVersion
	}
	for i := range r.Pallets {
		if p := &r.Pallets[i]; !p.Calls.sorted() || !p.Events.sorted() || !p.Errors.sorted() {
			return nil, ErrDeprecationsOrder
		}
	}
	w := &writer{version: version, registry: scaleinfo.NewRegistry()}
	sections := w.sections(r)
	e := scale.NewEncoder(nil)
	e.U32(magic)
	e.Variant(uint8(version))
	w.registry.Encode(e)
	e.Raw(sections)
	return e.Output(), nil
}

func (m *Enum) sorted() bool {
	for i := 1; i < len(m.Deprecations); i++ {
		if m.Deprecations[i-1].Index >= m.Deprecations[i].Index {
			return false
		}
	}
	return true
}

// writer encodes the parts of a version. Types are numbered in the order in which frame_metadata meets them, which is not that of the encoding:
// parts are encoded on their own, and put in their places then.
type writer struct {
	*scale.Encoder
	version  uint32
	registry *scaleinfo.Registry
}

// part is what f encodes.
func (w *writer) part(f func()) []byte {
	outer := w.Encoder
	w.Encoder = scale.NewEncoder(nil)
	f()
	encoded := w.Output()
	w.Encoder = outer
	return encoded
}

// sections are all that comes after the types.
func (w *writer) sections(r *Runtime) []byte {
	pallets := func() []byte { return w.part(func() { w.pallets(r.Pallets) }) }
	extrinsic := func() []byte { return w.part(func() { w.extrinsic(r) }) }
	return w.part(func() {
		if w.version == 14 {
			w.Raw(pallets())
			w.Raw(extrinsic())
			w.refer(r.Type)
			return
		}
		// Extrinsics first, so that what is hashed of them is the same in all versions from here on.
		last := extrinsic()
		w.Raw(pallets())
		w.Raw(last)
		if w.version == 15 {
			w.refer(r.Type)
		}
		w.apis(r.APIs)
		w.refer(r.Call)
		w.refer(r.Event)
		w.refer(r.Error)
		w.Length(0) // custom metadata
	})
}

// refer encodes the number of a type.
func (w *writer) refer(t scaleinfo.Reference) { w.CompactU32(w.registry.Register(t)) }

// lines encodes strings.
func (w *writer) lines(list []string) {
	w.Length(len(list))
	for _, line := range list {
		w.String(line)
	}
}

// extrinsic encodes how extrinsics are made. The lowest version that is accepted is the only one that there was before 16.
func (w *writer) extrinsic(r *Runtime) {
	x := &r.Extrinsic
	if w.version == 14 {
		w.refer(x.Type)
		w.U8(slices.Min(x.Versions))
		w.extensions(x.Extensions)
		return
	}
	if w.version == 15 {
		w.U8(slices.Min(x.Versions))
	} else {
		w.Bytes(x.Versions)
	}
	w.refer(x.Address)
	w.refer(r.Call)
	w.refer(x.Signature)
	extensions := w.part(func() { w.extensions(x.Extensions) })
	if w.version == 15 {
		w.refer(x.Extra)
	} else {
		w.Length(1) // one version of the pipeline, 0, with all extensions
		w.U8(0)
		w.Length(len(x.Extensions))
		for i := range x.Extensions {
			w.CompactU32(uint32(i))
		}
	}
	w.Raw(extensions)
}

func (w *writer) extensions(list []Extension) {
	w.Length(len(list))
	for i := range list {
		w.String(list[i].Identifier)
		w.refer(list[i].Type)
		w.refer(list[i].Implicit)
	}
}

func (w *writer) apis(list []API) {
	w.Length(len(list))
	for i := range list {
		api := &list[i]
		w.String(api.Name)
		w.Length(len(api.Methods))
		for j := range api.Methods {
			method := &api.Methods[j]
			w.String(method.Name)
			w.inputs(method.Inputs)
			w.refer(method.Output)
			w.lines(method.Docs)
			w.deprecation(method.Deprecation)
		}
		w.lines(api.Docs)
		if w.version >= 16 {
			w.CompactU32(api.Version)
		}
		w.deprecation(api.Deprecation)
	}
}

func (w *writer) inputs(list []Input) {
	w.Length(len(list))
	for i := range list {
		w.String(list[i].Name)
		w.refer(list[i].Type)
	}
}

// The indices of the variants of ItemDeprecationInfo and VariantDeprecationInfo.
const (
	notDeprecated = iota
	deprecatedWithoutNote
	deprecatedWithNote
)

// deprecation encodes what version 16 has at the end of most things.
func (w *writer) deprecation(d Deprecation) {
	switch {
	case w.version < 16:
	case !d.Deprecated:
		w.Variant(notDeprecated)
	case d.Note == "":
		w.Variant(deprecatedWithoutNote)
	default:
		w.Variant(deprecatedWithNote)
		w.String(d.Note)
		w.OptionTag(d.Since != "")
		if d.Since != "" {
			w.String(d.Since)
		}
	}
}
