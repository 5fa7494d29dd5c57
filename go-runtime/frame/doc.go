// Package frame is what pallets are made of: storage items, dispatch, origins, errors, weights, events and transaction extensions, as
// frame_support, sp_runtime and sp_weights define them.
//
// A pallet is a Go package with plain functions. What a runtime decides about it is its Config, which the runtime sets in a package
// initialiser; the compiler evaluates that, so in the module it is constant. Nothing is registered or looked up at run time.
package frame

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen
