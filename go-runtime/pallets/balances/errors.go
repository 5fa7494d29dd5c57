package balances

// Error is an error of this pallet.
//
//frame:error
type Error uint8

const (
	// ErrVestingBalance: what is still vesting can't be used.
	ErrVestingBalance Error = 0
	// ErrLiquidityRestrictions: what is locked can't be used.
	ErrLiquidityRestrictions Error = 1
	// ErrInsufficientBalance: the account has too little.
	ErrInsufficientBalance Error = 2
	// ErrExistentialDeposit: the amount is too little for an account to exist.
	ErrExistentialDeposit Error = 3
	// ErrExpendability: the account would go, and must stay.
	ErrExpendability Error = 4
	// ErrExistingVestingSchedule: something is vesting already.
	ErrExistingVestingSchedule Error = 5
	// ErrDeadAccount: the account does not exist.
	ErrDeadAccount Error = 6
	// ErrTooManyReserves: the account has as many named reserves as it may.
	ErrTooManyReserves Error = 7
	// ErrTooManyHolds: the account has as many holds as it may.
	ErrTooManyHolds Error = 8
	// ErrTooManyFreezes: the account has as many freezes as it may.
	ErrTooManyFreezes Error = 9
	// ErrIssuanceDeactivated: more than the new issuance does not count for votes.
	ErrIssuanceDeactivated Error = 10
	// ErrDeltaZero: a change by nothing.
	ErrDeltaZero Error = 11
)

var errorTexts = [...]string{
	"a part of the balance is vesting; wait",
	"a part of the balance is locked; wait until it is not",
	"the balance is too low; use less",
	"the amount is below the existential deposit; use more",
	"the account must stay; leave the existential deposit on it",
	"the account has a vesting schedule already",
	"the account does not exist; fund it first",
	"the account has as many named reserves as it may; release one",
	"the account has as many holds as it may; release one",
	"the account has as many freezes as it may; thaw one",
	"more than that is deactivated; reactivate some first",
	"the change must not be zero",
}

// Error implements error.
func (e Error) Error() string { return errorTexts[e] }
