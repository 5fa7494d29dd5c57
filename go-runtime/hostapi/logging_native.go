//go:build !tinygo.wasm

package hostapi

import "unicode/utf8"

func logLine(level Level, target, message string) {
	if host.filter.Keeps(level) && utf8.ValidString(message) {
		host.lines = append(host.lines, LogLine{level, target, message})
	}
}

func maxLevel() LevelFilter { return host.filter }
