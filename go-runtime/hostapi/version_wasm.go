//go:build tinygo.wasm

package hostapi

import "github.com/gopallet/gopallet/go-runtime/seam"

//go:wasmimport env ext_misc_runtime_version_version_1
func ext_misc_runtime_version_version_1(code uint64) uint64

func codeRuntimeVersion(code []byte) ([]byte, bool) {
	answer := ext_misc_runtime_version_version_1(seam.PointerSize(code))
	keep(code)
	return takeOptionBytes(answer)
}
