package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
)

// HoldReason is why an amount is held.
type HoldReason = frame.Reason

// BalanceStatus says what a moved reserve becomes (frame_support::traits::tokens::BalanceStatus).
//
//scale:enum
//scale:path frame_support::traits::tokens::misc::BalanceStatus
type BalanceStatus uint8

const (
	// StatusFree: free balance.
	//scale:name Free
	StatusFree BalanceStatus = 0
	// StatusReserved: reserved balance.
	//scale:name Reserved
	StatusReserved BalanceStatus = 1
)

// UnexpectedKind is what of the things that can't happen did (pallet_balances::UnexpectedKind).
//
//scale:enum
//scale:path pallet_balances::pallet::UnexpectedKind
type UnexpectedKind uint8

const (
	// UnexpectedBalanceUpdated: a balance changed that must not.
	//scale:name BalanceUpdated
	UnexpectedBalanceUpdated UnexpectedKind = 0
	// UnexpectedFailedToMutateAccount: a balance did not change that must.
	//scale:name FailedToMutateAccount
	UnexpectedFailedToMutateAccount UnexpectedKind = 1
)

// AdjustmentDirection says which way the issuance goes (pallet_balances::AdjustmentDirection).
//
//scale:enum
//scale:path pallet_balances::types::AdjustmentDirection
type AdjustmentDirection uint8

const (
	// Increase: up.
	Increase AdjustmentDirection = 0
	// Decrease: down.
	Decrease AdjustmentDirection = 1
)
