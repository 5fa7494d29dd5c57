package unordered

import "github.com/gopallet/gopallet/go-runtime/scale"

//scale:type
type T struct {
	A scale.BTreeMap[scale.Era, uint8]       // want "the order of scale.Era is not known: give it the method Compare\\(\\*scale.Era\\) int"
	B scale.BTreeSet[scale.Option[bool]]     // want "the order of scale.Option\\[bool\\] is not known"
	C scale.BTreeMap[scale.AccountID, uint8] // has an order
}
