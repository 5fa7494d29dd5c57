package metadata

func (w *writer) pallets(list []Pallet) {
	w.Length(len(list))
	for i := range list {
		w.pallet(&list[i])
	}
}

func (w *writer) pallet(p *Pallet) {
	w.String(p.Name)
	w.OptionTag(p.Storage != nil)
	if p.Storage != nil {
		w.storage(p.Storage)
	}
	w.enum(&p.Calls)
	w.enum(&p.Events)
	w.Length(len(p.Constants))
	for i := range p.Constants {
		w.constant(&p.Constants[i])
	}
	w.enum(&p.Errors)
	if w.version >= 16 {
		w.associatedTypes(p.AssociatedTypes)
		w.viewFunctions(p.ViewFunctions)
	}
	w.U8(p.Index)
	if w.version >= 15 {
		w.lines(p.Docs)
	}
	w.deprecation(p.Deprecation)
}

func (w *writer) storage(s *Storage) {
	w.String(s.Prefix)
	w.Length(len(s.Entries))
	for i := range s.Entries {
		w.entry(&s.Entries[i])
	}
}

// The indices of the variants of StorageEntryType.
const (
	plainEntry = iota
	mapEntry
)

func (w *writer) entry(entry *Entry) {
	w.String(entry.Name)
	w.U8(uint8(entry.Modifier))
	if len(entry.Hashers) == 0 {
		w.Variant(plainEntry)
	} else {
		w.Variant(mapEntry)
		w.Length(len(entry.Hashers))
		for _, hasher := range entry.Hashers {
			w.U8(uint8(hasher))
		}
		w.refer(entry.Key)
	}
	w.refer(entry.Value)
	w.Bytes(entry.Default)
	w.lines(entry.Docs)
	w.deprecation(entry.Deprecation)
}

// enum encodes the type of a pallet's calls, events or errors, if it has any.
func (w *writer) enum(m *Enum) {
	w.OptionTag(m.Type.Known())
	if !m.Type.Known() {
		return
	}
	w.refer(m.Type)
	if w.version < 16 {
		return
	}
	w.Length(len(m.Deprecations))
	for _, variant := range m.Deprecations {
		w.U8(variant.Index)
		variant.Deprecation.Deprecated = true
		w.deprecation(variant.Deprecation)
	}
}

func (w *writer) constant(c *Constant) {
	w.String(c.Name)
	w.refer(c.Type)
	w.Bytes(c.Value)
	w.lines(c.Docs)
	w.deprecation(c.Deprecation)
}

func (w *writer) associatedTypes(list []AssociatedType) {
	w.Length(len(list))
	for i := range list {
		w.String(list[i].Name)
		w.refer(list[i].Type)
		w.lines(list[i].Docs)
	}
}

func (w *writer) viewFunctions(list []ViewFunction) {
	w.Length(len(list))
	for i := range list {
		function := &list[i]
		w.Raw(function.ID[:])
		w.String(function.Name)
		w.inputs(function.Inputs)
		w.refer(function.Output)
		w.lines(function.Docs)
		w.deprecation(function.Deprecation)
	}
}
