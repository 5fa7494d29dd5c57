package hostapi

import (
	"bytes"
	"testing"
)

func TestDecodeOptionBytes(t *testing.T) {
	for _, length := range []int{0, 1, 63, 64, 16383, 16384, 100_000} {
		want := (&generator{}).bytes(length)
		answer := encodeOptionBytes(nil, want, true)
		value, some, valid := decodeOptionBytes(answer)
		if !valid || !some || value == nil || !bytes.Equal(value, want) {
			t.Errorf("%d bytes: got %d, some %v, valid %v", length, len(value), some, valid)
		}
		if _, _, valid := decodeOptionBytes(append(answer, 0)); valid {
			t.Errorf("%d bytes: valid with a byte more", length)
		}
		for cut := range min(len(answer), 100) {
			if _, _, valid := decodeOptionBytes(answer[:cut]); valid {
				t.Errorf("%d bytes: valid when cut to %d", length, cut)
			}
		}
	}
	if _, some, valid := decodeOptionBytes([]byte{0}); some || !valid {
		t.Error("None is not read")
	}
	for _, malformed := range [][]byte{nil, {1}, {2}, {0, 0}, {2, 0}, {0, 4, 9}, {1, 0x05, 0x00, 9}, {1, 0x06, 0, 0, 0, 9},
		{1, 0x03, 1, 0, 0, 0, 9}, {1, 0x01}, {1, 0x02, 0, 0}} {
		if _, some, valid := decodeOptionBytes(malformed); some || valid {
			t.Errorf("%x is read", malformed)
		}
	}
}

func TestDecodeOptionU32(t *testing.T) {
	var encoded [someU32Bytes]byte
	for _, want := range []uint32{0, 1, 0x0403_0201, 1<<32 - 1} {
		answer := encoded[:encodeOptionU32(&want, &encoded)]
		if value, some, valid := decodeOptionU32(answer); value != want || !some || !valid {
			t.Errorf("%d: got %d, some %v, valid %v", want, value, some, valid)
		}
	}
	if _, some, valid := decodeOptionU32(encoded[:encodeOptionU32(nil, &encoded)]); some || !valid {
		t.Error("None is not read")
	}
	for _, malformed := range [][]byte{nil, {1}, {2}, {0, 0}, {1, 0, 0, 0}, {2, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {1, 0, 0, 0, 0, 0}} {
		if _, some, valid := decodeOptionU32(malformed); some || valid {
			t.Errorf("%x is read", malformed)
		}
	}
}

func TestDecodeRemoval(t *testing.T) {
	for answer, want := range map[string]Removal{
		"\x00\x05\x00\x00\x00": {Keys: 5, Complete: true},
		"\x01\x00\x01\x00\x00": {Keys: 256, Complete: false},
	} {
		if removal, valid := decodeRemoval([]byte(answer)); removal != want || !valid {
			t.Errorf("%x: got %v, valid %v", answer, removal, valid)
		}
	}
	for _, malformed := range [][]byte{nil, {0}, {0, 1, 0, 0}, {2, 1, 0, 0, 0}, {0, 1, 0, 0, 0, 0}} {
		if _, valid := decodeRemoval(malformed); valid {
			t.Errorf("%x is read", malformed)
		}
	}
}
