//go:build !tinygo.wasm

package hostapi

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The root of Substrate's trie: base 16, without extension nodes, hashed with BLAKE2b-256. It is computed from the sorted pairs, without
// building the trie. A node is
//
//	header | partial key | bitmap of the children (branch) | value, if any | children (branch)
//
//   - The header says what the node is, in its first bits, and how many nibbles the partial key has.
//   - The partial key is what the keys below share after the nibbles that lead here, two nibbles a byte; an odd one comes first, alone.
//   - The bitmap is 16 bits in little endian, bit i for the child of nibble i.
//   - A value is its length as a compact integer and its bytes; in version 1, its hash if it has 33 bytes or more.
//   - A child is a length and either its encoding, of less than 32 bytes, or the hash of it. The root is always hashed.

// The first bits of headers, and how many bits they are.
const (
	headerEmpty        = 0x00
	headerLeaf         = 0x40
	headerBranch       = 0x80
	headerBranchValue  = 0xc0
	headerHashedLeaf   = 0x20
	headerHashedBranch = 0x10

	headerBits             = 2
	headerHashedLeafBits   = 3
	headerHashedBranchBits = 4
)

// hashedValueBytes is the length from which on version 1 hashes values.
const hashedValueBytes = 33

// merkleRoot is the root of pairs, which are in ascending order of their keys.
func merkleRoot(pairs []KeyValue, version StateVersion) [HashBytes]byte {
	if version > StateVersion1 {
		panic("hostapi: unknown state version; use StateVersion0 or StateVersion1")
	}
	if len(pairs) == 0 {
		return hashBlake2b256([]byte{headerEmpty})
	}
	return hashBlake2b256(encodeNode(pairs, 0, version))
}

// encodeNode is the node that holds pairs, whose keys share their first depth nibbles.
func encodeNode(pairs []KeyValue, depth int, version StateVersion) []byte {
	first, last := pairs[0].Key, pairs[len(pairs)-1].Key
	// What the first and the last of sorted keys share, all of them share.
	shared := depth
	for shared < 2*len(first) && shared < 2*len(last) && nibble(first, shared) == nibble(last, shared) {
		shared++
	}
	isLeaf := len(pairs) == 1
	var value []byte
	hasValue := shared == 2*len(first)
	if hasValue {
		value = pairs[0].Value
		pairs = pairs[1:]
	}
	hashed := hasValue && version == StateVersion1 && len(value) >= hashedValueBytes

	node := encodeHeader(isLeaf, hasValue, hashed, shared-depth)
	node = appendNibbles(node, first, depth, shared)
	var children []byte
	if !isLeaf {
		var bitmap uint16
		bitmap, children = encodeChildren(pairs, shared, version)
		node = binary.LittleEndian.AppendUint16(node, bitmap)
	}
	if hashed {
		hash := hashBlake2b256(value)
		node = append(node, hash[:]...)
	} else if hasValue {
		node = append(appendCompact(node, uint64(len(value))), value...)
	}
	return append(node, children...)
}

// encodeChildren is the bitmap and the children of a branch below which pairs are.
func encodeChildren(pairs []KeyValue, depth int, version StateVersion) (bitmap uint16, children []byte) {
	for len(pairs) > 0 {
		index := nibble(pairs[0].Key, depth)
		end := 1
		for end < len(pairs) && nibble(pairs[end].Key, depth) == index {
			end++
		}
		child := encodeNode(pairs[:end], depth+1, version)
		if len(child) >= HashBytes {
			hash := hashBlake2b256(child)
			child = hash[:]
		}
		bitmap |= 1 << index
		children = append(appendCompact(children, uint64(len(child))), child...)
		pairs = pairs[end:]
	}
	return bitmap, children
}

// encodeHeader is the header of a node whose partial key has count nibbles. A count that does not fit into the first byte goes on in as many
// bytes as it takes, each of which adds its value; 255 says that another follows.
func encodeHeader(isLeaf, hasValue, hashed bool, count int) []byte {
	kind, bits := byte(headerBranch), headerBits
	switch {
	case isLeaf && hashed:
		kind, bits = headerHashedLeaf, headerHashedLeafBits
	case isLeaf:
		kind = headerLeaf
	case hashed:
		kind, bits = headerHashedBranch, headerHashedBranchBits
	case hasValue:
		kind = headerBranchValue
	}
	most := 0xff >> bits
	if count < most {
		return []byte{kind | byte(count)}
	}
	header := []byte{kind | byte(most)}
	for count -= most; count >= 255; count -= 255 {
		header = append(header, 255)
	}
	return append(header, byte(count))
}

// nibble is the nibble of key at position at.
func nibble(key []byte, at int) byte {
	if at%2 == 0 {
		return key[at/2] >> 4
	}
	return key[at/2] & 0x0f
}

// appendNibbles appends the nibbles of key from start to end.
func appendNibbles(output, key []byte, start, end int) []byte {
	if (end-start)%2 == 1 {
		output = append(output, nibble(key, start))
		start++
	}
	for ; start < end; start += 2 {
		output = append(output, nibble(key, start)<<4|nibble(key, start+1))
	}
	return output
}

func trieOrderedRoot(values []byte, version StateVersion) [HashBytes]byte {
	list := encodedList{rest: values}
	var pairs []KeyValue
	for index := range list.integer() {
		pairs = append(pairs, KeyValue{appendCompact(nil, index), list.bytes()})
	}
	list.end()
	return merkleRoot(sortedByKey(pairs), version)
}

func trieRoot(pairs []byte, version StateVersion) [HashBytes]byte {
	list := encodedList{rest: pairs}
	var decoded []KeyValue
	for range list.integer() {
		key := list.bytes()
		decoded = append(decoded, KeyValue{key, list.bytes()})
	}
	list.end()
	return merkleRoot(sortedByKey(decoded), version)
}

// sortedByKey sorts pairs, and keeps the last of those with equal keys.
func sortedByKey(pairs []KeyValue) []KeyValue {
	slices.SortStableFunc(pairs, func(a, b KeyValue) int { return bytes.Compare(a.Key, b.Key) })
	kept := pairs[:0]
	for at, pair := range pairs {
		if at+1 == len(pairs) || !bytes.Equal(pair.Key, pairs[at+1].Key) {
			kept = append(kept, pair)
		}
	}
	return kept
}

// encodedList reads the argument of a root function. What can't be read ends the call.
type encodedList struct {
	rest []byte
}

func (l *encodedList) integer() uint64 {
	value, taken := readCompact(l.rest)
	if taken == 0 {
		l.fail()
	}
	l.rest = l.rest[taken:]
	return value
}

func (l *encodedList) bytes() []byte {
	length := l.integer()
	if length > uint64(len(l.rest)) {
		l.fail()
	}
	value := l.rest[:length]
	l.rest = l.rest[length:]
	return value
}

func (l *encodedList) end() {
	if len(l.rest) != 0 {
		l.fail()
	}
}

func (l *encodedList) fail() {
	panic("hostapi: the argument of a root function is not the encoding of a list; encode a Vec with its length first")
}
