package hostapi

// RuntimeVersion is the encoded version of the runtime whose code is given, and whether it has one.
func RuntimeVersion(code []byte) ([]byte, bool) { return codeRuntimeVersion(code) }
