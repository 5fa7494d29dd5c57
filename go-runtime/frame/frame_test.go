package frame

import (
	"bytes"
	"encoding/hex"
	"errors"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

func TestWeightsStopAtTheirLimits(t *testing.T) {
	most := ^uint64(0)
	w := Weight{3, most}
	if got := w.Add(Weight{1, 1}); got != (Weight{4, most}) {
		t.Errorf("sum %v", got)
	}
	if _, ok := w.CheckedAdd(Weight{0, 1}); ok {
		t.Error("the sum fits")
	}
	if got := w.Sub(Weight{4, 1}); got != (Weight{0, most - 1}) {
		t.Errorf("difference %v", got)
	}
	if got := w.Mul(2); got != (Weight{6, most}) {
		t.Errorf("product %v", got)
	}
	if !w.AnyGreater(Weight{2, most}) || w.AllGreater(Weight{2, most}) {
		t.Error("3 is above 2, and the greatest value not above itself")
	}
	meter := WeightMeter{Limit: Weight{10, 10}}
	if !meter.TryConsume(Weight{10, 9}) || meter.TryConsume(Weight{0, 2}) || meter.Remaining() != (Weight{0, 1}) {
		t.Errorf("meter %+v", meter)
	}
}

// The limits of a chain with blocks of two seconds, as the metadata of a FRAME runtime has them.
func TestSensibleBlockWeights(t *testing.T) {
	weights := SensibleBlockWeights(Weight{2 * WeightPerSecond, ^uint64(0)}, 75)
	e := scale.NewEncoder(nil)
	weights.Encode(e)
	want := "c2a0e766000b00204aa9d10113ffffffffffffffff2261c91900010bb86f97a72e011366666666666666a6" +
		"010b0098f73e5d0113ffffffffffffffbf0100002261c91900010bb8f7e911a3011366666666666666e6" +
		"010b00204aa9d10113ffffffffffffffff01070088526a741300000000000000402261c91900000000"
	if got := hex.EncodeToString(e.Output()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	length := MaxLengthWithNormalPercent(5<<20, 75)
	if length.Max != (PerClass[uint32]{3932160, 5242880, 5242880}) || length.HeaderLimit() != 1048576 {
		t.Errorf("length %+v, header %d", length, length.HeaderLimit())
	}
}

func TestShortTwoxIsTheHosts(t *testing.T) {
	for _, v := range []uint32{0, 1, 2, 255, 256, 1 << 31, 1<<32 - 1, 2400, 0xdeadbeef} {
		key := []byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)}
		want := hostapi.Twox64(key)
		var got [8]byte
		Twox64Concat{}.Hash(got[:], key)
		if got != want {
			t.Errorf("%x: got %x, want %x", v, got, want)
		}
	}
}

const (
	testPrefix  = "01234567890123456789012345678901"
	testCounter = "c1234567890123456789012345678901"
)

func TestMapKeys(t *testing.T) {
	hostapi.Reset()
	account := scale.AccountID{1, 2, 3}
	blake := hostapi.Blake2_128(account[:])
	m := NewMap[scale.AccountID, U32, Blake2_128Concat](testPrefix)
	if want := testPrefix + string(blake[:]) + string(account[:]); string(m.Key(&account)) != want {
		t.Errorf("key %x, want %x", m.Key(&account), want)
	}
	opaque := NewMap[scale.AccountID, U32, Blake2_128](testPrefix)
	if want := testPrefix + string(blake[:]); string(opaque.Key(&account)) != want {
		t.Errorf("key %x, want %x", opaque.Key(&account), want)
	}
	number := U32(7)
	twox := hostapi.Twox64([]byte{7, 0, 0, 0})
	double := NewDoubleMap[scale.AccountID, U32, U32, Identity, Twox64Concat](testPrefix)
	want := testPrefix + string(account[:]) + string(twox[:]) + "\x07\x00\x00\x00"
	if string(double.Key(&account, &number)) != want || string(double.PrefixOf(&account)) != testPrefix+string(account[:]) {
		t.Errorf("key %x, want %x", double.Key(&account, &number), want)
	}
}

func TestMapEntries(t *testing.T) {
	hostapi.Reset()
	m := NewMap[U32, U64, Twox64Concat](testPrefix)
	sum := uint64(0)
	for i := U32(1); i <= 20; i++ {
		m.Insert(i, U64(i)*U64(i))
		sum += uint64(i) * uint64(i)
	}
	two := U32(2)
	var value U64
	if !m.Take(&two, &value) || value != 4 || m.Contains(&two) || m.Read(&two, &value) {
		t.Errorf("took %d", value)
	}
	m.Each(func(k *U32, v *U64) bool {
		if U64(*k)*U64(*k) != *v {
			t.Errorf("%d at %d", *v, *k)
		}
		sum -= uint64(*v)
		return true
	})
	if sum != 4 {
		t.Errorf("%d left", sum)
	}
	m.Clear(nil)
	if m.Get(3) != 0 {
		t.Error("an entry is left")
	}
}

func TestCountedMapsCount(t *testing.T) {
	hostapi.Reset()
	m := NewCountedMap[U32, U8, Twox64Concat](testPrefix, testCounter)
	one, two, value := U32(1), U32(2), U8(9)
	m.Write(&one, &value)
	m.Write(&one, &value)
	m.Write(&two, &value)
	if m.Count() != 2 {
		t.Errorf("%d entries", m.Count())
	}
	m.Remove(&one)
	m.Remove(&one)
	if m.Count() != 1 || m.Contains(&one) || !m.Contains(&two) {
		t.Errorf("%d entries", m.Count())
	}
}

