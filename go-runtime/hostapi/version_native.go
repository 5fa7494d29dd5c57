//go:build !tinygo.wasm

package hostapi

// SetRuntimeVersion makes function what [RuntimeVersion] answers with. Without one, no code has a version.
func (h *TestHost) SetRuntimeVersion(function func(code []byte) ([]byte, bool)) {
	h.runtimeVersion = function
}

func codeRuntimeVersion(code []byte) ([]byte, bool) {
	if host.runtimeVersion == nil {
		return nil, false
	}
	return host.runtimeVersion(code)
}
