//go:build !tinygo.wasm

package hostapi

import (
	"encoding/hex"
	"strconv"
)

// printTarget is the target under which hosts log what is printed.
const printTarget = "runtime"

// Bytes that are printed in full, and how many of each end of more.
const (
	printedBytesMax = 1026
	printedBytesEnd = 512
)

func printUTF8(text string) { logLine(LevelDebug, printTarget, text) }

func printHex(data []byte) {
	text := hex.EncodeToString(data)
	if len(data) > printedBytesMax {
		text = text[:2*printedBytesEnd] + "..." + text[len(text)-2*printedBytesEnd:]
	}
	logLine(LevelDebug, printTarget, text)
}

func printNum(number uint64) { logLine(LevelDebug, printTarget, strconv.FormatUint(number, 10)) }
