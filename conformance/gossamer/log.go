package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/fatih/color"
)

// Line is one line of a runtime's log.
type Line struct {
	// Level is error, warn, info, debug or trace.
	Level   string
	Target  string
	Message string
}

// MarshalJSON writes a list of level, target and message.
func (l Line) MarshalJSON() ([]byte, error) {
	return json.Marshal([3]string{l.Level, l.Target, l.Message})
}

// How Gossamer's logger ends each line: the Go function that logs, and the logger's context. A runtime's lines are those that
// ext_logging_log_version_1 logs.
const (
	recordEnd     = "\tpkg=runtime module=wazero\n"
	runtimeCaller = "\text_logging_log_version_1"
)

// A line of a runtime: the time, the level's name, the target and the message, which may be of several lines.
var runtimeLine = regexp.MustCompile(`(?s)^\d{4}-\d\d-\d\dT\S+ ([A-Z]+) +target=(.*?) message=(.*)$`)

// What Gossamer calls the levels of the host interface, which begins with error. It has a level of its own between the first two.
var levels = map[string]string{"CRITICAL": "error", "WARN": "warn", "INFO": "info", "DEBUG": "debug", "TRACE": "trace"}

// Capture takes what Gossamer logs. Its logger is an internal package, set up when the process starts to write to os.Stdout.
type Capture struct {
	file *os.File
	read int64
}

// CaptureStandardOutput makes the standard output a temporary file for everybody who already holds os.Stdout, and returns the real one.
func CaptureStandardOutput() (*Capture, *os.File, error) {
	file, err := os.CreateTemp("", "gossamer-log-")
	if err != nil {
		return nil, nil, err
	}
	// The file lives as long as the process has it open.
	if err := os.Remove(file.Name()); err != nil {
		return nil, nil, err
	}
	color.NoColor = true
	standardOutput := *os.Stdout
	*os.Stdout = *file
	return &Capture{file: file}, &standardOutput, nil
}

// Take returns what runtimes have logged since the last Take.
func (c *Capture) Take() ([]Line, error) {
	end, err := c.file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	text := make([]byte, end-c.read)
	if _, err := c.file.ReadAt(text, c.read); err != nil {
		return nil, err
	}
	c.read = end
	return parseLog(string(text))
}

func parseLog(text string) ([]Line, error) {
	lines := []Line{}
	for _, record := range strings.Split(text, recordEnd) {
		record, ok := strings.CutSuffix(record, runtimeCaller)
		if !ok {
			continue
		}
		match := runtimeLine.FindStringSubmatch(record)
		if match == nil || levels[match[1]] == "" {
			return nil, fmt.Errorf("Gossamer logged a line of another form: %q", record)
		}
		lines = append(lines, Line{Level: levels[match[1]], Target: match[2], Message: match[3]})
	}
	return lines, nil
}
