package template

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

const palletIndex = 7

var alice, bob, carol = scale.AccountID{1}, scale.AccountID{2}, scale.AccountID{3}

func init() {
	system.Configure(system.Config{
		BlockWeights:       frame.SensibleBlockWeights(frame.Weight{RefTime: frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
		BlockLength:        frame.MaxLengthWithNormalPercent(10_000, 75),
		Version:            system.Version{SpecName: "test", SystemVersion: 1},
		DefaultAccountData: balances.DefaultAccountData,
	})
	Configure(Config{Index: palletIndex, MaxNoteBytes: 10, MaxNotesPerBlock: 3, DbWeight: frame.RocksDb})
}

// start makes a chain on whose book Bob has a note, in its first block.
func start() {
	hostapi.Reset()
	(&GenesisConfig{Notes: []GenesisNote{{bob, "hello"}}}).Build()
	startBlock(1)
}

func startBlock(n primitives.BlockNumber) {
	system.Initialize(n, &primitives.Hash{}, nil)
	OnInitialize(n)
	system.NoteFinishedInitialize()
}

// run dispatches a call as a block does: what it wrote is undone if it fails.
func run(t *testing.T, call frame.Call, origin frame.Origin, want error) frame.PostDispatchInfo {
	t.Helper()
	post, err := frame.Dispatch(call, origin)
	if err != want {
		t.Errorf("%T: %v, want %v", call, err, want)
	}
	return post
}

func write(text string) frame.Call { return &WriteNoteCall{Text: []byte(text)} }

// wantNote fails the test unless the account has this note; none if text is empty.
func wantNote(t *testing.T, who scale.AccountID, text string, at primitives.BlockNumber) {
	t.Helper()
	if note, ok := NoteOf(&who); ok != (text != "") || string(note.Text) != text || note.WrittenAt != at {
		t.Errorf("account %d: %q of block %d, want %q of block %d", who[0], note.Text, note.WrittenAt, text, at)
	}
}

// wantEvents fails the test unless these are the block's events so far.
func wantEvents(t *testing.T, events ...frame.Event) {
	t.Helper()
	want := system.EventRecords(system.Phase{Kind: system.ApplyingExtrinsic}, events...)
	if count, records := system.StoredEvents(); int(count) != len(events) || !bytes.Equal(records, want) {
		t.Errorf("%d events %x, want %d: %x", count, records, len(events), want)
	}
}

func TestANoteIsWrittenReplacedAndErased(t *testing.T) {
	start()
	if post := run(t, write("first"), frame.Signed(&alice), nil); post.Pays != frame.PaysYes {
		t.Error("writing is free")
	}
	wantNote(t, alice, "first", 1)
	run(t, write("0123456789"), frame.Signed(&alice), nil)
	wantNote(t, alice, "0123456789", 1)
	wantNote(t, bob, "hello", 0)
	if NoteCount() != 2 {
		t.Errorf("%d notes, want Alice's and Bob's", NoteCount())
	}
	if post := run(t, &EraseNoteCall{}, frame.Signed(&alice), nil); post.Pays != frame.PaysNo {
		t.Error("erasing has a fee")
	}
	wantNote(t, alice, "", 0)
	if NoteCount() != 1 {
		t.Errorf("%d notes, want Bob's", NoteCount())
	}
	wantEvents(t, &NoteWritten{Writer: &alice, Bytes: 5}, &NoteWritten{Writer: &alice, Bytes: 10}, &NoteErased{Writer: &alice})
}

func TestNotesThatAreRefused(t *testing.T) {
	start()
	before := hostapi.CurrentHost().Snapshot()
	run(t, write(""), frame.Signed(&alice), ErrNoteEmpty)
	run(t, write("0123456789a"), frame.Signed(&alice), ErrNoteTooLong)
	run(t, write("hello"), frame.Root(), frame.BadOrigin)
	run(t, write("hello"), frame.None(), frame.BadOrigin)
	run(t, &EraseNoteCall{}, frame.Signed(&alice), ErrNoNote)
	run(t, &EraseNoteCall{}, frame.Root(), frame.BadOrigin)
	if after := hostapi.CurrentHost().Snapshot(); !reflect.DeepEqual(after, before) {
		t.Error("a refused call has changed something")
	}
}

func TestABlockHasAsManyNotesAsItMay(t *testing.T) {
	start()
	for _, who := range []scale.AccountID{alice, bob, alice} {
		run(t, write("note"), frame.Signed(&who), nil)
	}
	run(t, write("note"), frame.Signed(&carol), ErrBlockFull)
	OnFinalize(1)
	startBlock(2)
	run(t, write("note"), frame.Signed(&carol), nil)
	wantNote(t, carol, "note", 2)
	OnFinalize(2)
	if writtenInBlock.Exists() {
		t.Error("the count outlives the block")
	}
}

func TestRootClosesAndOpensTheBook(t *testing.T) {
	start()
	run(t, write("note"), frame.Signed(&alice), nil)
	closing := &CloseBookCall{Close: true, Erased: []scale.AccountID{alice, bob}}
	run(t, closing, frame.Signed(&alice), frame.BadOrigin)
	run(t, closing, frame.Root(), nil)
	wantEvents(t, &NoteWritten{Writer: &alice, Bytes: 4}, &NoteErased{Writer: &alice}, &NoteErased{Writer: &bob}, &BookClosed{Closed: true})
	if !Closed() || NoteCount() != 0 {
		t.Errorf("closed %v, %d notes", Closed(), NoteCount())
	}
	run(t, write("note"), frame.Signed(&alice), ErrBookClosed)
	run(t, &CloseBookCall{}, frame.Root(), nil)
	run(t, write("note"), frame.Signed(&alice), nil)
}

// A call that fails leaves no trace, though it has erased a note before.
func TestAFailedCallIsUndone(t *testing.T) {
	start()
	run(t, &CloseBookCall{Close: true, Erased: []scale.AccountID{bob, carol}}, frame.Root(), ErrNoNote)
	wantNote(t, bob, "hello", 0)
	wantEvents(t)
	if Closed() || NoteCount() != 1 {
		t.Errorf("closed %v, %d notes", Closed(), NoteCount())
	}
}

func TestWeights(t *testing.T) {
	short, long := write("a").Info(), write("0123456789").Info()
	if work := long.Weight.RefTime - short.Weight.RefTime; work != 9_000 || short.Class != frame.Normal {
		t.Errorf("nine bytes more cost %d, class %v", work, short.Class)
	}
	one, two := (&CloseBookCall{Erased: make([]scale.AccountID, 1)}).Info(), (&CloseBookCall{Erased: make([]scale.AccountID, 2)}).Info()
	if two.Weight.Sub(one.Weight) != erasing(1) || one.Class != frame.Operational {
		t.Errorf("another note costs %v, class %v", two.Weight.Sub(one.Weight), one.Class)
	}
	if erased := (&EraseNoteCall{}).Info(); erased.Weight.RefTime <= erasing(1).RefTime {
		t.Errorf("erasing costs %v", erased.Weight)
	}
	if hook := OnInitialize(1); hook != frame.RocksDb.ReadsWrites(0, 1) {
		t.Errorf("the hooks cost %v", hook)
	}
}

func TestCallsAreDecodedAsTheyAreEncoded(t *testing.T) {
	for _, call := range []frame.Call{
		write("text"), &EraseNoteCall{}, &CloseBookCall{Close: true, Erased: []scale.AccountID{alice, bob}},
	} {
		pallet, index := call.Index()
		d := scale.NewDecoder(append([]byte{index}, scale.Marshal(call)...))
		if decoded := DecodeCall(d); d.End() != nil || pallet != palletIndex || !reflect.DeepEqual(decoded, call) {
			t.Errorf("%T: %v, %+v", call, d.Err(), decoded)
		}
	}
	d := scale.NewDecoder([]byte{3})
	if call := DecodeCall(d); call != nil || d.Err() == nil {
		t.Error("there is a fourth call")
	}
}

func TestErrors(t *testing.T) {
	for i, err := range []Error{ErrBookClosed, ErrNoteEmpty, ErrNoteTooLong, ErrBlockFull, ErrNoNote} {
		if pallet, index := err.ModuleError(); pallet != palletIndex || int(index) != i || err.Error() == "" {
			t.Errorf("error %d of pallet %d: %q", index, pallet, err.Error())
		}
	}
}

func TestGenesis(t *testing.T) {
	hostapi.Reset()
	var config GenesisConfig
	r := genesis.NewReader([]byte(`{"closed": true, "notes": [["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "welcome"]]}`))
	config.DecodeJSON(r)
	if r.End() != "" {
		t.Fatal(r.End())
	}
	config.Build()
	wantNote(t, config.Notes[0].Writer, "welcome", 0)
	if !Closed() || NoteCount() != 1 {
		t.Errorf("closed %v, %d notes", Closed(), NoteCount())
	}
	r = genesis.NewReader([]byte(DefaultGenesis))
	if (&GenesisConfig{}).DecodeJSON(r); r.End() != "" {
		t.Errorf("the default: %s", r.End())
	}
	for _, text := range []string{
		`{}`, `{"notes":[]}`, `{"notes":[],"closed":0}`, `{"notes":[],"closed":false,"more":1}`, `{"notes":[["x","y"]],"closed":false}`,
		`{"notes":[["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"]],"closed":false}`,
		`{"notes":[["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY","a","b"]],"closed":false}`,
	} {
		r := genesis.NewReader([]byte(text))
		if (&GenesisConfig{}).DecodeJSON(r); r.End() == "" {
			t.Errorf("%s is read", text)
		}
	}
}

func TestAGenesisThatMakesNoSenseIsNotBuilt(t *testing.T) {
	for name, config := range map[string]GenesisConfig{
		"no text":  {Notes: []GenesisNote{{Writer: alice}}},
		"too long": {Notes: []GenesisNote{{alice, "0123456789a"}}},
		"twice":    {Notes: []GenesisNote{{alice, "a"}, {alice, "b"}}},
	} {
		hostapi.Reset()
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: it was built", name)
				}
			}()
			config.Build()
		}()
	}
}
