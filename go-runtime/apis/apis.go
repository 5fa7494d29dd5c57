// Package apis has the runtime APIs: one file for each, with one function for each of its functions. They decode the arguments, hand over to
// the runtime, and encode its answer; what a runtime has to provide for an API is the interface at the head of its file.
package apis

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Constant is the bytes of a string that is part of the module: not a copy, and nobody may write to them.
func Constant(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// noArguments ends the call if input is not empty: function has no arguments. Storage is then as before the call.
func noArguments(input []byte, function string) {
	if len(input) != 0 {
		panic("Bad input data provided to " + function + ": expected no parameters, but the input is not empty")
	}
}

// check ends the call if the arguments of function were not what d has decoded. What follows them does not matter. Storage is then as before
// the call.
func check(d *scale.Decoder, function string) {
	if err := d.Err(); err != nil {
		fail(function, err)
	}
}

func fail(function string, err error) {
	panic("Bad input data provided to " + function + ": " + err.Error())
}
