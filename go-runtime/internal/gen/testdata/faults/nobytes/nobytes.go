package nobytes

import "github.com/gopallet/gopallet/go-runtime/scale"

//scale:type
type T struct {
	A []struct{}   // want "its elements take no bytes, so that nothing limits their number: encode the number as a uint32"
	B []scale.Unit // want "its elements take no bytes"
	C []empty      // want "its elements take no bytes"
	D [7]empty
}

//scale:type
type empty struct{}
