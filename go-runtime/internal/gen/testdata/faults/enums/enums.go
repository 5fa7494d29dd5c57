package enums

//scale:type
type A interface{ isA() } // want "A is an interface: write //scale:enum instead of //scale:type"

//scale:enum
type B interface{ isB() } // want "B has no variants: put //scale:variant B <index> above each of its structs"

//scale:enum
type C interface{ isC() } // want "two variants of C have the index 1: C1 and C2"

//scale:variant C 1
type C1 struct{}

//scale:variant C 1
type C2 struct{}

//scale:variant C 2
type C3 struct{} // want "\\*C3 does not implement C: write its method isC"

//scale:variant C 256 // want "\"256\" is no index of a variant: that is a number from 0 to 255"
type C4 struct{}

//scale:variant D 0 // want "D is no enum of this package: declare the interface with //scale:enum above it"
type D1 struct{}

func (*C1) isC() {}
func (*C2) isC() {}

//scale:enum
type E uint8 // want "E has no constants: declare one for each variant in this package"

//scale:enum
type F uint16 // want "F has the underlying type uint16: an enum of constants is a uint8"

const F1 F = 1

//scale:enum
type G []byte // want "G is no enum: that is an interface, a uint8 with constants, or a struct whose first field is such a uint8"

//scale:enum
type H[T any] interface{ isH(T) } // want "an enum has no type parameters: write one interface for each type that H is used with"
