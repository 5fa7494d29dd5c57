package main

// element is a node of a linked list, with words that are no pointers.
type element struct {
	next  *element
	value uint32
	words [2]uint32
}

// BenchLists builds lists of the given length, reverses each and drops it for the next.
func BenchLists(input []byte) []byte {
	rounds, length, _ := sizes(input)
	var sum uint64
	for i := 0; i < rounds; i++ {
		var list *element
		for j := 0; j < length; j++ {
			list = &element{next: list, value: uint32(i ^ j)}
		}
		var reversed *element
		for list != nil {
			list.next, reversed, list = reversed, list, list.next
		}
		for e := reversed; e != nil; e = e.next {
			sum = sum*31 + uint64(e.value)
		}
	}
	return checksum(sum)
}

// record is what a large heap holds many of.
type record struct {
	left, right *record
	name        []byte
	amounts     [6]uint64
}

// BenchLive keeps as many records alive as the first size says, and makes as many changes to them as the second says. One change in sixteen
// allocates: it gives the record a new name, which makes the old one garbage.
func BenchLive(input []byte) []byte {
	count, changes, _ := sizes(input)
	records := make([]*record, count)
	for i := range records {
		r := &record{name: []byte{byte(i), byte(i >> 8), byte(i >> 16), 0}}
		if i > 0 {
			r.left, r.right = records[i/2], records[mix(uint32(i))%uint32(i)]
		}
		records[i] = r
	}
	var sum uint64
	for i := 0; i < changes; i++ {
		n := mix(uint32(i))
		r := records[n%uint32(count)]
		r.amounts[i%6] += uint64(n)
		if i%16 == 0 {
			r.name = append([]byte{byte(n)}, r.name[:3]...)
		}
		if r.left != nil {
			sum = sum*31 + r.left.amounts[i%6] + uint64(r.right.name[0])
		}
	}
	return checksum(sum)
}
