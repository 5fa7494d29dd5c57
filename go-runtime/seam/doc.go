// Package seam joins a Go runtime to the shim, the Rust library that it is linked with.
//
// It has what stock TinyGo asks of a custom collector (collector.go), the shim's functions that Go may call (abi.go), and the way in and out of
// a runtime API call (call.go). Every runtime imports it through its generated file. Under the ordinary Go toolchain there is no shim, and Go's
// own collector does its work: only call.go and collector_native.go are built then.
package seam
