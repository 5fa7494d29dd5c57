package main

// pair is an object with a pointer to another, and bytes.
type pair struct {
	first *uint64
	name  []byte
}

//go:noinline
func newPair(n uint64) *pair {
	return &pair{first: &n, name: make([]byte, 20)}
}

// BenchTiny allocates a handful of objects and returns: a call for the host to make many times.
func BenchTiny(input []byte) []byte {
	n, _, _ := sizes(input)
	p := newPair(uint64(n))
	q := newPair(uint64(len(p.name)))
	return checksum(*p.first + *q.first)
}
