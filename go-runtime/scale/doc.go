// Package scale encodes and decodes SCALE, the binary format of Substrate (https://docs.polkadot.com/polkadot-protocol/parachain-basics/data-encoding),
// without reflection and byte for byte as the Rust crate parity-scale-codec does.
//
// Encoding goes through an [Encoder], which appends to a buffer, and decoding through a [Decoder], which notes the first error and where it is;
// from then on it returns zero values, so that a whole value is decoded before the error is looked at. Byte vectors and strings are not copied: they
// are parts of the input.
//
// A type that can be encoded has the methods of [Encodable] on its pointer, one that can be decoded those of [Decodable]; [Marshal] and
// [Unmarshal] are the short way for a whole value. The package has the types of the format that Go lacks: [U128], [Compact], [Option], [Result],
// [BTreeMap], [BTreeSet], [BitVec], [Opaque], and those that every chain shares: [H256], [AccountID], [MultiAddress], [Era].
package scale
