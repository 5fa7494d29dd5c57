// Package main keys maps by addresses and interfaces.
package main

import (
	"sync"
	"unsafe"
)

type node struct{ next *node }

type wrapped struct {
	index int
	inner [2]node
}

type named interface{ name() string }

// visited is made by the initialiser.
var visited = map[*node]bool{} // want "map-pointer-key: the initialiser of package main uses .* holds a pointer"

var byName map[named]int

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte {
	n := &node{}
	visited[n] = true            // want "map-pointer-key: main.CoreVersion uses a map whose key holds a pointer, and addresses depend on the allocator .map..node.bool.; key the map by"
	_ = map[wrapped]int{}        // want "map-pointer-key: .*holds a pointer"
	_ = map[chan int]int{}       // want "map-pointer-key: .*holds a channel"
	_ = map[unsafe.Pointer]int{} // want "map-pointer-key: .*holds an unsafe.Pointer"
	delete(visited, n)           // want "map-pointer-key: .*holds a pointer"
	found := byName[nil]         // want "map-pointer-key: .*holds an interface, and its hash depends on the dynamic type"
	var shared sync.Map
	shared.Store("a", 1) // want "map-pointer-key: main.CoreVersion uses ..sync.Map..Store"
	_ = map[string]*node{}
	return []byte{byte(found), "text"[len(input)]}
}

func main() {}
