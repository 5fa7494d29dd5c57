package metadata

import "github.com/gopallet/gopallet/go-runtime/scaleinfo"

// Pallet describes a pallet.
type Pallet struct {
	// Name is the name that the runtime gives it.
	Name string
	// Index is what the encodings of its calls, events and errors start with.
	Index uint8
	// Storage is nil for a pallet without.
	Storage *Storage
	// Calls, Events and Errors are enums with a variant for each; unknown references where there are none.
	Calls, Events, Errors Enum
	// Constants are values that the runtime's configuration decides.
	Constants []Constant
	// AssociatedTypes are types that the runtime's configuration decides; version 16 only.
	AssociatedTypes []AssociatedType
	// ViewFunctions can be called without a transaction; version 16 only.
	ViewFunctions []ViewFunction
	// Docs are what the pallet says about itself; not in version 14.
	Docs        []string
	Deprecation Deprecation
}

// Enum is the type of a pallet's calls, events or errors.
type Enum struct {
	Type scaleinfo.Reference
	// Deprecations are the variants that should not be used any more, by index, lowest first.
	Deprecations []VariantDeprecation
}

// VariantDeprecation says that a variant should not be used any more.
type VariantDeprecation struct {
	Index       uint8
	Deprecation Deprecation
}

// Storage describes a pallet's storage.
type Storage struct {
	// Prefix is hashed to the start of all keys: the pallet's name.
	Prefix  string
	Entries []Entry
}

// Modifier says what there is where nothing is stored (StorageEntryModifier).
type Modifier uint8

const (
	// Optional items are None.
	Optional Modifier = 0
	// Default items have a value of their own.
	Default Modifier = 1
)

// Hasher is how a part of a key is hashed (StorageHasher).
type Hasher uint8

// The hashers.
const (
	Blake2x128       Hasher = 0
	Blake2x256       Hasher = 1
	Blake2x128Concat Hasher = 2
	Twox128          Hasher = 3
	Twox256          Hasher = 4
	Twox64Concat     Hasher = 5
	Identity         Hasher = 6
)

// Entry describes a storage item.
type Entry struct {
	Name     string
	Modifier Modifier
	// Hashers are those of a map, one for each part of its key; a plain value has none.
	Hashers []Hasher
	// Key is the type of a map's keys: a tuple where there are several hashers.
	Key scaleinfo.Reference
	// Value is the type of what is stored.
	Value scaleinfo.Reference
	// Default is the encoded value where nothing is stored; 0 for an Optional item.
	Default     []byte
	Docs        []string
	Deprecation Deprecation
}

// Constant describes a constant.
type Constant struct {
	Name string
	Type scaleinfo.Reference
	// Value is encoded.
	Value       []byte
	Docs        []string
	Deprecation Deprecation
}

// AssociatedType describes a type of the runtime's configuration.
type AssociatedType struct {
	Name string
	Type scaleinfo.Reference
	Docs []string
}

// Associated is an associated type with a documentation of one line.
func Associated(name string, t scaleinfo.Reference, doc string) AssociatedType {
	return AssociatedType{Name: name, Type: t, Docs: []string{doc}}
}

// ViewFunction describes a function that can be called without a transaction.
type ViewFunction struct {
	// ID is the hash by which it is called.
	ID          [32]byte
	Name        string
	Inputs      []Input
	Output      scaleinfo.Reference
	Docs        []string
	Deprecation Deprecation
}
