// Package main has API functions of every kind of wrong.
package main

// CoreVersion is right.
func CoreVersion(input []byte) []byte { return input }

// CoreAliased is right too: byte is uint8.
func CoreAliased(input []uint8) (output []byte) { return input }

func CoreNoResult(input []byte) {} // want "api-function: the runtime API function CoreNoResult has the signature func.input ..byte.; declare it as: func CoreNoResult.input ..byte. ..byte"

func CoreVariadic(input ...byte) []byte { return input } // want "api-function: .*CoreVariadic has the signature func.input ...byte. ..byte"

type bytes []byte

func CoreNamed(input bytes) []byte { return input } // want "api-function: .*CoreNamed"

func CoreGeneric[T any](input []byte) []byte { return input } // want "api-function: .*CoreGeneric"

var CoreVariable = func(input []byte) []byte { return input } // want "api-function: .*CoreVariable is a variable of type func"

type CoreType struct{} // want "api-function: .*CoreType is a type"

const CoreConstant = 1 // want "api-function: .*CoreConstant is a constant"

// CoreUndeclared is in no manifest and of no interest.
func CoreUndeclared() int { return 0 }

func main() {}
