package pallet

import "github.com/gopallet/gopallet/go-runtime/frame"

//frame:pallet Sample
type Config struct {
	Index uint8
	//frame:constant
	Limit int // want "int has another size on other machines"
}

var config Config

var (
	//frame:storage // want "the comment of a storage item starts with its name, such as TotalIssuance"
	nameless = frame.NewValue[frame.U32](keyNameless)
	// Count is a number.
	//
	//frame:storage perhaps // want "//frame:storage takes optional, default=<Go expression> and describe=<function>, not \"perhaps\""
	count = frame.NewValue[frame.U32](keyCount)
	// Total is made in another way.
	//
	//frame:storage
	total = 5 // want "a storage item is a variable that is set to frame.NewValue\\[T\\]\\(key...\\), or to frame.NewMap"
)

// First has no weight.
//
//frame:call 0
func First(origin frame.Origin) error { return nil } // want "nothing says what First costs: write the function firstInfo, with any of its parameters"

// Second asks for what there is not.
//
//frame:call 1 compact=amount // want "Second has no parameter amount"
func Second(origin frame.Origin) error { return nil }

func secondInfo() frame.DispatchInfo { return frame.DispatchInfo{} }

// Third has no origin.
//
//frame:call 2
func Third() error { return nil } // want "Third is no call: its first parameter is a frame.Origin, and it returns an error or"

// Fourth has no index.
//
//frame:call // want "//frame:call takes an index from 0 to 255"
func Fourth(origin frame.Origin) error { return nil }

// Fifth takes what has no encoding.
//
//frame:call 5
func Fifth(origin frame.Origin, ratio float64) error { return nil } // want "float64 is a floating-point number"

func fifthInfo() frame.DispatchInfo { return frame.DispatchInfo{} }

// Sixth has a weight of something else.
//
//frame:call 6
func Sixth(origin frame.Origin, size uint32) error { return nil }

func sixthInfo(length uint32) frame.DispatchInfo { return frame.DispatchInfo{} } // want "Sixth has no parameter length"

//frame:error // want "the type of a pallet's errors is a uint8 with a constant for each"
type Error uint16
