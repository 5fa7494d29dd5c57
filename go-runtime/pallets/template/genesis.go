package template

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// DefaultGenesis is the configuration of a genesis block of which nothing is known, as JSON.
const DefaultGenesis = `{"notes":[],"closed":false}`

// GenesisConfig is what the genesis block is told.
type GenesisConfig struct {
	// Notes are in the book from the start.
	Notes []GenesisNote
	// Closed says that nobody may write notes.
	Closed bool
}

// GenesisNote is a note with its writer.
type GenesisNote struct {
	Writer scale.AccountID
	Text   string
}

// Build writes the pallet's part of the genesis block. A configuration that makes no sense ends the call.
func (g *GenesisConfig) Build() {
	for i := range g.Notes {
		note := &g.Notes[i]
		switch {
		case len(note.Text) == 0 || len(note.Text) > int(config.MaxNoteBytes):
			panic("template: a note has from 1 to MaxNoteBytes bytes; change template.notes of the genesis")
		case notes.Contains(&note.Writer):
			panic("template: an account has one note; change template.notes of the genesis")
		}
		notes.Write(&note.Writer, &Note{Text: []byte(note.Text)})
	}
	noteCount.Put(frame.U32(len(g.Notes)))
	closed.Put(frame.Bool(g.Closed))
}

// DecodeJSON reads the configuration: each note is an array of an address and a text.
func (g *GenesisConfig) DecodeJSON(r *genesis.Reader) {
	hasNotes, hasClosed := false, false
	r.Object(func(name string) {
		switch name {
		case "notes":
			hasNotes = true
			r.Array(func() { g.Notes = append(g.Notes, decodeNote(r)) })
		case "closed":
			hasClosed = true
			g.Closed = r.Bool()
		default:
			r.Unknown(name)
		}
	})
	r.Missing("notes", hasNotes)
	r.Missing("closed", hasClosed)
}

func decodeNote(r *genesis.Reader) (note GenesisNote) {
	fields := 0
	r.Array(func() {
		switch fields {
		case 0:
			note.Writer = r.Account()
		case 1:
			note.Text = r.String()
		default:
			r.Fail("expected an array of 2 elements")
		}
		fields++
	})
	if fields < 2 {
		r.Fail("expected an array of 2 elements")
	}
	return note
}
