package wordsize

//scale:type
type T struct {
	A int     // want "int has another size on other machines: write its size, for example uint32 or int64"
	B []uint  // want "uint has another size on other machines"
	C uintptr // want "uintptr has another size on other machines"
}
