package system

import (
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Event is an event of this pallet.
//
//scale:enum
type Event interface{ isEvent() }

// ExtrinsicSuccess: an extrinsic ran.
//
//scale:variant Event 0
type ExtrinsicSuccess struct {
	DispatchInfo DispatchEventInfo
}

// ExtrinsicFailed: an extrinsic ran and failed; nothing that it wrote stays, but for its fee.
//
//scale:variant Event 1
type ExtrinsicFailed struct {
	DispatchError error
	DispatchInfo  DispatchEventInfo
}

// CodeUpdated: the runtime's code is another from the next block on.
//
//scale:variant Event 2
type CodeUpdated struct {
	Hash primitives.Hash
}

// NewAccount: an account was created.
//
//scale:variant Event 3
type NewAccount struct {
	Account *scale.AccountID
}

// KilledAccount: an account was removed.
//
//scale:variant Event 4
type KilledAccount struct {
	Account *scale.AccountID
}

// Remarked: somebody made a remark.
//
//scale:variant Event 5
type Remarked struct {
	Sender *scale.AccountID
	Hash   primitives.Hash
}

// UpgradeAuthorized: code with this hash may become the runtime's.
//
//scale:variant Event 6
type UpgradeAuthorized struct {
	CodeHash     primitives.Hash
	CheckVersion bool
}

// RejectedInvalidAuthorizedUpgrade: authorized code was provided and can't be used.
//
//scale:variant Event 7
type RejectedInvalidAuthorizedUpgrade struct {
	CodeHash primitives.Hash
	Error    error
}
