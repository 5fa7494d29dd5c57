// Package seam joins a Go runtime to the shim, the Rust library that it is linked with.
//
// It has what stock TinyGo asks of a custom collector (collector.go), the shim's functions that Go may call (abi.go), and the way in and out of
// a runtime API call (call.go). Every runtime imports it through its generated file. Under the ordinary Go toolchain there is no shim, and Go's
// own collector does its work: only call.go and collector_native.go are built then.
//
// What Go's package runtime does in a module:
//   - GC runs a whole cycle before it returns. What is dead then is freed, unless a word of the stack or of a package-level variable has its
//     address by chance: those are scanned word by word, objects by their layout.
//   - ReadMemStats is exact. It counts from the start of the call; objects count with the bytes of their cells, so an object of 33 bytes counts
//     as many as its size class has. The fields for the collector's own memory and for returned memory are zero. TinyGo's MemStats has no
//     number of collections; Collections tells it.
//   - KeepAlive keeps its argument alive up to the call.
//   - SetFinalizer does nothing: no finalizer ever runs, and an object with one dies as any other. All memory goes back to the host at the end of
//     a call in any case, and when within a call an object dies is no part of a runtime's behaviour: code that ran then could change its result.
//     AddCleanup is TinyGo's, which runs nothing either.
package seam
