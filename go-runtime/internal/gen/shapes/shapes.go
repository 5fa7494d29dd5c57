// Package shapes has a type for everything that the generator knows.
package shapes

import "github.com/gopallet/gopallet/go-runtime/scale"

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Height is a name for an integer, without an encoding of its own.
type Height uint32

// Name is a name for a string.
type Name string

// Key is a name for an array.
type Key [4]byte

// Integers has all integers.
//
//scale:type
type Integers struct {
	A bool
	B uint8
	C uint16
	D uint32
	E uint64
	F scale.U128
	G int8
	H int16
	I int32
	J int64
	K Height
}

// Compacts has compact integers of all widths, by tag and by type.
//
//scale:type
type Compacts struct {
	A uint8      `scale:"compact"`
	B uint16     `scale:"compact"`
	C uint32     `scale:"compact"`
	D uint64     `scale:"compact"`
	E scale.U128 `scale:"compact"`
	F Height     `scale:"compact"`
	G Percent    `scale:"compact"`
	H scale.Compact[uint32]
	I []scale.Compact[uint64]
}

// Percent is a number with a name in the metadata.
//
//scale:type
//scale:path sp_arithmetic::per_things::Percent
type Percent uint8

// Texts has what comes with its length.
//
//scale:type
type Texts struct {
	Text   string
	Name   Name
	Data   []byte
	Names  []string
	Blocks [][]byte
	Opaque scale.Opaque
	Bits   scale.BitVec
}

// Arrays has arrays, some inside of others.
//
//scale:type
type Arrays struct {
	Bytes  [5]byte
	Key    Key
	Words  [3]uint64
	Names  [2]string
	Matrix [2][3]uint16
	Hashes [2]scale.H256
	Truths [2]bool
}

// Sequences has sequences, some inside of others.
//
//scale:type
type Sequences struct {
	Words    []uint64
	Signed   []int16
	Heights  []Height
	Truths   []bool
	Balances []scale.U128
	Hashes   []scale.H256
	Keys     []Key
	Integers []Integers
	Matrix   [][]uint32
	Deep     [][][]string
	Choices  []Choice
	Pairs    []Pair[uint8, scale.H256]
	Options  []scale.Option[uint32]
}

// Pair has type parameters: it is encoded where it is used.
//
//scale:type
type Pair[A, B any] struct {
	// First comes first.
	First A
	// Second comes next.
	Second B
}

// Wrapped has the format's own generic types.
//
//scale:type
type Wrapped struct {
	Some    scale.Option[uint32]
	Inner   scale.Option[Integers]
	Nested  scale.Option[scale.Option[bool]]
	Outcome scale.Result[uint64, string]
	Empty   scale.Result[scale.Unit, Choice]
	Map     scale.BTreeMap[uint32, string]
	Keyed   scale.BTreeMap[Key, []byte]
	Set     scale.BTreeSet[scale.AccountID]
	Ordered scale.BTreeSet[Ordered]
	Pair    Pair[Height, []Choice]
	Unnamed struct {
		X uint8
		Y []uint16
	}
}

// Ordered is a key that is ordered field by field.
//
//scale:type
type Ordered struct {
	Major uint16
	Minor []byte
}

// Chain is other packages' types, and addresses of its own.
//
//scale:type
type Chain struct {
	Who     scale.AccountID
	To      scale.MultiAddress
	Era     scale.Era
	Hash    scale.H256
	Address scale.H160
	Seal    scale.H512
	// Cache is not a part of the value.
	Cache  map[string]int `scale:"-"`
	hidden uint16
}

// Hidden is the field that only this package sees.
func (c *Chain) Hidden() uint16 { return c.hidden }

// Choice is an enum whose variants have fields.
//
//scale:enum
type Choice interface{ isChoice() }

// Nothing has no fields.
//
//scale:variant Choice 0
type Nothing struct{}

// Move has some.
//
//scale:variant Choice 3
type Move struct {
	To    scale.AccountID
	Value scale.U128 `scale:"compact"`
}

// Rest has one that is not exported.
//
//scale:variant Choice 7
//scale:name Repose
//scale:tuple
type Rest struct{ why string }

// NewRest is a rest for a reason.
func NewRest(why string) *Rest { return &Rest{why} }

func (*Nothing) isChoice() {}
func (*Move) isChoice()    {}
func (*Rest) isChoice()    {}

// Expression contains itself.
//
//scale:enum
type Expression interface{ isExpression() }

// Number ends an expression.
//
//scale:variant Expression 1
type Number struct{ Value uint32 }

// Negated has one expression inside.
//
//scale:variant Expression 0
type Negated struct {
	Inner Expression `typename:"Box<Expression>"`
}

// Summed has any number.
//
//scale:variant Expression 2
type Summed struct {
	Terms []Expression
	Tree  *Tree
}

func (*Number) isExpression()  {}
func (*Negated) isExpression() {}
func (*Summed) isExpression()  {}

// Tree contains itself behind a pointer.
//
//scale:type
type Tree struct {
	Leaf  uint16
	Left  scale.Option[*Tree]
	Right scale.Option[*Tree]
}

// Color is an enum whose variants have no fields.
//
//scale:enum
type Color uint8

// The colors.
const (
	// ColorRed is red.
	ColorRed Color = 1
	// ColorBlue is blue.
	ColorBlue Color = 4
	// Violet is violet.
	//scale:name Purple
	Violet Color = 5
)

// Shape is an enum that is a struct.
//
//scale:enum
type Shape struct {
	Kind   ShapeKind
	Radius uint32               `scale:"of=Circle"`
	Sides  []uint32             `scale:"of=Polygon"`
	Color  Color                `scale:"of=Circle|Polygon"`
	Label  scale.Option[string] `scale:"of=Polygon|Labelled"`
}

// ShapeKind is the sort of a shape.
type ShapeKind uint8

// The kinds.
const (
	Point    ShapeKind = 0
	Circle   ShapeKind = 1
	Polygon  ShapeKind = 2
	Labelled ShapeKind = 9
)

// Log is a sequence with a name.
//
//scale:type
type Log []Shape

// Ledger is a map with a name.
//
//scale:type
type Ledger scale.BTreeMap[scale.AccountID, scale.U128]

// Maybe is an option with a name.
//
//scale:type
type Maybe scale.Option[Move]

// Both is an instance with a name.
//
//scale:type
type Both Pair[Color, Log]

// Nickname is a string with an encoding of its own.
//
//scale:type
type Nickname Name

// Digest is another type's encoding under a new name.
//
//scale:type
type Digest scale.H256
