// Package main reaches into the Go runtime.
package main

import _ "unsafe"

//go:linkname nanotime runtime.nanotime // want "linkname: package .*testdata/linkname reaches past the exported API"
func nanotime() int64

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte { return []byte{byte(nanotime())} }

func main() {}
