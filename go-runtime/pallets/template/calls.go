package template

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// WriteNote writes the sender's note into the book, in the place of the one that the sender has there.
//
//frame:call 0
func WriteNote(origin frame.Origin, text []byte) error {
	writer, err := frame.EnsureSigned(origin)
	if err != nil {
		return err
	}
	written := writtenInBlock.Get()
	switch {
	case Closed():
		return ErrBookClosed
	case len(text) == 0:
		return ErrNoteEmpty
	case len(text) > int(config.MaxNoteBytes):
		return ErrNoteTooLong
	case uint32(written) >= config.MaxNotesPerBlock:
		return ErrBlockFull
	}
	writtenInBlock.Put(written + 1)
	if !notes.Contains(writer) {
		noteCount.Put(noteCount.Get() + 1)
	}
	notes.Write(writer, &Note{Text: text, WrittenAt: system.Number()})
	system.Deposit(&NoteWritten{Writer: writer, Bytes: uint32(len(text))})
	return nil
}

// EraseNote takes the sender's note out of the book. It is free of charge, because the state gets smaller.
//
//frame:call 1
func EraseNote(origin frame.Origin) (post frame.PostDispatchInfo, err error) {
	writer, err := frame.EnsureSigned(origin)
	if err != nil {
		return post, err
	}
	if !erase(writer) {
		return post, ErrNoNote
	}
	return frame.PostDispatchInfo{Pays: frame.PaysNo}, nil
}

// CloseBook says whether notes may be written, and takes the notes of some accounts out of the book. Only for root.
//
//frame:call 2
func CloseBook(origin frame.Origin, close bool, erased []scale.AccountID) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	for i := range erased {
		if !erase(&erased[i]) {
			return ErrNoNote // what was erased before comes back with the error
		}
	}
	closed.Put(frame.Bool(close))
	system.Deposit(&BookClosed{Closed: close})
	return nil
}

// erase takes an account's note out of the book, and says whether there was one.
func erase(writer *scale.AccountID) bool {
	if !notes.Contains(writer) {
		return false
	}
	notes.Remove(writer)
	noteCount.Put(noteCount.Get() - 1)
	system.Deposit(&NoteErased{Writer: writer})
	return true
}
