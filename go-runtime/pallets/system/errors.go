package system

// Error is an error of this pallet.
//
//frame:error
type Error uint8

const (
	// ErrInvalidSpecName: the new runtime is of another chain.
	ErrInvalidSpecName Error = 0
	// ErrSpecVersionNeedsToIncrease: the new runtime's version is not above the present one's.
	ErrSpecVersionNeedsToIncrease Error = 1
	// ErrFailedToExtractRuntimeVersion: the new runtime does not say its version.
	ErrFailedToExtractRuntimeVersion Error = 2
	// ErrNonDefaultComposite: the account still has data.
	ErrNonDefaultComposite Error = 3
	// ErrNonZeroRefCount: something still depends on the account.
	ErrNonZeroRefCount Error = 4
	// ErrCallFiltered: such calls are not allowed now.
	ErrCallFiltered Error = 5
	// ErrMultiBlockMigrationsOngoing: a migration is going on, which needs the present code.
	ErrMultiBlockMigrationsOngoing Error = 6
	// ErrNothingAuthorized: no code may become the runtime's.
	ErrNothingAuthorized Error = 7
	// ErrUnauthorized: other code may become the runtime's.
	ErrUnauthorized Error = 8
)

var errorTexts = [...]string{
	"the new runtime's spec name is another; build it for this chain",
	"the new runtime's spec version is not above the present one; raise it",
	"the new runtime does not say its version; give a whole runtime",
	"the account still has data",
	"something still depends on the account; release it first",
	"such calls are not allowed now",
	"a migration is going on; wait for its end",
	"no upgrade is authorized; authorize it first",
	"other code is authorized; provide that, or authorize this",
}

// Error implements error.
func (e Error) Error() string { return errorTexts[e] }
