package sudo

import (
	"bytes"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/balances"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

var alice, bob = scale.AccountID{1}, scale.AccountID{2}

func init() {
	system.Configure(system.Config{
		BlockWeights:       frame.SensibleBlockWeights(frame.Weight{RefTime: frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
		BlockLength:        frame.MaxLengthWithNormalPercent(10_000, 75),
		Version:            system.Version{SpecName: "test", SystemVersion: 1},
		DefaultAccountData: balances.DefaultAccountData,
	})
	Configure(Config{Index: 6, DbWeight: frame.RocksDb})
}

// start makes a chain of which Alice has the key, in its first block.
func start() {
	hostapi.Reset()
	(&GenesisConfig{Key: &alice}).Build()
	system.Initialize(1, &primitives.Hash{}, nil)
	system.NoteFinishedInitialize()
}

// run dispatches a call, which must be free where it succeeds.
func run(t *testing.T, call frame.Call, origin frame.Origin, want error) {
	t.Helper()
	post, err := frame.Dispatch(call, origin)
	if err != want || err == nil && post.Pays != frame.PaysNo {
		t.Errorf("%T: %v, want %v; pays %v", call, err, want, post.Pays)
	}
}

// wantLastEvent fails the test unless the last event is this one.
func wantLastEvent(t *testing.T, event frame.Event) {
	t.Helper()
	_, records := system.StoredEvents()
	if want := system.EventRecords(system.Phase{Kind: system.ApplyingExtrinsic}, event); !bytes.HasSuffix(records, want) {
		t.Errorf("events %x, want %x at their end", records, want)
	}
}

// pages is a call for root alone.
func pages(n uint64) frame.BoxedCall {
	return frame.BoxedCall{Call: &system.SetHeapPagesCall{Pages: n}}
}

// wantPages fails the test unless such a call has run.
func wantPages(t *testing.T, n byte) {
	t.Helper()
	if stored, ok := hostapi.Get([]byte(":heappages")); !ok || stored[0] != n {
		t.Errorf("%x heap pages, want %d", stored, n)
	}
}

func TestTheKeyMakesCallsAsRoot(t *testing.T) {
	start()
	run(t, &SudoCall{Call: pages(7)}, frame.Signed(&alice), nil)
	wantPages(t, 7)
	wantLastEvent(t, &Sudid{})
	run(t, &SudoUncheckedWeightCall{Call: pages(8), Weight: frame.Weight{RefTime: 1}}, frame.Root(), nil)
	wantPages(t, 8)
	wantLastEvent(t, &Sudid{})
}

// What the call inside comes to is told by the event: the call around it succeeds.
func TestACallThatFailsInside(t *testing.T) {
	start()
	remark := &system.RemarkWithEventCall{Remark: []byte("root has no account")}
	run(t, &SudoCall{Call: frame.BoxedCall{Call: remark}}, frame.Signed(&alice), nil)
	wantLastEvent(t, &Sudid{SudoResult: frame.BadOrigin})
	run(t, &SudoAsCall{Who: scale.Address(bob), Call: pages(9)}, frame.Signed(&alice), nil)
	wantLastEvent(t, &SudoAsDone{SudoResult: frame.BadOrigin})
	if hostapi.Exists([]byte(":heappages")) {
		t.Error("the call as Bob was one as root")
	}
}

func TestCallsForOthers(t *testing.T) {
	start()
	remark := &system.RemarkWithEventCall{Remark: []byte("as Bob")}
	run(t, &SudoAsCall{Who: scale.Address(bob), Call: frame.BoxedCall{Call: remark}}, frame.Signed(&alice), nil)
	phase := system.Phase{Kind: system.ApplyingExtrinsic}
	want := system.EventRecords(phase, &system.Remarked{Sender: &bob, Hash: hostapi.Blake2_256(remark.Remark)}, &SudoAsDone{})
	if _, records := system.StoredEvents(); !bytes.Equal(records, want) {
		t.Errorf("events %x, want %x", records, want)
	}
	unknown := scale.MultiAddress{Kind: scale.MultiAddress20}
	run(t, &SudoAsCall{Who: unknown, Call: frame.BoxedCall{Call: remark}}, frame.Signed(&alice), frame.CannotLookup)
}

func TestTheKeyIsHandedOnAndRemoved(t *testing.T) {
	start()
	run(t, &SetKeyCall{New: scale.MultiAddress{Kind: scale.MultiAddress20}}, frame.Signed(&alice), frame.CannotLookup)
	run(t, &SetKeyCall{New: scale.Address(bob)}, frame.Signed(&alice), nil)
	wantLastEvent(t, &KeyChanged{Old: &alice, New: &bob})
	run(t, &SudoCall{Call: pages(7)}, frame.Signed(&alice), ErrRequireSudo)
	run(t, &RemoveKeyCall{}, frame.Signed(&bob), nil)
	wantLastEvent(t, &KeyRemoved{})
	run(t, &SudoCall{Call: pages(7)}, frame.Signed(&bob), ErrRequireSudo)
	run(t, &SetKeyCall{New: scale.Address(alice)}, frame.Root(), nil)
	wantLastEvent(t, &KeyChanged{New: &alice})
}

func TestNobodyElseMayCall(t *testing.T) {
	start()
	for _, call := range []frame.Call{
		&SudoCall{Call: pages(1)}, &SudoUncheckedWeightCall{Call: pages(1)}, &SetKeyCall{New: scale.Address(bob)},
		&SudoAsCall{Who: scale.Address(alice), Call: pages(1)}, &RemoveKeyCall{},
	} {
		run(t, call, frame.Signed(&bob), ErrRequireSudo)
		run(t, call, frame.None(), frame.BadOrigin)
	}
	if count, _ := system.StoredEvents(); count != 0 {
		t.Errorf("%d events", count)
	}
	if pallet, index := ErrRequireSudo.ModuleError(); pallet != 6 || index != 0 || ErrRequireSudo.Error() == "" {
		t.Errorf("error %d of pallet %d", index, pallet)
	}
}

func TestWeights(t *testing.T) {
	inner := frame.BoxedCall{Call: &system.SetHeapPagesCall{}}
	info, of := (&SudoCall{Call: inner}).Info(), inner.Call.Info()
	if info.Weight != of.Weight.Add(reading(7_939_000)) || info.Class != of.Class {
		t.Errorf("sudo: %+v", info)
	}
	if as := (&SudoAsCall{Call: inner}).Info(); as.Weight != of.Weight.Add(reading(7_870_000)) || as.Class != of.Class {
		t.Errorf("sudo_as: %+v", as)
	}
	given := frame.Weight{RefTime: 5, ProofSize: 6}
	if unchecked := (&SudoUncheckedWeightCall{Call: inner, Weight: given}).Info(); unchecked.Weight != given || unchecked.Class != of.Class {
		t.Errorf("sudo_unchecked_weight: %+v", unchecked)
	}
	removed, set := (&RemoveKeyCall{}).Info(), (&SetKeyCall{}).Info()
	if set.Weight.Sub(removed.Weight) != (frame.Weight{RefTime: 820_000}) {
		t.Errorf("set_key %v, remove_key %v", set.Weight, removed.Weight)
	}
}

func TestGenesis(t *testing.T) {
	hostapi.Reset()
	for text, want := range map[string]bool{
		DefaultGenesis: false, `{}`: false, `{"key":"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"}`: true,
	} {
		var config GenesisConfig
		r := genesis.NewReader([]byte(text))
		if config.DecodeJSON(r); r.End() != "" {
			t.Errorf("%s: %s", text, r.End())
		}
		config.Build()
		if key.Exists() != want {
			t.Errorf("%s: a key: %v", text, key.Exists())
		}
	}
	for _, text := range []string{``, `[]`, `{"key":1}`, `{"key":"x"}`, `{"kay":null}`} {
		r := genesis.NewReader([]byte(text))
		if (&GenesisConfig{}).DecodeJSON(r); r.End() == "" {
			t.Errorf("%s is read", text)
		}
	}
}
