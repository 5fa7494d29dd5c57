package hostapi

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// show writes what is stored as "key=value key=value".
func show(pairs []KeyValue) string {
	var shown []string
	for _, pair := range pairs {
		shown = append(shown, fmt.Sprintf("%s=%s", pair.Key, pair.Value))
	}
	return strings.Join(shown, " ")
}

// wantStored fails the test if something other than want is stored.
func wantStored(t *testing.T, want string) {
	t.Helper()
	if got := show(CurrentHost().Snapshot()); got != want {
		t.Errorf("stored: %q, want %q", got, want)
	}
}

func set(pairs ...string) {
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		Set([]byte(key), []byte(value))
	}
}

func TestGetSetClear(t *testing.T) {
	Reset()
	if value, ok := Get([]byte("a")); value != nil || ok || Exists([]byte("a")) {
		t.Error("a key exists in an empty storage")
	}
	set("a=1", "b=", "=empty key")
	if value, ok := Get([]byte("b")); value == nil || len(value) != 0 || !ok || !Exists([]byte("b")) {
		t.Error("an empty value is none")
	}
	value, _ := Get([]byte("a"))
	value[0] = 'x'
	given := []byte("2")
	Set([]byte("c"), given)
	given[0] = 'x'
	wantStored(t, "=empty key a=1 b= c=2")
	Clear([]byte("a"))
	Clear([]byte("none"))
	wantStored(t, "=empty key b= c=2")
}

func TestRead(t *testing.T) {
	Reset()
	set("key=0123456789")
	for _, c := range []struct {
		room   int
		offset uint32
		length uint32
		output string
	}{{4, 0, 10, "0123"}, {4, 8, 2, "89.."}, {0, 3, 7, ""}, {2, 10, 0, ".."}, {2, 1<<32 - 1, 0, ".."}, {12, 0, 10, "0123456789.."}} {
		output := bytes.Repeat([]byte{'.'}, c.room)
		if length, ok := Read([]byte("key"), output, c.offset); length != c.length || !ok || string(output) != c.output {
			t.Errorf("%v: got %d, %v, %q", c, length, ok, output)
		}
	}
	if length, ok := Read([]byte("none"), make([]byte, 1), 0); length != 0 || ok {
		t.Errorf("no value: got %d, %v", length, ok)
	}
}

func TestNextKey(t *testing.T) {
	host := Reset()
	host.Load([]KeyValue{{[]byte("a"), nil}, {[]byte("b"), nil}, {[]byte("c"), nil}, {[]byte("e"), nil}})
	set("aa=", "d=")
	Clear([]byte("b"))
	Clear([]byte("e"))
	var keys []string
	for key, ok := NextKey(nil); ok; key, ok = NextKey(key) {
		keys = append(keys, string(key))
	}
	if want := []string{"a", "aa", "c", "d"}; !slices.Equal(keys, want) {
		t.Errorf("got %q, want %q", keys, want)
	}
	if key, ok := NextKey([]byte("d")); key != nil || ok {
		t.Errorf("%q comes after the last key", key)
	}
}

func TestTransactions(t *testing.T) {
	host := Reset()
	host.Load([]KeyValue{{[]byte("a"), []byte("0")}, {[]byte("b"), []byte("0")}})
	set("c=0")
	StartTransaction()
	set("a=1", "c=1", "d=1")
	Clear([]byte("b"))
	StartTransaction()
	set("a=2", "b=2", "d=2", "e=2")
	wantStored(t, "a=2 b=2 c=1 d=2 e=2")
	RollbackTransaction()
	wantStored(t, "a=1 c=1 d=1")
	StartTransaction()
	set("a=3", "b=3")
	StartTransaction()
	set("a=4")
	CommitTransaction()
	CommitTransaction()
	wantStored(t, "a=4 b=3 c=1 d=1")
	if open := host.OpenTransactions(); open != 1 {
		t.Errorf("%d transactions are open", open)
	}
	mustPanic(t, "EndBlock in a transaction", host.EndBlock)
	mustPanic(t, "Load in a transaction", func() { host.Load(nil) })
	RollbackTransaction()
	wantStored(t, "a=0 b=0 c=0")
	mustPanic(t, "rollback without a transaction", RollbackTransaction)
	mustPanic(t, "commit without a transaction", CommitTransaction)
}

func TestAppend(t *testing.T) {
	Reset()
	key := []byte("list")
	for i := range 70 {
		Append(key, []byte{byte(i), 0xee})
	}
	value, _ := Get(key)
	count, taken := readCompact(value)
	if count != 70 || taken != 2 || len(value) != 2+2*70 || value[2+2*69] != 69 {
		t.Errorf("got %d items in %d bytes", count, len(value))
	}
	for before, after := range map[string]string{
		"":                         "\x04item",            // no value at all
		"\x01":                     "\x04item",            // a compact integer cut short
		"\x01\x00":                 "\x04item",            // one in too long a form
		"\x07\x00\x00\x00\x00\x01": "\x04item",            // one of more than 32 bits
		"\x00":                     "\x04item",            // an empty list
		"\x08ab":                   "\x0cabitem",          // a list
		"\xfc63":                   "\x01\x01" + "63item", // a list whose length grows by a byte
	} {
		set("list=" + before)
		StartTransaction()
		Append(key, []byte("item"))
		if value, _ := Get(key); string(value) != after {
			t.Errorf("%q became %q, want %q", before, value, after)
		}
		RollbackTransaction()
		if value, _ := Get(key); string(value) != before {
			t.Errorf("%q was rolled back to %q", before, value)
		}
	}
}

