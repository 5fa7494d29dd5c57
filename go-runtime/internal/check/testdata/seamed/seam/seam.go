// Package seam may name symbols of TinyGo's runtime, but keeps the other rules.
package seam

import _ "unsafe"

//go:linkname markRoots runtime.markRoots
func markRoots(start, end uintptr) {
	go func() {}() // want "goroutine: seam.markRoots starts a goroutine"
}

//go:linkname markStack runtime.markStack
func markStack()

//export gopallet_mark
func mark() {
	go func() {}() // want "goroutine: seam.mark starts a goroutine"
	markStack()
}

// unused is neither exported nor given to the runtime.
func unused() {
	go func() {}()
}
