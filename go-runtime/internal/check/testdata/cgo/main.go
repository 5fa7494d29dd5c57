// Package main calls C.
package main

import "C" // want "cgo: package .*testdata/cgo imports C"

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte { return input }

func main() {}
