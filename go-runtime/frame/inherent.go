package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// InherentIdentifier names what a block's author puts into every block, such as the time.
type InherentIdentifier [8]byte

// InherentData is what an author knows, for each inherent (sp_inherents::InherentData), in the order of the identifiers.
type InherentData []InherentDatum

// InherentDatum is what an author knows for one inherent.
type InherentDatum struct {
	Identifier InherentIdentifier
	// Data is the encoding of a type that depends on the inherent.
	Data []byte
}

// Encode writes the data.
func (i *InherentDatum) Encode(e *scale.Encoder) {
	e.Raw(i.Identifier[:])
	e.Bytes(i.Data)
}

// Decode reads what Encode writes.
func (i *InherentDatum) Decode(d *scale.Decoder) {
	d.Read(i.Identifier[:])
	i.Data = d.Bytes()
}

// EncodedLen is the number of bytes that Encode writes.
func (i *InherentDatum) EncodedLen() int {
	return len(i.Identifier) + scale.CompactLen(uint64(len(i.Data))) + len(i.Data)
}

// Decode reads a map. Of equal identifiers, the last counts.
func (i *InherentData) Decode(d *scale.Decoder) {
	*i = scale.DecodeSequence[InherentDatum](d, 9)
}

// Get is the data of an inherent, and whether there is any.
func (i InherentData) Get(identifier InherentIdentifier) (data []byte, ok bool) {
	for at := range i {
		if i[at].Identifier == identifier {
			data, ok = i[at].Data, true
		}
	}
	return data, ok
}

// InherentError is why an inherent is not accepted. Fatal ones mean that the block can't be, whatever else it has.
type InherentError interface {
	error
	scale.Encodable
	Fatal() bool
}

// InherentsResult is what became of the check of a block's inherents (sp_inherents::CheckInherentsResult). The zero value is that of a block
// without fault.
type InherentsResult struct {
	fatal  bool
	errors InherentData
}

// Put adds an error. After a fatal one no other is added, and each inherent has one at most.
func (r *InherentsResult) Put(identifier InherentIdentifier, err InherentError) {
	if r.fatal {
		return
	}
	if err.Fatal() {
		r.fatal = true
		r.errors = nil
	}
	if _, ok := r.errors.Get(identifier); !ok {
		r.errors = append(r.errors, InherentDatum{identifier, scale.Marshal(err)})
	}
}

// IsFatal says whether there is a fatal error.
func (r *InherentsResult) IsFatal() bool { return r.fatal }

// Encode writes whether there are no errors, whether there is a fatal one, and all errors.
func (r *InherentsResult) Encode(e *scale.Encoder) {
	e.Bool(len(r.errors) == 0)
	e.Bool(r.fatal)
	scale.EncodeSequence(e, r.errors)
}

// EncodedLen is the number of bytes that Encode writes.
func (r *InherentsResult) EncodedLen() int { return 2 + scale.SequenceEncodedLen(r.errors) }
