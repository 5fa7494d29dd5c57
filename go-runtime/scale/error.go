package scale

import "strconv"

// Reason says why bytes are no encoding of a value.
type Reason string

// The reasons.
const (
	// Truncated: the input ends before the value does, or claims more elements than the rest of it can hold.
	Truncated Reason = "not enough data to fill buffer"
	// NotCanonical: a compact integer is not in its shortest form, or too large for its type.
	NotCanonical Reason = "out of range decoding a compact integer"
	// UnknownVariant: no variant of the enum has this index.
	UnknownVariant Reason = "unknown variant"
	// InvalidBool: the byte of a bool is neither 0 nor 1.
	InvalidBool Reason = "invalid boolean representation"
	// InvalidOption: the first byte of an option is neither 0 nor 1.
	InvalidOption Reason = "unexpected first byte decoding an option"
	// InvalidResult: the first byte of a result is neither 0 nor 1.
	InvalidResult Reason = "unexpected first byte decoding a result"
	// InvalidUTF8: the bytes of a string are no UTF-8.
	InvalidUTF8 Reason = "invalid UTF-8 sequence"
	// InvalidEra: no transaction lifetime has this period and phase.
	InvalidEra Reason = "invalid period and phase"
	// TooManyBits: a bit vector claims more bits than a 32-bit machine can hold.
	TooManyBits Reason = "too many bits in a bit vector"
	// TooDeep: values are nested deeper than [Decoder.LimitDepth] allows.
	TooDeep Reason = "maximum recursion depth reached when decoding"
	// TooMuchMemory: the decoded value takes more memory than [Decoder.LimitMemory] allows.
	TooMuchMemory Reason = "heap memory limit exceeded while decoding"
	// TrailingBytes: bytes are left where the value has ended.
	TrailingBytes Reason = "input buffer has still data left after decoding"
)

// Error is what a [Decoder] found: why, and where.
type Error struct {
	// Reason is why the bytes are no encoding.
	Reason Reason
	// Offset is the byte of the input at which the part that failed starts.
	Offset int
}

// Error implements error.
func (e *Error) Error() string {
	return "scale: " + string(e.Reason) + " at byte " + strconv.Itoa(e.Offset)
}
