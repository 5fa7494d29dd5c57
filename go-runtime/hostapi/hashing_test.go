package hostapi

import "testing"

func TestHashesOfSubstrate(t *testing.T) {
	type line struct {
		Length     int
		Twox64     string `json:"twox_64"`
		Twox128    string `json:"twox_128"`
		Twox256    string `json:"twox_256"`
		Blake2b128 string `json:"blake2_128"`
		Blake2b256 string `json:"blake2_256"`
		Keccak256  string `json:"keccak_256"`
		Sha256     string `json:"sha2_256"`
	}
	for _, want := range readGolden[line](t, "hashes.json") {
		data := (&generator{uint64(want.Length)}).bytes(want.Length)
		twox64, twox128, twox256 := Twox64(data), Twox128(data), Twox256(data)
		blake128, blake256 := Blake2_128(data), Blake2_256(data)
		keccak, sha := Keccak256(data), Sha2_256(data)
		wantHex(t, "Twox64", twox64[:], want.Twox64)
		wantHex(t, "Twox128", twox128[:], want.Twox128)
		wantHex(t, "Twox256", twox256[:], want.Twox256)
		wantHex(t, "Blake2_128", blake128[:], want.Blake2b128)
		wantHex(t, "Blake2_256", blake256[:], want.Blake2b256)
		wantHex(t, "Keccak256", keccak[:], want.Keccak256)
		wantHex(t, "Sha2_256", sha[:], want.Sha256)
	}
}

// Values that every Substrate developer has seen.
func TestHashesOfStoragePrefixes(t *testing.T) {
	system, account := Twox128([]byte("System")), Twox128([]byte("Account"))
	wantHex(t, "System", system[:], "26aa394eea5630e07c48ae0c9558cef7")
	wantHex(t, "Account", account[:], "b99d880ec681799c0cf30e8886371da9")
	empty := Blake2_256(nil)
	wantHex(t, "nothing", empty[:], "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
}
