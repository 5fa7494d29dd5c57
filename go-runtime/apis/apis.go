// Package apis has the runtime APIs: one file for each, with one function for each of its functions. They decode the arguments, hand over to
// the runtime, and encode its answer; what a runtime has to provide for an API is the interface at the head of its file.
package apis

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Constant is the bytes of a string that is part of the module: not a copy, and nobody may write to them.
func Constant(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// end ends the call if the arguments of function were not what d has decoded, or more follows. Storage is then as before the call.
func end(d *scale.Decoder, function string) {
	if err := d.End(); err != nil {
		panic("Bad input data provided to " + function + ": " + err.Error())
	}
}
