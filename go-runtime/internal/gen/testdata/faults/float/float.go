package float

//scale:type
type T struct {
	A float64    // want "float64 is a floating-point number, which a runtime may not compute with: use a fixed-point integer"
	B [2]float32 // want "float32 is a floating-point number"
}
