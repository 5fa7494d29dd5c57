//go:build cgo && !tinygo

package manual

import (
	"fmt"
	"runtime"
	"testing"
)

// How many allocations are live at a time.
const window = 64

// alive keeps Go's own allocations reachable, as the ones made by hand are.
var alive [window][]byte

// BenchmarkAllocators replaces the oldest of [window] buffers by a new, zeroed one, whose first and last byte it writes: on each allocator, and
// on Go's own heap, in one process.
func BenchmarkAllocators(b *testing.B) {
	for _, size := range []int{64, 1 << 10, 32 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("bytes=%d/allocator=go", size), func(b *testing.B) {
			for i := range b.N {
				memory := make([]byte, size)
				memory[0], memory[size-1] = 1, 1
				alive[i%window] = memory
			}
			clear(alive[:])
			runtime.GC()
		})
		for _, constructor := range constructors {
			b.Run(fmt.Sprintf("bytes=%d/allocator=%s", size, constructor.name), func(b *testing.B) {
				a, err := constructor.open(Options{})
				if err != nil {
					b.Fatal(err)
				}
				var live [window][]byte
				b.ResetTimer()
				for i := range b.N {
					memory, err := a.AllocZeroed(size)
					if err != nil {
						b.Fatal(err)
					}
					memory[0], memory[size-1] = 1, 1
					if err := a.Free(live[i%window]); err != nil {
						b.Fatal(err)
					}
					live[i%window] = memory
				}
				b.StopTimer()
				for _, memory := range live {
					if err := a.Free(memory); err != nil {
						b.Fatal(err)
					}
				}
				if err := a.Close(); err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}
