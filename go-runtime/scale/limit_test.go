package scale

import (
	"slices"
	"testing"
)

func TestDepthIsLimited(t *testing.T) {
	for levels := 0; levels < 5; levels++ {
		d := NewDecoder([]byte{1})
		d.LimitDepth(3)
		entered := 0
		for ; entered < levels && d.Enter(); entered++ {
		}
		if entered != min(levels, 3) || d.Failed() != (levels > 3) {
			t.Errorf("%d levels: entered %d, %v", levels, entered, d.Err())
		}
	}
	d := NewDecoder(nil)
	d.LimitDepth(1)
	for i := 0; i < 10; i++ {
		d.Enter()
		d.Leave()
	}
	if d.Failed() {
		t.Error("levels that were left count no more")
	}
}

func TestMemoryIsLimited(t *testing.T) {
	values := make([]uint64, 100)
	e := NewEncoder(nil)
	EncodeIntegers(e, values)
	for _, limit := range []int{799, 800} {
		d := NewDecoder(e.Output())
		d.LimitMemory(limit)
		if got := DecodeIntegers[uint64](d); (len(got) == 100) != (limit == 800) {
			t.Errorf("%d bytes: %d values, %v", limit, len(got), d.Err())
		}
	}
	d := NewDecoder(e.Output())
	d.LimitMemory(799)
	DecodeIntegers[uint64](d)
	wantReason(t, d.Err(), TooMuchMemory, 2)
}

// large takes much more memory than input.
type large struct{ bytes [1000]byte }

func (l *large) Encode(e *Encoder) { e.U8(l.bytes[0]) }
func (l *large) Decode(d *Decoder) { l.bytes[0] = d.U8() }
func (l *large) EncodedLen() int   { return 1 }

func TestASequenceGrowsWithWhatIsDecoded(t *testing.T) {
	input := make([]byte, 1002)
	input[0], input[1] = 0xa1, 0x0f // 1000 elements
	d := NewDecoder(input)
	if s := MakeSequence[large](d, d.Length(1)); cap(s) > 5 {
		t.Errorf("room for %d elements at once", cap(s))
	}
	var got []large
	d = NewDecoder(input)
	if got = DecodeSequence[large](d, 1); len(got) != 1000 || d.End() != nil {
		t.Errorf("%d elements, %v", len(got), d.Err())
	}
}

func TestMapsAndSetsKeepTheirOrder(t *testing.T) {
	var m BTreeMap[uint32, string]
	for i, key := range []uint32{5, 1, 9, 5, 3} {
		m.Insert(key, string(rune('a'+i)), CompareIntegers[uint32])
	}
	if want := (BTreeMap[uint32, string]{{1, "b"}, {3, "e"}, {5, "d"}, {9, "c"}}); !slices.Equal(m, want) {
		t.Errorf("%v", m)
	}
	key := uint32(5)
	if !m.Remove(&key, CompareIntegers[uint32]) || m.Remove(&key, CompareIntegers[uint32]) || len(m) != 3 {
		t.Errorf("%v", m)
	}
	var s BTreeSet[string]
	for _, element := range []string{"b", "a", "b", "c"} {
		s.Insert(element, CompareStrings)
	}
	if !slices.Equal(s, []string{"a", "b", "c"}) {
		t.Errorf("%v", s)
	}
	element := "b"
	if !s.Remove(&element, CompareStrings) || len(s) != 2 {
		t.Errorf("%v", s)
	}
}

func TestErasAreThoseOfSubstrate(t *testing.T) {
	// sp_runtime::generic::Era's own tests.
	for _, v := range []struct {
		period, current uint64
		era             Era
	}{{64, 42, Era{64, 42}}, {32768, 20000, Era{32768, 20000}}, {200, 513, Era{256, 1}}, {2, 1, Era{4, 1}}, {4, 5, Era{4, 1}}} {
		if got := NewEra(v.period, v.current); got != v.era {
			t.Errorf("NewEra(%d, %d) = %+v, want %+v", v.period, v.current, got, v.era)
		}
	}
	e := NewEra(4, 6)
	for current := uint64(6); current < 10; current++ {
		if e.Birth(current) != 6 || e.Death(current) != 10 {
			t.Errorf("at %d: %d to %d", current, e.Birth(current), e.Death(current))
		}
	}
	if e.Birth(5) == 6 || e.Birth(10) == 6 || (Era{}).Death(1) != 1<<64-1 || (Era{}).Birth(1) != 0 {
		t.Error("an era has a start and an end")
	}
}

func TestNothingIsHalfDecoded(t *testing.T) {
	var value U128
	address := Address(AccountID{1})
	if Unmarshal([]byte{0, 1, 2}, &address) == nil || address.ID != (AccountID{}) {
		t.Error("what failed leaves the zero value")
	}
	if Unmarshal(append(Marshal(&U128{Lo: 7}), 0), &value) == nil || !value.IsZero() {
		t.Error("what is too long leaves the zero value")
	}
}

func TestBits(t *testing.T) {
	v := NewBitVec(10)
	v.Set(0, true)
	v.Set(9, true)
	v.Set(3, true)
	v.Set(3, false)
	if encoded := Marshal(&v); string(encoded) != "\x28\x01\x02" || v.OnesCount() != 2 || !v.Get(9) || v.Get(3) {
		t.Errorf("%x", encoded)
	}
}
