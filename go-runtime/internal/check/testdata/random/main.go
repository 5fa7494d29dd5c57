// Package main draws random numbers.
package main

import (
	crypto "crypto/rand" // want "random: package main imports crypto/rand"
	"hash/maphash"       // want "random: package main imports hash/maphash"
	"math/rand"          // want "random: package main imports math/rand, which draws"
	second "math/rand/v2"
)

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	_, _ = crypto.Read(input)
	_ = maphash.String(maphash.MakeSeed(), "")
	seeded := second.New(second.NewPCG(1, 2))
	rand.Shuffle(len(input), func(i, j int) {}) // want "random: main.CoreVersion uses math/rand.Shuffle, which draws"
	return []byte{byte(rand.Int()),             // want "random: .*math/rand.Int"
		byte(second.IntN(5)), // want "random: .*math/rand/v2.IntN"
		byte(seeded.Uint64())}
}

func main() {}
