package tags

import "github.com/gopallet/gopallet/go-runtime/scale"

//scale:type
type T struct {
	A uint32               `scale:"compat"`  // want "A: the tag `scale:\"compat\"` is unknown: write compact, - or of=<constant>|<constant>"
	B int32                `scale:"compact"` // want "B int32: only unsigned integers have a compact form; for a sequence of them write \\[\\]scale.Compact"
	C []uint32             `scale:"compact"` // want "C \\[\\]uint32: only unsigned integers have a compact form"
	D uint32               `scale:"of=X"`    // want "D: of= belongs to an enum: write //scale:enum above the struct"
	E scale.Option[uint32] `scale:"compact"` // want "only unsigned integers have a compact form"
}
