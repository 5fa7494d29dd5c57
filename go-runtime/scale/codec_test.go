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

func wantReason(t *testing.T, err error, reason Reason, offset int) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Reason != reason || e.Offset != offset {
		t.Errorf("%v, want %q at %d", err, reason, offset)
	}
}

func TestCompactVectors(t *testing.T) {
	for _, v := range compactVectors {
		value := Compact[uint64]{Value: v.value}
		if got := Marshal(&value); !bytes.Equal(got, v.encoded) || CompactLen(v.value) != len(v.encoded) {
			t.Errorf("%d encodes to %x, want %x", v.value, got, v.encoded)
		}
		var got Compact[uint64]
		if err := Unmarshal(v.encoded, &got); err != nil || got != value {
			t.Errorf("%x decodes to %d, %v, want %d", v.encoded, got, err, v.value)
		}
		for n := range v.encoded {
			wantReason(t, Unmarshal(v.encoded[:n], &got), Truncated, 0)
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
		var got Compact[uint64]
		wantReason(t, Unmarshal(encoded, &got), NotCanonical, 0)
	}
}

func TestCompactU32RefusesMore(t *testing.T) {
	d := NewDecoder([]byte{0x07, 0x00, 0x00, 0x00, 0x00, 0x01})
	if d.CompactU32() != 0 {
		t.Error("2^32 has no 32 bits")
	}
	wantReason(t, d.Err(), NotCanonical, 0)
}

func TestLengthIsCheckedAgainstTheRest(t *testing.T) {
	e := NewEncoder(nil)
	e.U32(7)
	e.CompactU64(1 << 30)
	d := NewDecoder(e.Output())
	d.U32()
	if n := d.Length(1); n != 0 {
		t.Errorf("Length = %d", n)
	}
	wantReason(t, d.Err(), Truncated, 4)
	if d.U8() != 0 || d.Bytes() != nil || d.U64() != 0 || d.Fixed(0) != nil || d.Remaining() != 0 || d.Offset() != 4 {
		t.Error("a decoder that failed gives zero values")
	}
	wantReason(t, d.End(), Truncated, 4)
}

func TestValuesFollowEachOther(t *testing.T) {
	e := NewEncoder(make([]byte, 3))
	e.U16(0x0201)
	e.U64(1 << 40)
	e.Bytes([]byte{1, 2, 3})
	e.String("häh")
	d := NewDecoder(e.Output())
	if !bytes.Equal(d.Fixed(2), []byte{1, 2}) || d.U64() != 1<<40 || !bytes.Equal(d.Bytes(), []byte{1, 2, 3}) || d.String() != "häh" {
		t.Errorf("decoded something else from %x", e.Output())
	}
	if err := d.End(); err != nil {
		t.Error(err)
	}
	d = NewDecoder([]byte{1, 2})
	d.U8()
	if err := d.End(); err == nil || err.Error() != "scale: input buffer has still data left after decoding at byte 1" {
		t.Error(err)
	}
}
