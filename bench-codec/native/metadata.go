package native

import "github.com/gopallet/gopallet/go-runtime/scale"

//go:generate go run -C ../../go-runtime ./cmd/gopallet-gen ../bench-codec/native

// metadata is frame_metadata::RuntimeMetadataPrefixed of version 14, whose types are scale_info's.
//
//scale:type
type metadata struct {
	Magic      uint32
	Version    uint8
	Types      []portableType
	Pallets    []palletMetadata
	Extrinsic  uint32 `scale:"compact"`
	Format     uint8
	Extensions []extensionMetadata
	Runtime    uint32 `scale:"compact"`
}

//scale:type
type portableType struct {
	ID         uint32 `scale:"compact"`
	Path       []string
	Parameters []typeParameter
	Definition typeDefinition
	Docs       []string
}

//scale:type
type typeParameter struct {
	Name string
	Type scale.Option[scale.Compact[uint32]]
}

// typeKind is the variant of a typeDefinition.
type typeKind byte

const (
	composite typeKind = iota
	variant
	sequence
	array
	tuple
	primitive
	compact
	bitSequence
)

//scale:enum
type typeDefinition struct {
	Kind      typeKind
	Fields    []field                 `scale:"of=composite"`
	Variants  []typeVariant           `scale:"of=variant"`
	Length    uint32                  `scale:"of=array"`
	Element   uint32                  `scale:"compact,of=sequence|array|compact|bitSequence"`
	Order     uint32                  `scale:"compact,of=bitSequence"`
	Elements  []scale.Compact[uint32] `scale:"of=tuple"`
	Primitive uint8                   `scale:"of=primitive"`
}

//scale:type
type field struct {
	Name     scale.Option[text]
	Type     uint32 `scale:"compact"`
	TypeName scale.Option[text]
	Docs     []string
}

//scale:type
type text string

//scale:type
type typeVariant struct {
	Name   string
	Fields []field
	Index  uint8
	Docs   []string
}

//scale:type
type palletMetadata struct {
	Name      string
	Storage   scale.Option[palletStorage]
	Calls     scale.Option[scale.Compact[uint32]]
	Event     scale.Option[scale.Compact[uint32]]
	Constants []constantMetadata
	Error     scale.Option[scale.Compact[uint32]]
	Index     uint8
}

//scale:type
type palletStorage struct {
	Prefix  string
	Entries []storageEntry
}

//scale:type
type storageEntry struct {
	Name     string
	Modifier uint8
	Type     storageType
	Default  []byte
	Docs     []string
}

// storageKind is the variant of a storageType.
type storageKind byte

const (
	plainStorage storageKind = iota
	mapStorage
)

//scale:enum
type storageType struct {
	Kind    storageKind
	Hashers []byte `scale:"of=mapStorage"`
	Key     uint32 `scale:"compact,of=mapStorage"`
	Value   uint32 `scale:"compact,of=plainStorage|mapStorage"`
}

//scale:type
type constantMetadata struct {
	Name  string
	Type  uint32 `scale:"compact"`
	Value []byte
	Docs  []string
}

//scale:type
type extensionMetadata struct {
	Identifier string
	Type       uint32 `scale:"compact"`
	Additional uint32 `scale:"compact"`
}
