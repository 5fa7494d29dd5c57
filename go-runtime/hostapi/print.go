package hostapi

// PrintUTF8 writes text to the host's log, as a line of [LevelDebug] under the target "runtime". Hosts drop it if it is not UTF-8.
func PrintUTF8(text string) { printUTF8(text) }

// PrintHex writes data to the host's log, as a line of [LevelDebug] under the target "runtime", two digits a byte. Hosts leave out the middle
// of more than 1026 bytes.
func PrintHex(data []byte) { printHex(data) }

// PrintNum writes number to the host's log, in decimal, as a line of [LevelDebug] under the target "runtime".
func PrintNum(number uint64) { printNum(number) }
