//go:build tinygo.wasm

package hostapi

import "github.com/gopallet/gopallet/go-runtime/seam"

//go:wasmimport env ext_misc_print_utf8_version_1
func ext_misc_print_utf8_version_1(text uint64)

//go:wasmimport env ext_misc_print_hex_version_1
func ext_misc_print_hex_version_1(data uint64)

//go:wasmimport env ext_misc_print_num_version_1
func ext_misc_print_num_version_1(number uint64)

func printUTF8(text string) {
	textBytes := bytesOf(text)
	ext_misc_print_utf8_version_1(seam.PointerSize(textBytes))
	keep(textBytes)
}

func printHex(data []byte) {
	ext_misc_print_hex_version_1(seam.PointerSize(data))
	keep(data)
}

func printNum(number uint64) { ext_misc_print_num_version_1(number) }
