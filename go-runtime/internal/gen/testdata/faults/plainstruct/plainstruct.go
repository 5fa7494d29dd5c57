package plainstruct

type other struct{ A uint32 }

type shape interface{ area() }

//scale:type
type T struct {
	A other   // want "other has no encoding: put //scale:type above its declaration, or give it the methods Encode, Decode and EncodedLen"
	B []other // want "other has no encoding"
	C shape   // want "shape is an interface: put //scale:enum above its declaration, and //scale:variant shape <index> above each of its structs"
}
