// Package main hides what it calls behind values.
package main

import (
	"errors"
	"sort"
	"sync"
)

type visitor interface {
	visit(int) int
	leave()
}

// embedding shares its methods with visitor.
type embedding interface {
	visitor
	other()
}

type counter struct{ seen map[int]int }

func (c *counter) visit(n int) int {
	for k := range c.seen { // want "map-range: ..main.counter..visit ranges over"
		n += k
	}
	return n
}

func (c *counter) leave() {}

// unused has the methods of a visitor but never becomes one.
type unused struct{ seen map[int]int }

func (u *unused) visit(n int) int {
	for k := range u.seen {
		n += k
	}
	return n
}

func (u *unused) leave() {}

// promoted gets visit by embedding.
type promoted struct{ *counter }

// latecomer becomes a visitor after the search has seen the calls of visit.
type latecomer struct{}

func (latecomer) visit(n int) int {
	go func() {}() // want "goroutine: .main.latecomer..visit"
	return n
}

func (latecomer) leave() {}

var registered visitor

func register() { enter() }

func enter() { registered = latecomer{} }

// handlers is a dispatch table.
var handlers = [...]func(int) float64{0: first}

func first(n int) float64 {
	return float64(n) // want "float: main.first"
}

type method struct{ n int }

func (m method) value() int {
	go func() {}() // want "goroutine: .main.method..value"
	return m.n
}

func (m method) expression() int {
	go func() {}() // want "goroutine: .main.method..expression"
	return m.n
}

// numbers is sorted by the library.
type numbers []int

func (n numbers) Len() int { return len(n) }
func (n numbers) Less(i, j int) bool {
	return float32(n[i]) < float32(n[j]) // want "float: .main.numbers..Less"
}
func (n numbers) Swap(i, j int) { n[i], n[j] = n[j], n[i] }

// failure is printed by the panic.
type failure struct{ cause error }

func (f failure) Error() string {
	defer func() { recover() }() // want "recover: .*failure..Error"
	return f.cause.Error()
}

// box is a generic type behind an interface.
type box[T any] struct{ items map[string]T }

type container[T any] interface{ get() T }

func (b box[T]) get() (item T) {
	for _, v := range b.items { // want "map-range: .main.box.T...get"
		item = v
	}
	return item
}

func take[T any](c container[T]) T { return c.get() }

type lock struct{}

func (lock) Lock() {
	go func() {}() // want "goroutine: .main.lock..Lock"
}
func (lock) Unlock() {}

// initialised runs before any call.
var initialised = func() int {
	go func() {}() // want "goroutine: a function literal in the initialiser of package"
	return 1
}()

func init() {
	go func() {}() // want "goroutine: main.init"
}

//export callback
func callback() {
	go func() {}() // want "goroutine: main.callback"
}

// notExported is called by nobody.
func notExported() {
	go func() {}()
}

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	var v visitor = promoted{&counter{}}
	n := v.visit(1)
	register()
	table := map[string]func() int{"a": method{}.value}
	n += table["a"]()
	expression := method.expression
	n += expression(method{})
	sort.Sort(numbers{2, 1})
	_ = handlers
	n += take[int](box[int]{})
	cond := sync.NewCond(lock{})
	cond.Signal()
	var once sync.Once
	once.Do(func() {
		go func() {}() // want "goroutine: a function literal in main.CoreVersion"
	})
	each(func(yield func(int) bool) {
		for m := range map[int]int{} { // want "map-range: a function literal in main.CoreVersion"
			yield(m)
		}
	})
	if n > 100 {
		panic(failure{errors.New("large")})
	}
	return []byte{byte(n)}
}

func each(sequence func(func(int) bool)) {
	for n := range sequence {
		go func() { _ = n }() // want "goroutine: main.each starts"
	}
}

func main() {}
