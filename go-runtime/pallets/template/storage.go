package template

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Note is what an account has written into the book.
//
//scale:type
type Note struct {
	// Text is the note, at most MaxNoteBytes.
	Text []byte
	// WrittenAt is the number of the block in which it was written.
	WrittenAt primitives.BlockNumber
}

// The pallet's storage items.
var (
	// Closed says that nobody may write notes.
	//
	//frame:storage
	closed = frame.NewValue[frame.Bool](keyClosed)
	// NoteCount is the number of notes in the book.
	//
	//frame:storage
	noteCount = frame.NewValue[frame.U32](keyNoteCount)
	// WrittenInBlock is how many notes were written in this block; only while it is executed.
	//
	//frame:storage
	writtenInBlock = frame.NewValue[frame.U32](keyWrittenInBlock)
	// Notes are the notes by the accounts that wrote them.
	//
	//frame:storage optional
	notes = frame.NewMap[scale.AccountID, Note, frame.Blake2_128Concat](keyNotes)
)

// Closed says that nobody may write notes.
func Closed() bool { return bool(closed.Get()) }

// NoteCount is the number of notes in the book.
func NoteCount() uint32 { return uint32(noteCount.Get()) }

// NoteOf is an account's note, and whether it has one.
func NoteOf(who *scale.AccountID) (note Note, ok bool) {
	ok = notes.Read(who, &note)
	return note, ok
}
