package grandpa

// Error is an error of this pallet.
//
//frame:error
type Error uint8

const (
	// ErrPauseFailed: finality does not run, or a change of it is pending.
	ErrPauseFailed Error = 0
	// ErrResumeFailed: finality is not paused.
	ErrResumeFailed Error = 1
	// ErrChangePending: another change of authorities is pending.
	ErrChangePending Error = 2
	// ErrTooSoon: too soon after the last forced change.
	ErrTooSoon Error = 3
	// ErrInvalidKeyOwnershipProof: the proof that a key is somebody's is not valid.
	ErrInvalidKeyOwnershipProof Error = 4
	// ErrInvalidEquivocationProof: the proof that an authority has voted twice is not valid.
	ErrInvalidEquivocationProof Error = 5
	// ErrDuplicateOffenceReport: the offence was reported before.
	ErrDuplicateOffenceReport Error = 6
)

var errorTexts = [...]string{
	"finality can pause only while it runs and no change is pending",
	"finality can go on only while it is paused",
	"another change of authorities is pending; wait for it",
	"too soon after the last forced change; wait",
	"the proof of the key's owner is not valid",
	"the proof of two votes is not valid",
	"the offence was reported before",
}

// Error implements error.
func (e Error) Error() string { return errorTexts[e] }
