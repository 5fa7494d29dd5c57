package generic

import "github.com/gopallet/gopallet/go-runtime/scale"

//scale:type
type List[T any] struct {
	Head T
	Tail scale.Option[*List[T]]
}

//scale:type
type Pair[A, B any] struct {
	First  A
	Second B
}

//scale:type
type T struct {
	A List[uint32]         // want "List\\[uint32\\] contains itself, and has type parameters: write a type without parameters"
	B Pair[uint32, func()] // want "func\\(\\) is a function"
}
