package flat

//scale:enum
type A struct { // want "the first field of the enum A says which variant it is: give it a type of this package that is a uint8 with constants"
	Kind uint8
}

type kind uint8

const (
	one kind = 1
	two kind = 2
)

//scale:enum
type B struct {
	Kind kind
	X    uint8 // want "X: which variants have it\\? Write the tag `scale:\"of=<constant>|<constant>\"`"
	Y    uint8 `scale:"of=one|three"` // want "Y: three is no constant of type kind"
	Z    uint8 `scale:"of=two"`
}
