// Package hostapi is how a runtime reaches the world: Substrate's host functions, under one Go API with two implementations.
//
//   - In a module (build tag tinygo.wasm) each function is a binding of the ext_ function of the same purpose. Only functions are bound that
//     every host provides, in the newest version that they share.
//   - Under the ordinary Go toolchain it is a working twin, so that go test can run pallets: storage in memory with nested transactions,
//     the real hash functions, the real state root, and log lines that a test can read. See [TestHost].
//
// Buffers are the caller's: the functions read their arguments during the call only, and what they return belongs to the caller.
// Lengths, offsets and limits are in bytes unless said otherwise.
//
// The host is trusted, so its answers are checked for one thing only: an answer that is not the encoding it has to be means that module and
// host do not fit together, and ends the call. Natively, what would end the call panics.
package hostapi
