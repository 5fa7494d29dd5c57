package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// Codec is the pointer to a type that can be stored.
type Codec[T any] interface {
	*T
	scale.Encodable
	scale.Decodable
}

// Built-in types as storage items have them.
type (
	// U8 is a u8.
	//
	//scale:type
	//scale:alias
	//scale:name u8
	U8 uint8
	// U32 is a u32.
	//
	//scale:type
	//scale:alias
	//scale:name u32
	U32 uint32
	// U64 is a u64.
	//
	//scale:type
	//scale:alias
	//scale:name u64
	U64 uint64
	// Bool is a bool.
	//
	//scale:type
	//scale:alias
	//scale:name bool
	Bool bool
	// Bytes is a Vec<u8>; decoded, it is a part of the input.
	//
	//scale:type
	//scale:alias
	//scale:name Vec<u8>
	Bytes []byte
)
