package hostapi

import (
	"slices"
	"strings"
	"testing"
)

func TestLog(t *testing.T) {
	host := Reset()
	if MaxLevel() != LevelFilterAll {
		t.Errorf("a new host keeps up to %d", MaxLevel())
	}
	Log(LevelTrace, "a", "first")
	host.SetMaxLevel(LevelFilter(LevelWarn) + 1)
	Log(LevelInfo, "a", "dropped")
	Log(LevelWarn, "b", "second")
	Log(LevelError, "b", "not UTF-8: \xff")
	want := []LogLine{{LevelTrace, "a", "first"}, {LevelWarn, "b", "second"}}
	if lines := host.Lines(); !slices.Equal(lines, want) {
		t.Errorf("got %v, want %v", lines, want)
	}
	host.ClearLines()
	host.SetMaxLevel(LevelFilterOff)
	Log(LevelError, "b", "dropped")
	if lines := host.Lines(); len(lines) != 0 {
		t.Errorf("got %v after all was dropped", lines)
	}
}

func TestPrint(t *testing.T) {
	host := Reset()
	PrintUTF8("text")
	PrintHex([]byte{0x0f, 0xff})
	PrintNum(1<<64 - 1)
	PrintHex(repeated(0xab, printedBytesMax))
	PrintHex(repeated(0xab, printedBytesMax+1))
	end := strings.Repeat("ab", printedBytesEnd)
	messages := []string{"text", "0fff", "18446744073709551615", strings.Repeat("ab", printedBytesMax), end + "..." + end}
	for i, line := range host.Lines() {
		if want := (LogLine{LevelDebug, "runtime", messages[i]}); line != want {
			t.Errorf("got %v, want %v", line, want)
		}
	}
}
