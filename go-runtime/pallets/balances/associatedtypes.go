//go:build !tinygo.wasm

package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// associatedTypes are the types that the runtime has chosen.
func associatedTypes() []metadata.AssociatedType {
	described := frame.Described()
	return []metadata.AssociatedType{
		metadata.Associated("RuntimeHoldReason", described.HoldReason(), "What funds are held for."),
		metadata.Associated("Balance", scaleinfo.U128, "An amount, in the smallest unit."),
		metadata.Associated("ReserveIdentifier", scaleinfo.ArrayOf(8, scaleinfo.U8), "What reserves are named by."),
		metadata.Associated("FreezeIdentifier", described.FreezeReason(), "What funds are frozen for."),
	}
}
