package template

import "github.com/gopallet/gopallet/go-runtime/scale"

// Event is an event of this pallet.
//
//scale:enum
type Event interface{ isEvent() }

// NoteWritten: an account wrote its note.
//
//scale:variant Event 0
type NoteWritten struct {
	// Writer is whose note it is.
	Writer *scale.AccountID
	// Bytes is how long it is.
	Bytes uint32
}

// NoteErased: the note of an account was taken out of the book.
//
//scale:variant Event 1
type NoteErased struct {
	// Writer is whose note it was.
	Writer *scale.AccountID
}

// BookClosed: root said whether notes may be written.
//
//scale:variant Event 2
type BookClosed struct {
	// Closed says that nobody may.
	Closed bool
}