// at is a limit.
func at(limit uint32) *uint32 { return &limit }

func TestClearPrefix(t *testing.T) {
	host := Reset()
	var pairs []KeyValue
	for _, key := range []string{"o", "p", "p1", "p2", "p3", "q"} {
		pairs = append(pairs, KeyValue{[]byte(key), nil})
	}
	host.Load(pairs)
	set("p2=new", "p4=new", "r=new")
	StartTransaction()
	for _, c := range []struct {
		limit  *uint32
		want   Removal
		stored string
	}{
		// What this block wrote goes first, p2 with it.
		{at(0), Removal{0, false}, "o= p= p1= p3= q= r=new"},
		{at(2), Removal{2, false}, "o= p3= q= r=new"},
		{at(2), Removal{2, false}, "o= p3= q= r=new"},
		{at(4), Removal{4, true}, "o= q= r=new"},
		{nil, Removal{4, true}, "o= q= r=new"},
	} {
		if removal := ClearPrefix([]byte("p"), c.limit); removal != c.want {
			t.Errorf("%q: got %v, want %v", c.stored, removal, c.want)
		}
		wantStored(t, c.stored)
	}
	RollbackTransaction()
	wantStored(t, "o= p= p1= p2=new p3= p4=new q= r=new")
	host.EndBlock()
	if removal := ClearPrefix([]byte("p"), at(5)); removal != (Removal{5, true}) {
		t.Errorf("in the next block: got %v", removal)
	}
	if removal := ClearPrefix([]byte("none"), at(0)); removal != (Removal{0, true}) {
		t.Errorf("no keys: got %v", removal)
	}
}

// A runtime can't write the roots of child tries.
func TestChildKeysAreProtected(t *testing.T) {
	host := Reset()
	child := ":child_storage:default:x"
	host.Load([]KeyValue{{[]byte(child), []byte("root")}, {[]byte(":child"), nil}, {[]byte(":code"), nil}})
	set(child + "=new")
	Clear([]byte(child))
	for _, prefix := range []string{"", ":", ":child", ":child_storage:", child} {
		if removal := ClearPrefix([]byte(prefix), nil); removal != (Removal{0, true}) {
			t.Errorf("%q: got %v", prefix, removal)
		}
	}
	wantStored(t, ":child= "+child+"=root :code=")
	if removal := ClearPrefix([]byte(":co"), nil); removal != (Removal{1, true}) {
		t.Errorf("got %v", removal)
	}
}

func TestSnapshotRestores(t *testing.T) {
	host := Reset()
	set("a=1", "b=2")
	snapshot := host.Snapshot()
	set("a=3")
	Clear([]byte("b"))
	host.Load(snapshot)
	wantStored(t, "a=1 b=2")
	host.EndBlock()
	wantStored(t, "a=1 b=2")
}

// Sequences of operations return what they return on Substrate's overlay.
func TestStorageOfSubstrate(t *testing.T) {
	type line struct {
		Seed      uint64
		Blake2256 string `json:"blake2_256"`
	}
	for _, want := range readGolden[line](t, "storage.json") {
		host := Reset()
		host.Load([]KeyValue{{[]byte(":code"), nil}}) // is never absent there
		random := &generator{want.Seed}
		var transcript []byte
		for range 2 {
			for range 80 {
				transcript = step(transcript, random, host)
			}
			for host.OpenTransactions() > 0 {
				CommitTransaction()
			}
			root := Root(StateVersion1)
			transcript = append(transcript, root[:]...)
			host.EndBlock()
		}
		hash := Blake2_256(transcript)
		wantHex(t, fmt.Sprintf("seed %d", want.Seed), hash[:], want.Blake2256)
	}
}

// step makes one operation and appends what it returned to transcript.
func step(transcript []byte, random *generator, host *TestHost) []byte {
	switch random.below(16) {
	case 0, 1, 2:
		key := random.nearKey()
		Set(key, random.nearValue())
	case 3:
		Clear(random.nearKey())
	case 4, 5:
		key := random.nearKey()
		Append(key, random.bytes(random.below(5)))
	case 6, 7:
		value, ok := Get(random.nearKey())
		return encodeOptionBytes(transcript, value, ok)
	case 8:
		if Exists(random.nearKey()) {
			return append(transcript, 1)
		}
		return append(transcript, 0)
	case 9, 10:
		key, ok := NextKey(random.nearKey())
		return encodeOptionBytes(transcript, key, ok)
	case 11:
		key := random.nearKey()
		limit := at(uint32(random.below(8)))
		if *limit == 7 {
			limit = nil
		}
		removal := ClearPrefix(key, limit)
		complete := byte(0)
		if removal.Complete {
			complete = 1
		}
		return binary.LittleEndian.AppendUint32(append(transcript, complete), removal.Keys)
	case 12:
		if host.OpenTransactions() < 4 {
			StartTransaction()
		}
	case 13:
		if host.OpenTransactions() > 0 {
			RollbackTransaction()
		}
	case 14:
		if host.OpenTransactions() > 0 {
			CommitTransaction()
		}
	default:
		root := Root(StateVersion1)
		return append(transcript, root[:]...)
	}
	return transcript
}
