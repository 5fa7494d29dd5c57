// Package main lacks an API function, and another has a wrong signature.
package main

func CoreExecuteBlock(block string) int { return len(block) } // want "api-function: the runtime API function CoreExecuteBlock has the signature func.block string. int; declare it as: func CoreExecuteBlock.input ..byte. ..byte { ... }"

func main() {}
