package scale

// MultiAddressKind is the way in which a [MultiAddress] names an account: the index of its variant.
type MultiAddressKind uint8

// The kinds.
const (
	// MultiAddressID: by its AccountID, in ID.
	MultiAddressID MultiAddressKind = 0
	// MultiAddressIndex: by its index. Chains whose accounts have none, which are most, encode nothing more.
	MultiAddressIndex MultiAddressKind = 1
	// MultiAddressRaw: by any bytes, in Raw.
	MultiAddressRaw MultiAddressKind = 2
	// MultiAddress32: by 32 bytes, in ID.
	MultiAddress32 MultiAddressKind = 3
	// MultiAddress20: by 20 bytes, the first of ID.
	MultiAddress20 MultiAddressKind = 4
)

// MultiAddress names an account (sp_runtime::MultiAddress<AccountId32, ()>). It is a struct, not an interface, so that decoding one allocates
// nothing.
type MultiAddress struct {
	Kind MultiAddressKind
	// ID is the account of MultiAddressID, the bytes of MultiAddress32, or those of MultiAddress20, which zeros follow.
	ID AccountID
	// Raw is the bytes of MultiAddressRaw; decoded, a part of the input.
	Raw []byte
}

// Address is the address of an account by its AccountID.
func Address(id AccountID) MultiAddress { return MultiAddress{Kind: MultiAddressID, ID: id} }

// Address20 is the address that consists of 20 bytes.
func Address20(h H160) MultiAddress {
	a := MultiAddress{Kind: MultiAddress20}
	copy(a.ID[:], h[:])
	return a
}

// Encode appends the encoding.
func (a *MultiAddress) Encode(e *Encoder) {
	e.Variant(byte(a.Kind))
	switch a.Kind {
	case MultiAddressID, MultiAddress32:
		a.ID.Encode(e)
	case MultiAddressRaw:
		e.Bytes(a.Raw)
	case MultiAddress20:
		e.write(&a.ID[0], H160MaxEncodedLen)
	}
}

// Decode reads an address.
func (a *MultiAddress) Decode(d *Decoder) {
	a.Kind = MultiAddressKind(d.Variant())
	switch a.Kind {
	case MultiAddressID, MultiAddress32:
		a.ID.Decode(d)
	case MultiAddressIndex:
	case MultiAddressRaw:
		a.Raw = d.Bytes()
	case MultiAddress20:
		a.ID = AccountID{}
		d.read(&a.ID[0], H160MaxEncodedLen)
	default:
		d.UnknownVariant()
	}
}

// EncodedLen is the number of bytes that Encode appends.
func (a *MultiAddress) EncodedLen() int {
	switch a.Kind {
	case MultiAddressID, MultiAddress32:
		return 1 + AccountIDMaxEncodedLen
	case MultiAddressRaw:
		return 1 + CompactLen(uint64(len(a.Raw))) + len(a.Raw)
	case MultiAddress20:
		return 1 + H160MaxEncodedLen
	}
	return 1
}
