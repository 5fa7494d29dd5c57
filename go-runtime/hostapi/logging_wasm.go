//go:build tinygo.wasm

package hostapi

import (
	"unsafe"

	"github.com/gopallet/gopallet/go-runtime/seam"
)

//go:wasmimport env ext_logging_log_version_1
func ext_logging_log_version_1(level int32, target uint64, message uint64)

//go:wasmimport env ext_logging_max_level_version_1
func ext_logging_max_level_version_1() int32

// bytesOf is text as bytes, for the host to read.
func bytesOf(text string) []byte {
	return unsafe.Slice(unsafe.StringData(text), len(text))
}

func logLine(level Level, target, message string) {
	targetBytes, messageBytes := bytesOf(target), bytesOf(message)
	ext_logging_log_version_1(int32(level), seam.PointerSize(targetBytes), seam.PointerSize(messageBytes))
	keep(targetBytes)
	keep(messageBytes)
}

func maxLevel() LevelFilter {
	level := ext_logging_max_level_version_1()
	if level < int32(LevelFilterOff) || level > int32(LevelFilterAll) {
		malformed()
	}
	return LevelFilter(level)
}
