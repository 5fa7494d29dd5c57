package sudo

import "github.com/gopallet/gopallet/go-runtime/scale"

// Event is an event of this pallet.
//
//scale:enum
type Event interface{ isEvent() }

// Sudid: a call was made as root.
//
//scale:variant Event 0
type Sudid struct {
	// SudoResult is the call's error, or nil.
	SudoResult error `scale:"outcome"`
}

// KeyChanged: another account may make calls as root.
//
//scale:variant Event 1
type KeyChanged struct {
	// Old is the account that could before, or nil.
	Old *scale.AccountID `scale:"option"`
	// New is the account that may now.
	New *scale.AccountID
}

// KeyRemoved: no account may make calls as root.
//
//scale:variant Event 2
type KeyRemoved struct{}

// SudoAsDone: a call was made for another account.
//
//scale:variant Event 3
type SudoAsDone struct {
	// SudoResult is the call's error, or nil.
	SudoResult error `scale:"outcome"`
}
