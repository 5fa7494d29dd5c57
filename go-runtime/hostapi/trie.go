package hostapi

// Blake2OrderedRoot is the root of a trie that holds a list: the keys are the compact encodings of the positions, from 0 on, the hash function is
// BLAKE2b with 32 bytes. values is the SCALE encoding of the list, a Vec<Vec<u8>>; the host ends the call if it is not. The extrinsics of
// a block are such a list, and its extrinsics root is the root of it.
//
//go:noinline
func Blake2OrderedRoot(values []byte, version StateVersion) [HashBytes]byte {
	return trieOrderedRoot(values, version)
}

// Blake2Root is the root of a trie that holds keys with values. pairs is their SCALE encoding, a Vec<(Vec<u8>, Vec<u8>)>, in any order; the host
// ends the call if it is not. Of equal keys, the last counts.
//
//go:noinline
func Blake2Root(pairs []byte, version StateVersion) [HashBytes]byte { return trieRoot(pairs, version) }
