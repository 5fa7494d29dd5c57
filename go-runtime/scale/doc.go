// Package scale encodes and decodes SCALE, the binary format of Substrate (https://docs.polkadot.com/polkadot-protocol/parachain-basics/data-encoding),
// without reflection.
//
// Encoding appends to a byte slice. Decoding goes through a [Decoder], which notes the first error and where it is; from then on it
// returns zero values, so that a whole value is decoded before the error is looked at. Byte vectors are not copied: they are parts of the input.
package scale
