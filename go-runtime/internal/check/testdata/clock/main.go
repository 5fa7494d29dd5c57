// Package main reads the clock.
package main

import (
	"context" // want "clock: package context imports time, .*reached by package main -> package context"
	"time"    // want "clock: package main imports time, .* timestamp inherent"
)

var started = time.Now() // want "clock: the initialiser of package main uses time.Now"

var clocks = []func() time.Time{time.Now} // want "clock: .*time.Now"

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	_ = context.Background()
	_ = time.Since(started) // want "clock: main.CoreVersion uses time.Since, which reads the clock; take the time from"
	time.Sleep(time.Second) // want "clock: .*time.Sleep, which waits"
	_ = time.NewTimer(1)    // want "clock: .*time.NewTimer"
	_ = time.Duration(3) * time.Second
	return nil
}

func main() {}
