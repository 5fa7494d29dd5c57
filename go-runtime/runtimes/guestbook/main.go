// Guestbook is a small runtime, which shows how a chain is put together: the pallets that every chain of its own needs, and one that the others lack.
// The rest of this package is generated: from runtime.toml, which declares version and APIs, and from runtime.go.
package main

func main() {}
