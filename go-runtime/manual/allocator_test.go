//go:build cgo && !tinygo

package manual

import (
	"bytes"
	"errors"
	"math"
	"sync"
	"testing"
	"unsafe"
)

var constructors = []struct {
	name string
	open func(Options) (*Allocator, error)
}{{"mmap", NewMmap}, {"malloc", NewMalloc}, {"jemalloc", NewJemalloc}}

// onEach runs test on an allocator of each kind, which must be left without live memory.
func onEach(t *testing.T, options Options, test func(t *testing.T, a *Allocator)) {
	t.Helper()
	for _, constructor := range constructors {
		t.Run(constructor.name, func(t *testing.T) {
			a, err := constructor.open(options)
			if err != nil {
				t.Fatal(err)
			}
			test(t, a)
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func must[T any](t *testing.T) func(value T, err error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestMemoryIsAlignedZeroedAndKept(t *testing.T) {
	onEach(t, Options{Checked: true}, func(t *testing.T, a *Allocator) {
		var live [][]byte
		for size := 1; size < 200_000; size = size*3 + 1 {
			memory := must[[]byte](t)(a.AllocZeroed(size))
			if len(memory) != size || cap(memory) != size || uintptr(unsafe.Pointer(&memory[0]))%Alignment != 0 {
				t.Fatalf("%d bytes: length %d, capacity %d, at %p", size, len(memory), cap(memory), &memory[0])
			}
			if !bytes.Equal(memory, make([]byte, size)) {
				t.Fatalf("%d bytes are not zeroed", size)
			}
			for i := range memory {
				memory[i] = byte(size)
			}
			live = append(live, memory)
		}
		for _, memory := range live {
			if !bytes.Equal(memory, bytes.Repeat([]byte{byte(len(memory))}, len(memory))) {
				t.Fatalf("%d bytes were overwritten", len(memory))
			}
			if err := a.Free(memory[:0]); err != nil {
				t.Fatal(err)
			}
		}
		if stats := a.Stats(); stats.Live() != 0 || stats.LiveBytes != 0 || stats.Allocations != uint64(len(live)) || stats.PeakBytes == 0 {
			t.Errorf("stats: %+v", stats)
		}
	})
}

func TestReallocKeepsWhatBothSizesHave(t *testing.T) {
	onEach(t, Options{Checked: true}, func(t *testing.T, a *Allocator) {
		memory := must[[]byte](t)(a.Realloc(nil, 5))
		copy(memory, "abcde")
		for _, size := range []int{6, 5000, 5_000_000, 300, 5} {
			memory = must[[]byte](t)(a.Realloc(memory, size))
			if len(memory) != size || string(memory[:5]) != "abcde" {
				t.Fatalf("%d bytes: %q", size, memory[:5])
			}
		}
		if stats := a.Stats(); stats.LiveBytes != 5 || stats.Live() != 1 {
			t.Errorf("stats: %+v", stats)
		}
		if empty := must[[]byte](t)(a.Realloc(memory, 0)); len(empty) != 0 {
			t.Error("not empty")
		}
	})
}

func TestExhaustionIsAnErrorAndChangesNothing(t *testing.T) {
	onEach(t, Options{Limit: 1000, Checked: true}, func(t *testing.T, a *Allocator) {
		memory := must[[]byte](t)(a.Alloc(600))
		memory[599] = 7
		before := a.Stats()
		for _, size := range []int{401, 1 << 31, math.MaxInt} {
			if _, err := a.Alloc(size); !errors.Is(err, ErrExhausted) {
				t.Errorf("Alloc(%d): %v", size, err)
			}
			if _, err := a.Realloc(memory, 600+size); size < 1<<31 && !errors.Is(err, ErrExhausted) {
				t.Errorf("Realloc(%d): %v", 600+size, err)
			}
		}
		if _, err := a.Alloc(-1); !errors.Is(err, ErrSize) {
			t.Errorf("Alloc(-1): %v", err)
		}
		if _, err := a.Realloc(memory, -1); !errors.Is(err, ErrSize) {
			t.Errorf("Realloc(-1): %v", err)
		}
		for _, length := range []int{-1, math.MaxInt, math.MaxInt/8 + 1} {
			if _, err := MakeSlice[uint64](a, length); !errors.Is(err, ErrSize) {
				t.Errorf("MakeSlice(%d): %v", length, err)
			}
		}
		if after := a.Stats(); after != before || memory[599] != 7 {
			t.Errorf("stats: %+v, then %+v", before, after)
		}
		if err := a.Free(memory); err != nil {
			t.Error(err)
		}
	})
}

func TestWrongFreesAreFoundWhenChecked(t *testing.T) {
	onEach(t, Options{Checked: true}, func(t *testing.T, a *Allocator) {
		memory := must[[]byte](t)(a.Alloc(100))
		for name, wrong := range map[string]struct {
			memory []byte
			want   error
		}{
			"Go's heap":    {make([]byte, 100), ErrNotLive},
			"inside":       {memory[16:], ErrNotLive},
			"cut capacity": {memory[:50:50], ErrWrongSize},
		} {
			if err := a.Free(wrong.memory); !errors.Is(err, wrong.want) {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := a.Realloc(wrong.memory, 10); !errors.Is(err, wrong.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := a.Close(); err == nil {
			t.Error("closed with live memory")
		}
		if err := a.Free(memory); err != nil {
			t.Error(err)
		}
		if err := a.Free(memory); !errors.Is(err, ErrNotLive) {
			t.Errorf("freed twice: %v", err)
		}
	})
}

type header struct {
	number   uint64
	parent   [32]byte
	position struct{ x, y int32 }
}

func TestTypedMemory(t *testing.T) {
	onEach(t, Options{Checked: true}, func(t *testing.T, a *Allocator) {
		one := must[*header](t)(New[header](a))
		if *one != (header{}) {
			t.Error("not zeroed")
		}
		many := must[[]header](t)(MakeSlice[header](a, 1000))
		for i := range many {
			many[i].number = uint64(i)
		}
		one.number = 7
		if len(many) != 1000 || many[999].number != 999 {
			t.Error("not kept")
		}
		if none := must[[]header](t)(MakeSlice[header](a, 0)); len(none) != 0 {
			t.Error("not empty")
		}
		if empty := must[[]struct{}](t)(MakeSlice[struct{}](a, 5)); len(empty) != 5 || FreeSlice(a, empty) != nil {
			t.Error("values without size")
		}
		if err := errors.Join(Delete(a, one), FreeSlice(a, many), Delete[header](a, nil)); err != nil {
			t.Error(err)
		}
	})
}

func TestTypesWithPointersAreRefused(t *testing.T) {
	onEach(t, Options{}, func(t *testing.T, a *Allocator) {
		errs := map[string]error{}
		_, errs["pointer"] = New[*int](a)
		_, errs["string"] = New[string](a)
		_, errs["slice"] = New[[]byte](a)
		_, errs["map"] = New[map[int]int](a)
		_, errs["interface"] = New[any](a)
		_, errs["function"] = New[func()](a)
		_, errs["channel"] = New[chan int](a)
		_, errs["unsafe"] = New[unsafe.Pointer](a)
		_, errs["nested"] = MakeSlice[[2]struct {
			a int
			b struct{ c [1]*int }
		}](a, 3)
		for name, err := range errs {
			if !errors.Is(err, ErrHasPointers) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if a.Stats().Allocations != 0 {
			t.Error("something was allocated")
		}
	})
}

func TestManyGoroutinesShareOneAllocator(t *testing.T) {
	onEach(t, Options{Checked: true}, func(t *testing.T, a *Allocator) {
		var group sync.WaitGroup
		for worker := range 8 {
			group.Add(1)
			go func() {
				defer group.Done()
				for round := range 300 {
					memory, err := a.Alloc(1 + (worker*977+round*131)%5000)
					if err != nil {
						t.Error(err)
						return
					}
					memory[0], memory[len(memory)-1] = byte(worker), byte(worker)
					if memory[0] != byte(worker) || a.Free(memory) != nil {
						t.Error("not kept, or not freed")
					}
				}
			}()
		}
		group.Wait()
		if stats := a.Stats(); stats.Allocations != 8*300 || stats.LiveBytes != 0 {
			t.Errorf("stats: %+v", stats)
		}
	})
}

func TestAClosedAllocatorSaysSo(t *testing.T) {
	a := must[*Allocator](t)(NewMalloc(Options{}))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	_, alloc := a.Alloc(1)
	_, realloc := a.Realloc(nil, 1)
	_, value := New[int](a)
	for _, err := range []error{alloc, realloc, value, a.Free([]byte{1}), FreeSlice(a, []int{1}), a.Close()} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%v", err)
		}
	}
	if a.Stats() != (Stats{}) {
		t.Error("counts")
	}
}
