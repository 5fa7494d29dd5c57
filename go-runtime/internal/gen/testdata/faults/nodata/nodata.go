package nodata

//scale:type
type T struct {
	A chan uint32       // want "chan uint32 is a channel, which is no data: leave the field out with the tag `scale:\"-\"`"
	B func()            // want "func\\(\\) is a function, which is no data"
	C any               // want "any is an interface without a name: declare one with //scale:enum"
	D func()            `scale:"-"`
	_ uint32            // want "a field without a name cannot be encoded: name it, or leave it out"
	E missing           // want "is not declared: see what the compiler says"
	F map[uint32]uint32 // want "map\\[uint32\\]uint32 is a map, which has no order: use scale.BTreeMap"
}
