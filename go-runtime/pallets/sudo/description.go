//go:build !tinygo.wasm

package sudo

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
)

// associatedTypes are the types that the runtime has chosen.
func associatedTypes() []metadata.AssociatedType {
	return []metadata.AssociatedType{metadata.Associated("RuntimeCall", frame.Described().Call(), "The calls that can be made as root.")}
}
