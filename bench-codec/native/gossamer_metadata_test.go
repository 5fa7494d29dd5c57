package native

import gossamer "github.com/ChainSafe/gossamer/pkg/scale"

// Metadata of version 14 in gossamer's terms: uint is compact, a pointer is an option, and an enum is a type with these four methods.
type (
	gossamerMetadata struct {
		Magic      uint32
		Version    uint8
		Types      []gossamerType
		Pallets    []gossamerPallet
		Extrinsic  uint
		Format     uint8
		Extensions []gossamerExtension
		Runtime    uint
	}
	gossamerType struct {
		ID         uint
		Path       []string
		Parameters []gossamerParameter
		Definition gossamerDefinition
		Docs       []string
	}
	gossamerParameter struct {
		Name string
		Type *uint
	}
	gossamerField struct {
		Name     *string
		Type     uint
		TypeName *string
		Docs     []string
	}
	gossamerVariant struct {
		Name   string
		Fields []gossamerField
		Index  uint8
		Docs   []string
	}
	gossamerPallet struct {
		Name      string
		Storage   *gossamerStorage
		Calls     *uint
		Event     *uint
		Constants []gossamerConstant
		Error     *uint
		Index     uint8
	}
	gossamerStorage struct {
		Prefix  string
		Entries []gossamerEntry
	}
	gossamerEntry struct {
		Name     string
		Modifier uint8
		Type     gossamerStorageType
		Default  []byte
		Docs     []string
	}
	gossamerConstant struct {
		Name  string
		Type  uint
		Value []byte
		Docs  []string
	}
	gossamerExtension struct {
		Identifier string
		Type       uint
		Additional uint
	}
)

// gossamerDefinition is an enum of these.
type gossamerDefinition struct{ inner any }

type (
	gossamerComposite struct{ Fields []gossamerField }
	gossamerVariants  struct{ Variants []gossamerVariant }
	gossamerSequence  struct{ Element uint }
	gossamerArray     struct {
		Length  uint32
		Element uint
	}
	gossamerTuple       struct{ Elements []uint }
	gossamerPrimitive   struct{ Kind uint8 }
	gossamerCompact     struct{ Element uint }
	gossamerBitSequence struct{ Element, Order uint }
)

func (d *gossamerDefinition) SetValue(value any) error {
	d.inner = value
	return nil
}

func (d gossamerDefinition) IndexValue() (uint, any, error) {
	switch d.inner.(type) {
	case gossamerComposite:
		return 0, d.inner, nil
	case gossamerVariants:
		return 1, d.inner, nil
	case gossamerSequence:
		return 2, d.inner, nil
	case gossamerArray:
		return 3, d.inner, nil
	case gossamerTuple:
		return 4, d.inner, nil
	case gossamerPrimitive:
		return 5, d.inner, nil
	case gossamerCompact:
		return 6, d.inner, nil
	case gossamerBitSequence:
		return 7, d.inner, nil
	}
	return 0, nil, gossamer.ErrUnsupportedVaryingDataTypeValue
}

func (d gossamerDefinition) Value() (any, error) { return d.inner, nil }

func (d gossamerDefinition) ValueAt(index uint) (any, error) {
	switch index {
	case 0:
		return gossamerComposite{}, nil
	case 1:
		return gossamerVariants{}, nil
	case 2:
		return gossamerSequence{}, nil
	case 3:
		return gossamerArray{}, nil
	case 4:
		return gossamerTuple{}, nil
	case 5:
		return gossamerPrimitive{}, nil
	case 6:
		return gossamerCompact{}, nil
	case 7:
		return gossamerBitSequence{}, nil
	}
	return nil, gossamer.ErrUnknownVaryingDataTypeValue
}

// gossamerStorageType is an enum of these.
type gossamerStorageType struct{ inner any }

type (
	gossamerPlain struct{ Value uint }
	gossamerMap   struct {
		Hashers    []byte
		Key, Value uint
	}
)

func (s *gossamerStorageType) SetValue(value any) error {
	s.inner = value
	return nil
}

func (s gossamerStorageType) IndexValue() (uint, any, error) {
	switch s.inner.(type) {
	case gossamerPlain:
		return 0, s.inner, nil
	case gossamerMap:
		return 1, s.inner, nil
	}
	return 0, nil, gossamer.ErrUnsupportedVaryingDataTypeValue
}

func (s gossamerStorageType) Value() (any, error) { return s.inner, nil }

func (s gossamerStorageType) ValueAt(index uint) (any, error) {
	switch index {
	case 0:
		return gossamerPlain{}, nil
	case 1:
		return gossamerMap{}, nil
	}
	return nil, gossamer.ErrUnknownVaryingDataTypeValue
}
