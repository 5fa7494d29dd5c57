package foreign

import (
	"go/token"
	"sync"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

//scale:type
type T struct {
	A scale.H256
	B sync.Mutex                 // want "sync.Mutex has no encoding: put //scale:type above its declaration"
	C token.Position             // want "token.Position has no encoding"
	D *scale.Entry[uint8, uint8] // want "scale.Entry\\[uint8, uint8\\] has no encoding"
}
