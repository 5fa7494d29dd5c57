package sudo

// Error is an error of this pallet.
//
//frame:error
type Error uint8

// ErrRequireSudo: only the account of this pallet may make such calls.
const ErrRequireSudo Error = 0

// Error implements error.
func (e Error) Error() string { return "only the sudo account may make this call; sign with its key" }
