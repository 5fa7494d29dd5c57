package scaleinfo

import "github.com/gopallet/gopallet/go-runtime/scale"

// Registry is types with numbers (scale_info::Registry). A type gets the next number when it is first met, before the types that it is made of.
type Registry struct {
	ids     map[string]uint32 // by identity
	entries []entry
}

// NewRegistry is a registry without types.
func NewRegistry() *Registry { return &Registry{ids: make(map[string]uint32)} }

// entry is an encoded type.
type entry struct{ encoder *scale.Encoder }

// Register is the number of a type. Types that are not known yet are added, with all that they are made of.
func (r *Registry) Register(t Reference) uint32 {
	if id, known := r.ids[t.identity]; known {
		return id
	}
	if !t.Known() {
		panic("scaleinfo: a reference stands for no type")
	}
	id := uint32(len(r.entries))
	r.ids[t.identity] = id
	added := entry{scale.NewEncoder(nil)}
	r.entries = append(r.entries, added)
	added.encoder.CompactU32(id)
	r.encodeType(t.Type(), &added)
	return id
}

// Len is the number of types.
func (r *Registry) Len() int { return len(r.entries) }

// Encode appends the encoding of scale_info::PortableRegistry.
func (r *Registry) Encode(e *scale.Encoder) {
	e.Length(len(r.entries))
	for _, known := range r.entries {
		e.Raw(known.encoder.Output())
	}
}

// EncodedLen is the number of bytes that Encode appends.
func (r *Registry) EncodedLen() int {
	n := scale.CompactLen(uint64(len(r.entries)))
	for _, known := range r.entries {
		n += known.encoder.Len()
	}
	return n
}

// encodeType encodes a type; what it is made of is numbered in the order in which it is encoded.
func (r *Registry) encodeType(t Type, to *entry) {
	to.lines(t.Path)
	to.encoder.Length(len(t.Params))
	for _, param := range t.Params {
		to.encoder.String(param.Name)
		to.encoder.OptionTag(param.Type.Known())
		if param.Type.Known() {
			r.refer(param.Type, to)
		}
	}
	t.Def.encode(r, to)
	to.lines(t.Docs)
}

// refer encodes the number of a type.
func (r *Registry) refer(t Reference, to *entry) {
	to.encoder.CompactU32(r.Register(t))
}

// lines encodes strings.
func (to *entry) lines(list []string) {
	to.encoder.Length(len(list))
	for _, line := range list {
		to.encoder.String(line)
	}
}

// maybe encodes a string that is empty if there is none.
func (to *entry) maybe(text string) {
	to.encoder.OptionTag(text != "")
	if text != "" {
		to.encoder.String(text)
	}
}

// The indices of scale_info::TypeDef's variants.
const (
	defComposite = iota
	defVariant
	defSequence
	defArray
	defTuple
	defPrimitive
	defCompact
	defBitSequence
)

func (r *Registry) encodeFields(fields []Field, to *entry) {
	to.encoder.Length(len(fields))
	for _, field := range fields {
		to.maybe(field.Name)
		r.refer(field.Type, to)
		to.maybe(field.TypeName)
		to.lines(field.Docs)
	}
}

func (c Composite) encode(r *Registry, to *entry) {
	to.encoder.Variant(defComposite)
	r.encodeFields(c, to)
}

func (v Variants) encode(r *Registry, to *entry) {
	to.encoder.Variant(defVariant)
	to.encoder.Length(len(v))
	for _, variant := range v {
		to.encoder.String(variant.Name)
		r.encodeFields(variant.Fields, to)
		to.encoder.U8(variant.Index)
		to.lines(variant.Docs)
	}
}

func (s Sequence) encode(r *Registry, to *entry) {
	to.encoder.Variant(defSequence)
	r.refer(s.Elem, to)
}

func (a Array) encode(r *Registry, to *entry) {
	to.encoder.Variant(defArray)
	to.encoder.U32(a.Len)
	r.refer(a.Elem, to)
}

func (t Tuple) encode(r *Registry, to *entry) {
	to.encoder.Variant(defTuple)
	to.encoder.Length(len(t))
	for _, elem := range t {
		r.refer(elem, to)
	}
}

func (p Primitive) encode(_ *Registry, to *entry) {
	to.encoder.Variant(defPrimitive)
	to.encoder.U8(byte(p))
}

func (c Compact) encode(r *Registry, to *entry) {
	to.encoder.Variant(defCompact)
	r.refer(c.Elem, to)
}

func (b BitSequence) encode(r *Registry, to *entry) {
	to.encoder.Variant(defBitSequence)
	r.refer(b.Store, to)
	r.refer(b.Order, to)
}
