package hostapi

// Level is the severity of a log line (sp_core::RuntimeInterfaceLogLevel).
type Level uint8

const (
	// LevelError is for what must not happen.
	LevelError Level = 0
	// LevelWarn is for what should not happen.
	LevelWarn Level = 1
	// LevelInfo is for what an operator wants to know.
	LevelInfo Level = 2
	// LevelDebug is for what a developer wants to know.
	LevelDebug Level = 3
	// LevelTrace is for all the rest.
	LevelTrace Level = 4
)

// LevelFilter says which lines the host keeps (sp_core::LogLevelFilter): 0 is none, 1 those of [LevelError], and so on to 5, which is all.
type LevelFilter uint8

const (
	// LevelFilterOff keeps no line.
	LevelFilterOff LevelFilter = 0
	// LevelFilterAll keeps all lines.
	LevelFilterAll LevelFilter = 5
)

// Keeps says whether lines of level are kept.
func (f LevelFilter) Keeps(level Level) bool { return uint8(level) < uint8(f) }

// Log writes a line to the host's log. Hosts drop messages that are not UTF-8. Nothing that a runtime logs is part of its result.
func Log(level Level, target, message string) { logLine(level, target, message) }

// MaxLevel is what the host keeps at most. It differs from node to node: use it to leave out the work of making lines, and for nothing else.
func MaxLevel() LevelFilter { return maxLevel() }
