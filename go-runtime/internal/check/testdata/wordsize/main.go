// Package main compiles for 32-bit words only.
package main

import "unsafe"

// The address of an object fits in a wasm32 word.
const _ = uint(4 - unsafe.Sizeof(uintptr(0)))

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte { return input }

func main() {}
