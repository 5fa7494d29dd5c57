//go:build !tinygo.wasm

package timestamp

import (
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// associatedTypes are the types that the runtime has chosen.
func associatedTypes() []metadata.AssociatedType {
	return []metadata.AssociatedType{metadata.Associated("Moment", scaleinfo.U64, "A time, in milliseconds since the Unix epoch.")}
}
