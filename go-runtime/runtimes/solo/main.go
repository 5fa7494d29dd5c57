// Solo is a runtime for a chain of its own. runtime.toml declares its version and APIs; apis.go has one function for each of theirs.
package main

func main() {}
