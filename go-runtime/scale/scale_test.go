package scale

import (
	"bytes"
	"errors"
	"testing"
)

var compactVectors = []struct {
	value   uint64
	encoded []byte
}{
	{0, []byte{0x00}},
	{63, []byte{0xfc}},
	{64, []byte{0x01, 0x01}},
	{16383, []byte{0xfd, 0xff}},
	{16384, []byte{0x02, 0x00, 0x01, 0x00}},
	{1<<30 - 1, []byte{0xfe, 0xff, 0xff, 0xff}},
	{1 << 30, []byte{0x03, 0x00, 0x00, 0x00, 0x40}},
	{1 << 32, []byte{0x07, 0x00, 0x00, 0x00, 0x00, 0x01}},
	{1<<64 - 1, []byte{0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
}

func TestCompact(t *testing.T) {
	for _, v := range compactVectors {
		if got := AppendCompact(nil, v.value); !bytes.Equal(got, v.encoded) {
			t.Errorf("AppendCompact(%d) = %x, want %x", v.value, got, v.encoded)
		}
		d := NewDecoder(v.encoded)
		if got := d.Compact(); got != v.value || d.End() != nil {
			t.Errorf("Compact(%x) = %d, %v, want %d", v.encoded, got, d.Err(), v.value)
		}
		for n := range v.encoded {
			wantError(t, v.encoded[:n], Truncated, 0)
		}
	}
}

func TestCompactRefusesLongerForms(t *testing.T) {
	for _, encoded := range [][]byte{
		{0x01, 0x00},
		{0x02, 0x00, 0x00, 0x00},
		{0x03, 0xff, 0xff, 0xff, 0x3f},
		{0x07, 0x00, 0x00, 0x00, 0x40, 0x00},
		{0x17, 0, 0, 0, 0, 0, 0, 0, 0, 1},
	} {
		wantError(t, encoded, NotCanonical, 0)
	}
}

func wantError(t *testing.T, input []byte, reason Reason, offset int) {
	t.Helper()
	d := NewDecoder(input)
	d.Compact()
	var e *Error
	if !errors.As(d.Err(), &e) || e.Reason != reason || e.Offset != offset {
		t.Errorf("Compact(%x): %v, want %q at %d", input, d.Err(), reason, offset)
	}
}

func TestLengthIsCheckedAgainstTheRest(t *testing.T) {
	input := append(AppendU32(nil, 7), AppendCompact(nil, 1<<30)...)
	d := NewDecoder(input)
	d.U32()
	if n := d.Length(1); n != 0 {
		t.Errorf("Length = %d", n)
	}
	if e := d.err; e == nil || e.Reason != Truncated || e.Offset != 4 {
		t.Errorf("error %v", e)
	}
	if d.Byte() != 0 || d.Bytes() != nil || d.U64() != 0 {
		t.Error("a decoder that failed gives zero values")
	}
}

func TestValuesFollowEachOther(t *testing.T) {
	input := AppendString(AppendBytes(AppendU64(AppendU16(nil, 0x0201), 1<<40), []byte{1, 2, 3}), "häh")
	d := NewDecoder(input)
	if !bytes.Equal(d.Fixed(2), []byte{1, 2}) || d.U64() != 1<<40 || !bytes.Equal(d.Bytes(), []byte{1, 2, 3}) || string(d.Bytes()) != "häh" {
		t.Errorf("decoded something else from %x", input)
	}
	if err := d.End(); err != nil {
		t.Error(err)
	}
	d = NewDecoder([]byte{1, 2})
	d.Byte()
	if err := d.End(); err == nil || err.Error() != "scale: input buffer has still data left after decoding at byte 1" {
		t.Error(err)
	}
}

func TestCompactU32RefusesMore(t *testing.T) {
	d := NewDecoder(AppendCompact(nil, 1<<32))
	if d.CompactU32() != 0 || d.err == nil || d.err.Reason != NotCanonical || d.err.Offset != 0 {
		t.Error(d.Err())
	}
}

func FuzzCompact(f *testing.F) {
	for _, v := range compactVectors {
		f.Add(v.encoded)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		d := NewDecoder(input)
		value := d.Compact()
		if d.Err() == nil && !bytes.Equal(AppendCompact(nil, value), input[:len(input)-d.Remaining()]) {
			t.Errorf("%x decodes to %d, which encodes otherwise", input, value)
		}
	})
}
