package main

import "github.com/gopallet/gopallet/go-runtime/apis"

// sessionKeys are the keys that an authority takes part with.
var sessionKeys = []apis.SessionKey{
	{Kind: [4]byte{'a', 'u', 'r', 'a'}, Scheme: apis.Sr25519},
	{Kind: [4]byte{'g', 'r', 'a', 'n'}, Scheme: apis.Ed25519},
}

// SessionKeysGenerateSessionKeys implements SessionKeys_generate_session_keys.
func SessionKeysGenerateSessionKeys(input []byte) []byte {
	return apis.GenerateSessionKeys(input, sessionKeys)
}

// SessionKeysDecodeSessionKeys implements SessionKeys_decode_session_keys.
func SessionKeysDecodeSessionKeys(input []byte) []byte {
	return apis.DecodeSessionKeys(input, sessionKeys)
}
