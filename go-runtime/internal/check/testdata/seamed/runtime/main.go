// Package main uses the seam.
package main

import (
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	_ "github.com/gopallet/gopallet/go-runtime/seam"
)

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	hostapi.Print(1)
	return input
}

func main() {}
