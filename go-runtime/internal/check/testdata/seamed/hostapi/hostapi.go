// Package hostapi binds the functions of the host.
package hostapi

import _ "unsafe"

// Print is a function of the host.
//
//go:wasmimport env ext_misc_print_num_version_1
func Print(value uint64)

//go:linkname nanotime runtime.nanotime // want "linkname: package .*/hostapi reaches past"
func nanotime() int64
