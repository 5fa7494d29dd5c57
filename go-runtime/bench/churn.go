package main

// BenchMaps inserts byte slices of 16 to 143 bytes into a map, each of which replaces an earlier one once there are as many as the second
// size says.
func BenchMaps(input []byte) []byte {
	inserts, live, _ := sizes(input)
	m := make(map[uint32][]byte)
	var sum uint64
	for i := 0; i < inserts; i++ {
		n := mix(uint32(i))
		key := n % uint32(live)
		if old, ok := m[key]; ok {
			sum = sum*31 + uint64(old[len(old)-1])
		}
		value := make([]byte, 16+n>>8%128)
		value[len(value)-1] = byte(n)
		m[key] = value
	}
	return checksum(sum + uint64(len(m)))
}

// BenchSlices builds byte slices by appending 24 bytes at a time, up to 64 KiB, as an encoder does that does not know its output's size.
func BenchSlices(input []byte) []byte {
	rounds, bytes, _ := sizes(input)
	var sum uint64
	for i := 0; i < rounds; i++ {
		var piece [24]byte
		var output []byte
		for len(output)+len(piece) <= bytes {
			piece[len(output)%len(piece)] = byte(i)
			output = append(output, piece[:]...)
		}
		for at := i; at < len(output); at += 997 {
			sum = sum*31 + uint64(output[at])
		}
	}
	return checksum(sum)
}