func TestStoredValuesOfAnotherTypeCountAsNone(t *testing.T) {
	hostapi.Reset()
	v := NewValue[U64](testPrefix)
	hostapi.Set(v.Key(), []byte{1, 2, 3})
	if got := v.GetOr(5); got != 0 && got != 5 {
		t.Errorf("got %d", got)
	}
	var value U64
	if v.Read(&value) || value != 0 {
		t.Errorf("read %d", value)
	}
	hostapi.Set(v.Key(), []byte{1, 0, 0, 0, 0, 0, 0, 0, 77})
	if v.Get() != 1 {
		t.Error("what follows a value does not matter")
	}
}

func TestLayers(t *testing.T) {
	hostapi.Reset()
	v := NewValue[U8](testPrefix)
	before := Rollbacks()
	if err := InLayer(func() error { v.Put(1); return nil }); err != nil || v.Get() != 1 || Rollbacks() != before {
		t.Errorf("%v, value %d", err, v.Get())
	}
	failure := errors.New("no")
	if err := InLayer(func() error { v.Put(2); return failure }); err != failure || v.Get() != 1 || Rollbacks() == before {
		t.Errorf("%v, value %d", err, v.Get())
	}
	var depth int
	var nest func() error
	nest = func() error {
		depth++
		return InLayer(nest)
	}
	if err := InLayer(nest); err != LimitReached || depth != 255 {
		t.Errorf("%v at depth %d", err, depth)
	}
	if open := hostapi.CurrentHost().OpenTransactions(); open != 0 {
		t.Errorf("%d layers are open", open)
	}
}

type palletError uint8

func (palletError) Error() string                        { return "" }
func (e palletError) ModuleError() (pallet, index uint8) { return 4, uint8(e) }

func TestErrorEncodings(t *testing.T) {
	for want, err := range map[string]error{
		"00": errors.New("any"), "01": CannotLookup, "02": BadOrigin, "030402000000": palletError(2), "04": ConsumerRemaining, "05": NoProviders,
		"06": TooManyConsumers, "0700": FundsUnavailable, "0709": Blocked, "0801": Overflow, "0900": LimitReached, "0a": Exhausted, "0b": Corruption,
		"0c": Unavailable, "0d": RootNotAllowed, "0e05": TrieError(5),
	} {
		e := scale.NewEncoder(nil)
		EncodeError(e, err)
		if got := hex.EncodeToString(e.Output()); got != want {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
		if _, ok := err.(interface{ ModuleError() (uint8, uint8) }); !ok && err.Error() == "" {
			t.Errorf("%s says nothing", want)
		}
	}
	for want, err := range map[string]TransactionValidityError{
		"0000": InvalidCall, "0001": InvalidPayment, "000709": InvalidCustom(9), "000c": InvalidUnknownOrigin, "0100": UnknownCannotLookup,
		"0101": UnknownNoUnsignedValidator, "010203": UnknownCustom(3),
	} {
		e := scale.NewEncoder(nil)
		err.Encode(e)
		if got := hex.EncodeToString(e.Output()); got != want || err.Error() == "" {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}

func TestPostDispatchInfo(t *testing.T) {
	info := DispatchInfo{Weight: Weight{100, 10}, ExtensionWeight: Weight{20, 2}}
	var post PostDispatchInfo
	if post.ActualWeightOf(&info) != (Weight{120, 12}) || post.PaysFee(&info) != PaysYes {
		t.Error("by default, all was used and a fee is due")
	}
	post = PostDispatchInfo{HasWeight: true, ActualWeight: Weight{30, 1_000}}
	post.SetExtensionWeight(&info)
	post.Refund(Weight{5, 0})
	if got := post.ActualWeightOf(&info); got != (Weight{45, 12}) || post.Unspent(&info) != (Weight{75, 0}) {
		t.Errorf("actual weight %v", got)
	}
	post.Pays = PaysNo
	if post.PaysFee(&info) != PaysNo {
		t.Error("the call says that it is free")
	}
}

func TestValidTransactionsCombine(t *testing.T) {
	valid, other := Valid(), Valid()
	valid.Priority, valid.Provides = 5, [][]byte{{1}}
	other.Priority, other.Longevity, other.Requires, other.Propagate = ^uint64(0), 7, [][]byte{{2, 3}}, false
	valid.Combine(&other)
	e := scale.NewEncoder(nil)
	valid.Encode(e)
	want := append(bytes.Repeat([]byte{0xff}, 8), 4, 8, 2, 3, 4, 4, 1, 7, 0, 0, 0, 0, 0, 0, 0, 0)
	if !bytes.Equal(e.Output(), want) {
		t.Errorf("%x, want %x", e.Output(), want)
	}
}

func TestPerbill(t *testing.T) {
	for _, c := range []struct {
		p, q uint64
		want Perbill
	}{{9, 10, 900_000_000}, {1, 3, 333_333_333}, {0, 5, 0}, {5, 5, PerbillOne}, {7, 5, PerbillOne}, {0, 0, PerbillOne}, {2, 3, 666_666_666}} {
		if got := PerbillFromRational(c.p, c.q); got != c.want {
			t.Errorf("%d of %d: %d, want %d", c.p, c.q, got, c.want)
		}
	}
	if PerbillFromPercent(90) != 900_000_000 || PerbillFromPercent(101) != PerbillOne {
		t.Error("percents")
	}
}
