package template

// Error is an error of this pallet. Its text for people is the comment of the constant.
//
//frame:error
type Error uint8

const (
	// ErrBookClosed: nobody may write notes; wait until root opens the book.
	ErrBookClosed Error = 0
	// ErrNoteEmpty: the note has no text; write something or erase the note.
	ErrNoteEmpty Error = 1
	// ErrNoteTooLong: the note is longer than MaxNoteBytes; shorten it.
	ErrNoteTooLong Error = 2
	// ErrBlockFull: as many notes were written in this block as may be; try again in the next.
	ErrBlockFull Error = 3
	// ErrNoNote: the account has no note in the book.
	ErrNoNote Error = 4
)
