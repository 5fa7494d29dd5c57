// Package main uses an operating system.
package main

import (
	"crypto/sha256" // want "os: package main imports crypto/sha256, .*; hash, sign and verify with the host functions"
	_ "embed"       // want "os: .*imports embed, .*string constant"
	"net"           // want "os: .*imports net"
	"os"            // want "os: .*imports os, .*hostapi"
	"syscall"       // want "os: .*imports syscall"
)

//go:embed main.go
var source string

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	_ = syscall.Getpid()
	_ = sha256.Sum256(input)
	_, _ = net.ParseMAC("")
	return []byte(os.Getenv("HOME") + source)
}

func main() {}
