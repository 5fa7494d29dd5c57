package sudo

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Key is the account that may make calls as root.
//
//frame:storage optional
var key = frame.NewValue[scale.AccountID](keyKey)
