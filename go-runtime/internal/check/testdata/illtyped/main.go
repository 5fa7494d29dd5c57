// Package main does not compile.
package main

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte { return undefined }

func main() {}
