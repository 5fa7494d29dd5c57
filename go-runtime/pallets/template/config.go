// Package template is the pallet of a guest book in which each account may have one note. It is made to be copied.
package template

import "github.com/gopallet/gopallet/go-runtime/frame"

// To start a pallet of your own, copy the folder, rename the package and the pallet, and run go generate. A pallet is made of
//
//   - config.go: what the runtime decides, a part of it as constants in the metadata;
//   - storage.go: storage values and maps, with the types of what is stored;
//   - calls.go: the calls with their checks of the origin, and weights.go: what they cost;
//   - events.go and errors.go: what is told of them;
//   - hooks.go: what happens in each block without a call;
//   - genesis.go: what the chain starts with.

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet Template
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// MaxNoteBytes is the most bytes of a note.
	//
	//frame:constant
	MaxNoteBytes uint32
	// MaxNotesPerBlock is how many notes may be written in a block.
	//
	//frame:constant
	MaxNotesPerBlock uint32
	// DbWeight is the weight of the database's operations.
	DbWeight frame.DbWeight
}

var config Config

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }
