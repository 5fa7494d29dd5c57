package balances

import "github.com/gopallet/gopallet/go-runtime/scale"

// Event is an event of this pallet.
//
//scale:enum
type Event interface{ isEvent() }

// Endowed: an account was created with some balance.
//
//scale:variant Event 0
type Endowed struct {
	Account     *scale.AccountID
	FreeBalance scale.U128
}

// DustLost: an account went, and this little with it.
//
//scale:variant Event 1
type DustLost struct {
	Account *scale.AccountID
	Amount  scale.U128
}

// Transfer: an amount moved to another account.
//
//scale:variant Event 2
type Transfer struct {
	From   *scale.AccountID
	To     *scale.AccountID
	Amount scale.U128
}

// BalanceSet: root set a balance.
//
//scale:variant Event 3
type BalanceSet struct {
	Who  *scale.AccountID
	Free scale.U128
}

// Reserved: an amount was reserved.
//
//scale:variant Event 4
type Reserved struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Unreserved: a reserved amount became free.
//
//scale:variant Event 5
type Unreserved struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// ReserveRepatriated: a reserved amount moved to another account.
//
//scale:variant Event 6
type ReserveRepatriated struct {
	From              *scale.AccountID
	To                *scale.AccountID
	Amount            scale.U128
	DestinationStatus BalanceStatus
}

// Deposit: an account was given an amount.
//
//scale:variant Event 7
type Deposit struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Withdraw: an amount was taken from an account, as for fees.
//
//scale:variant Event 8
type Withdraw struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Slashed: an amount was taken from an account for misbehaviour.
//
//scale:variant Event 9
type Slashed struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Minted: an account was given an amount that did not exist before.
//
//scale:variant Event 10
type Minted struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// MintedCredit: an amount was added to the issuance.
//
//scale:variant Event 11
type MintedCredit struct {
	Amount scale.U128
}

// Burned: an amount of an account exists no more.
//
//scale:variant Event 12
type Burned struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// BurnedDebt: an amount was taken out of the issuance.
//
//scale:variant Event 13
type BurnedDebt struct {
	Amount scale.U128
}

// Suspended: an amount of an account exists no more here, and can come back.
//
//scale:variant Event 14
type Suspended struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Restored: an amount came back that did not exist here.
//
//scale:variant Event 15
type Restored struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Upgraded: an account was brought to the present rules.
//
//scale:variant Event 16
type Upgraded struct {
	Who *scale.AccountID
}

// Issued: the issuance grew by an amount.
//
//scale:variant Event 17
type Issued struct {
	Amount scale.U128
}

// Rescinded: the issuance shrank by an amount.
//
//scale:variant Event 18
type Rescinded struct {
	Amount scale.U128
}

// Locked: an amount of an account was locked.
//
//scale:variant Event 19
type Locked struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Unlocked: a locked amount was let go.
//
//scale:variant Event 20
type Unlocked struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Frozen: an amount of an account was frozen.
//
//scale:variant Event 21
type Frozen struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// Thawed: a frozen amount was let go.
//
//scale:variant Event 22
type Thawed struct {
	Who    *scale.AccountID
	Amount scale.U128
}

// TotalIssuanceForced: root set the issuance.
//
//scale:variant Event 23
type TotalIssuanceForced struct {
	Old scale.U128
	New scale.U128
}

// Held: an amount was held for a reason.
//
//scale:variant Event 24
type Held struct {
	Reason HoldReason
	Who    *scale.AccountID
	Amount scale.U128
}

// BurnedHeld: a held amount exists no more.
//
//scale:variant Event 25
type BurnedHeld struct {
	Reason HoldReason
	Who    *scale.AccountID
	Amount scale.U128
}

// TransferOnHold: a held amount moved to another account, and is held there.
//
//scale:variant Event 26
type TransferOnHold struct {
	Reason HoldReason
	Source *scale.AccountID
	Dest   *scale.AccountID
	Amount scale.U128
}

// TransferAndHold: an amount moved to another account, and is held there.
//
//scale:variant Event 27
type TransferAndHold struct {
	Reason      HoldReason
	Source      *scale.AccountID
	Dest        *scale.AccountID
	Transferred scale.U128
}

// Released: a held amount was let go.
//
//scale:variant Event 28
type Released struct {
	Reason HoldReason
	Who    *scale.AccountID
	Amount scale.U128
}

// Unexpected: something happened that can't.
//
//scale:variant Event 29
//scale:tuple
type Unexpected struct {
	Kind UnexpectedKind
}
