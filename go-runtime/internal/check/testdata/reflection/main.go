// Package main uses packages that work by reflection.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"  // want "reflect: package encoding/hex imports fmt.*reached by"
	"encoding/json" // want "reflect: .*imports encoding/json, which encodes by reflection; encode with package scale"
	"fmt"           // want "reflect: .*imports fmt, .*write numbers with strconv"
)

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	text := fmt.Sprintf("%x", input)
	_, _ = json.Marshal(text)
	var buffer bytes.Buffer
	_ = binary.Write(&buffer, binary.LittleEndian, uint32(1)) // want "reflect: main.CoreVersion uses encoding/binary.Write, which encodes by reflection; use package scale"
	return []byte(hex.EncodeToString(input))
}

func main() {}
