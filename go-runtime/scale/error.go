package scale

import "strconv"

// Reason says why bytes are no encoding of a value.
type Reason string

// The reasons.
const (
	// Truncated: the input ends before the value does.
	Truncated Reason = "not enough data to fill buffer"
	// NotCanonical: the value is not in its shortest form, or too large for its type.
	NotCanonical Reason = "out of range decoding a compact integer"
	// UnknownVariant: no variant of the enum has this index.
	UnknownVariant Reason = "unknown variant"
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
