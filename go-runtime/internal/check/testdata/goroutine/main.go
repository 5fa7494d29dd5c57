// Package main uses goroutines and channels.
package main

import "iter"

func numbers(yield func(int) bool) { yield(1) }

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	c := make(chan int, 1)
	go func() {}() // want "goroutine: main.CoreVersion starts a goroutine; a runtime is a single thread"
	c <- 1         // want "goroutine: .*sends to a channel"
	n := <-c       // want "goroutine: .*receives from a channel"
	for range c {  // want "goroutine: .*receives from a channel"
	}
	select { // want "goroutine: .*selects between channels"
	case <-c:
	default:
	}
	next, _ := iter.Pull(numbers) // want "goroutine: .*uses iter.Pull"
	_, _ = next()
	return []byte{byte(n)}
}

func main() {}
