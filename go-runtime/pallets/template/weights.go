package template

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// What the calls cost: time for their own work, and what they read and write. A call's function may ask for any of its arguments, by name.

// noteProofSize is what the proof of one note takes.
const noteProofSize = 3_593

// writeNoteInfo: whether the book is closed, how many notes were written, the note, and how many there are.
func writeNoteInfo(text []byte) frame.DispatchInfo {
	work := frame.Weight{RefTime: 20_000_000 + 1_000*uint64(len(text)), ProofSize: noteProofSize}
	return frame.NormalCall(work.Add(config.DbWeight.ReadsWrites(4, 3)))
}

func eraseNoteInfo() frame.DispatchInfo {
	return frame.NormalCall(erasing(1).Add(frame.Weight{RefTime: 10_000_000}))
}

// closeBookInfo is for a call that must find its place in a block that is full of others.
func closeBookInfo(erased []scale.AccountID) frame.DispatchInfo {
	work := frame.Weight{RefTime: 10_000_000}.Add(config.DbWeight.ReadsWrites(0, 1))
	return frame.OperationalCall(work.Add(erasing(uint64(len(erased)))))
}

// erasing is the weight of taking n notes out of the book.
func erasing(n uint64) frame.Weight {
	return frame.Weight{RefTime: 5_000_000, ProofSize: noteProofSize}.Mul(n).Add(config.DbWeight.ReadsWrites(2*n, 2*n))
}
