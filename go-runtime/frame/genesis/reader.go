// Package genesis reads what a genesis block is told: JSON, in the form that nodes and tools write for FRAME's runtimes. Amounts have up to 128 bits,
// and accounts are SS58 addresses.
package genesis

import (
	"strconv"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

// maxDepth is how deep values may be nested: deeper than any configuration, and no danger to the stack.
const maxDepth = 16

// Reader reads JSON from its start. After an error it reads nothing more, and returns zero values. Numbers are integers from zero on.
type Reader struct {
	text  []byte
	at    int
	depth int
	err   string
}

// NewReader is a reader at the start of text.
func NewReader(text []byte) *Reader { return &Reader{text: text} }

// Fail notes an error at the present place, if there was none before.
func (r *Reader) Fail(reason string) {
	if r.err == "" {
		r.err = reason + " at byte " + strconv.Itoa(r.at)
		r.at = len(r.text)
	}
}

// Failed says whether there was an error.
func (r *Reader) Failed() bool { return r.err != "" }

// End says what the first error was, or that something follows the value that was read; it is empty if all is well.
func (r *Reader) End() string {
	if r.skipSpace(); r.err == "" && r.at < len(r.text) {
		r.Fail("trailing characters")
	}
	return r.err
}

func (r *Reader) skipSpace() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// next is the next character that is not space, 0 at the end.
func (r *Reader) next() byte {
	r.skipSpace()
	if r.at == len(r.text) {
		return 0
	}
	return r.text[r.at]
}

func (r *Reader) take(c byte) bool {
	if r.next() != c {
		return false
	}
	r.at++
	return true
}

func (r *Reader) expect(c byte) {
	if !r.take(c) {
		r.Fail("expected `" + string(rune(c)) + "`")
	}
}

// Object reads an object: field is called for each of its fields, with its name, and reads the value.
func (r *Reader) Object(field func(name string)) {
	r.list('{', '}', func() {
		name := r.String()
		r.expect(':')
		if !r.Failed() {
			field(name)
		}
	})
}

// Field reads an object whose only field has this name: read is called to read its value.
func (r *Reader) Field(name string, read func()) {
	present := false
	r.Object(func(field string) {
		if field != name {
			r.Unknown(field)
			return
		}
		present = true
		read()
	})
	r.Missing(name, present)
}

// Array reads an array: element is called for each of its elements, and reads it.
func (r *Reader) Array(element func()) { r.list('[', ']', element) }

// Pair reads an array of two elements: each function is called to read one of them.
func (r *Reader) Pair(first, second func()) {
	const otherLength = "expected an array of 2 elements"
	elements := 0
	r.Array(func() {
		switch elements {
		case 0:
			first()
		case 1:
			second()
		default:
			r.Fail(otherLength)
		}
		elements++
	})
	if elements < 2 {
		r.Fail(otherLength)
	}
}

func (r *Reader) list(open, end byte, element func()) {
	r.expect(open)
	if r.depth == maxDepth {
		r.Fail("recursion limit exceeded")
	}
	if r.Failed() || r.take(end) {
		return
	}
	r.depth++
	for {
		element()
		if r.Failed() || !r.take(',') {
			break
		}
	}
	r.depth--
	r.expect(end)
}

// Null reads a null, if there is one, and says whether there was.
func (r *Reader) Null() bool { return r.word("null") }

// Bool reads true or false.
func (r *Reader) Bool() bool {
	if r.word("true") {
		return true
	}
	if !r.word("false") {
		r.Fail("expected `true` or `false`")
	}
	return false
}

// word reads a word, if it comes next, and says whether it did.
func (r *Reader) word(word string) bool {
	r.skipSpace()
	if len(r.text)-r.at < len(word) || string(r.text[r.at:r.at+len(word)]) != word {
		return false
	}
	r.at += len(word)
	return true
}

// U128 reads a number.
func (r *Reader) U128() (v scale.U128) {
	r.skipSpace()
	v, taken, ok := parseU128(r.text[r.at:])
	if !ok {
		r.Fail("expected an integer of at most 128 bits")
		return scale.U128{}
	}
	r.at += taken
	return v
}

// U64 reads a number.
func (r *Reader) U64() uint64 {
	v := r.U128()
	if !v.IsU64() {
		r.Fail("expected an integer of at most 64 bits")
		return 0
	}
	return v.Lo
}

// QuotedU128 reads a number that is written as a string.
func (r *Reader) QuotedU128() scale.U128 {
	text := r.String()
	v, taken, ok := parseU128([]byte(text))
	if !r.Failed() && (!ok || taken != len(text)) {
		r.Fail("expected a string that is an integer of at most 128 bits")
	}
	return v
}

// parseU128 reads the digits at the start of text.
func parseU128(text []byte) (v scale.U128, taken int, ok bool) {
	ten := scale.U128From(10)
	for taken < len(text) && text[taken] >= '0' && text[taken] <= '9' {
		if v, ok = v.CheckedMul(ten); !ok {
			return v, taken, false
		}
		if v, ok = v.CheckedAdd(scale.U128From(uint64(text[taken] - '0'))); !ok {
			return v, taken, false
		}
		taken++
	}
	// A zero stands alone, and no number has a fraction or an exponent.
	ok = taken > 0 && (taken == 1 || text[0] != '0')
	if taken < len(text) && (text[taken] == '.' || text[taken] == 'e' || text[taken] == 'E') {
		ok = false
	}
	return v, taken, ok
}

// String reads a string.
func (r *Reader) String() string {
	r.expect('"')
	var b []byte
	for !r.Failed() {
		if r.at == len(r.text) {
			r.Fail("unterminated string")
			break
		}
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return string(b)
		case c < ' ':
			r.Fail("control character in a string")
		case c == '\\':
			b = r.escape(b)
		default:
			b = append(b, c)
		}
	}
	return ""
}

// escapes are the characters that follow a backslash, and what both stand for.
const escapes = "\"\"\\\\//b\bf\fn\nr\rt\t"

func (r *Reader) escape(b []byte) []byte {
	if r.at == len(r.text) {
		r.Fail("unterminated string")
		return b
	}
	c := r.text[r.at]
	r.at++
	for i := 0; i < len(escapes); i += 2 {
		if escapes[i] == c {
			return append(b, escapes[i+1])
		}
	}
	// Names and addresses need no other characters than these.
	r.Fail("unsupported escape in a string")
	return b
}

// Account reads an account: its SS58 address as a string.
func (r *Reader) Account() (account scale.AccountID) {
	text := r.String()
	if r.Failed() {
		return account
	}
	account, ok := ParseAddress(text)
	if !ok {
		r.Fail("invalid SS58 address")
	}
	return account
}

// Missing fails if a field of an object was not there.
func (r *Reader) Missing(field string, present bool) {
	if !present && !r.Failed() {
		r.Fail("missing field `" + field + "`")
	}
}

// Unknown fails for a field that an object must not have.
func (r *Reader) Unknown(field string) { r.Fail("unknown field `" + field + "`") }
