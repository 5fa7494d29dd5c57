package aura

import (
	"encoding/binary"
	"reflect"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/pallets/timestamp"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

const slotMilliseconds = 6_000

var alice, bob, carol = AuthorityID{1}, AuthorityID{2}, AuthorityID{3}

// single and several are the two settings of a runtime.
var (
	single  = Config{Index: 2, SlotDuration: slotMilliseconds, MaxAuthorities: 2, DbWeight: frame.RocksDb}
	several = Config{Index: 2, SlotDuration: slotMilliseconds, MaxAuthorities: 2, AllowMultipleBlocksPerSlot: true, DbWeight: frame.RocksDb}
)

func init() {
	system.Configure(system.Config{
		BlockWeights: frame.SensibleBlockWeights(frame.Weight{RefTime: frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
		BlockLength:  frame.MaxLengthWithNormalPercent(10_000, 75),
		Version:      system.Version{SpecName: "test", SystemVersion: 1},
	})
	timestamp.Configure(timestamp.Config{Index: 1, MinimumPeriod: slotMilliseconds / 2, OnTimestampSet: OnTimestampSet})
	Configure(single)
}

// start makes a chain of which Alice and Bob make the blocks.
func start() {
	hostapi.Reset()
	(&GenesisConfig{Authorities: AuthorityList{alice, bob}}).Build()
}

// startBlock starts a block whose author says that it is in a slot, and says what the hook cost.
func startBlock(n primitives.BlockNumber, slot uint64) frame.Weight {
	data := binary.LittleEndian.AppendUint64(nil, slot)
	system.Initialize(n, &primitives.Hash{}, primitives.Digest{
		{Kind: primitives.DigestPreRuntime, Engine: [4]byte{'B', 'A', 'B', 'E'}, Data: []byte{9}},
		{Kind: primitives.DigestPreRuntime, Engine: EngineID, Data: data},
	})
	return OnInitialize(n)
}

// wantPanic fails the test unless function panics with a text that starts so.
func wantPanic(t *testing.T, text string, function func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got, _ := recover().(string); len(got) < len(text) || got[:len(text)] != text {
			t.Errorf("panicked with %q, want %q", got, text)
		}
	}()
	function()
}

func TestSlotsIncrease(t *testing.T) {
	start()
	if cost := startBlock(1, 1000); cost != frame.RocksDb.ReadsWrites(2, 1) || currentSlot.Get() != 1000 {
		t.Errorf("slot %d, cost %v", currentSlot.Get(), cost)
	}
	startBlock(2, 1001)
	wantPanic(t, "Slot must increase", func() { startBlock(3, 1001) })
	wantPanic(t, "Slot must increase", func() { startBlock(4, 1000) })
}

func TestASlotWithSeveralBlocks(t *testing.T) {
	Configure(several)
	defer Configure(single)
	start()
	startBlock(1, 1000)
	startBlock(2, 1000)
	wantPanic(t, "Slot must not decrease", func() { startBlock(3, 999) })
}

func TestABlockWithoutSlot(t *testing.T) {
	start()
	for i, digest := range []primitives.Digest{
		nil,
		{{Kind: primitives.DigestConsensus, Engine: EngineID, Data: make([]byte, 8)}},
		{{Kind: primitives.DigestPreRuntime, Engine: EngineID, Data: make([]byte, 7)}},
	} {
		system.Initialize(primitives.BlockNumber(1+i), &primitives.Hash{}, digest)
		if cost := OnInitialize(1); cost != frame.RocksDb.Reads(1) || currentSlot.Exists() {
			t.Errorf("%+v: cost %v", digest, cost)
		}
	}
}

func TestWhoMayMakeABlock(t *testing.T) {
	disabled := single
	disabled.IsDisabled = func(index uint32) bool { return index == 1 }
	Configure(disabled)
	defer Configure(single)
	start()
	startBlock(1, 1000)
	wantPanic(t, "aura: the slot's authority is disabled", func() { startBlock(2, 1001) })
	startBlock(3, 1002)
	hostapi.Set(authorities.Key(), []byte{0})
	wantPanic(t, "aura: there is nobody", func() { startBlock(4, 1004) })
}

func TestTheTimeIsInTheSlot(t *testing.T) {
	start()
	startBlock(1, 1000)
	const start = 1000 * slotMilliseconds
	for moment, fits := range map[uint64]bool{start - 1: false, start: true, start + slotMilliseconds - 1: true, start + slotMilliseconds: false} {
		if fits {
			OnTimestampSet(moment)
		} else {
			wantPanic(t, "Timestamp slot must match `CurrentSlot`", func() { OnTimestampSet(moment) })
		}
	}
}

func TestOtherSlotsAfterAnUpgrade(t *testing.T) {
	start()
	startBlock(1, 1000)
	if _, err := frame.Dispatch(&timestamp.SetCall{Moment: 1000 * slotMilliseconds}, frame.None()); err != nil {
		t.Fatal(err)
	}
	if cost := OnRuntimeUpgrade(); cost != frame.RocksDb.Reads(2) || currentSlot.Get() != 1000 {
		t.Errorf("slot %d, cost %v", currentSlot.Get(), cost)
	}
	shorter := single
	shorter.SlotDuration = slotMilliseconds / 2
	Configure(shorter)
	defer Configure(single)
	if cost := OnRuntimeUpgrade(); cost != frame.RocksDb.ReadsWrites(2, 1) || currentSlot.Get() != 2000 || SlotDuration() != slotMilliseconds/2 {
		t.Errorf("slot %d, cost %v", currentSlot.Get(), cost)
	}
}

func TestAuthorities(t *testing.T) {
	hostapi.Reset()
	if _, ok := AuthorIndex(7); ok {
		t.Error("a slot is somebody's, and there is nobody")
	}
	start()
	system.Initialize(1, &primitives.Hash{}, nil)
	if index, ok := AuthorIndex(7); !ok || index != 1 {
		t.Errorf("slot 7 is of %d", index)
	}
	ChangeAuthorities(nil)
	if got := Authorities(); !reflect.DeepEqual(got, AuthorityList{alice, bob}) || len(system.Digest()) != 0 {
		t.Errorf("authorities %v", got)
	}
	ChangeAuthorities(AuthorityList{carol})
	Disable(3)
	if got := Authorities(); !reflect.DeepEqual(got, AuthorityList{carol}) {
		t.Errorf("authorities %v", got)
	}
	changed := append([]byte{authoritiesChange, 1 << 2}, carol[:]...)
	want := primitives.Digest{
		{Kind: primitives.DigestConsensus, Engine: EngineID, Data: changed},
		{Kind: primitives.DigestConsensus, Engine: EngineID, Data: []byte{onDisabled, 3, 0, 0, 0}},
	}
	if got := system.Digest(); !reflect.DeepEqual(got, want) {
		t.Errorf("digest %+v, want %+v", got, want)
	}
}

func TestAListThatIsTooLongIsNotDecoded(t *testing.T) {
	three := AuthorityList{alice, bob, carol}
	var decoded AuthorityList
	if err := scale.Unmarshal(scale.Marshal(&three), &decoded); err == nil {
		t.Errorf("decoded %v", decoded)
	}
}

func TestGenesis(t *testing.T) {
	hostapi.Reset()
	const address = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
	for _, text := range []string{DefaultGenesis, `{"authorities":["` + address + `"]}`} {
		var config GenesisConfig
		r := genesis.NewReader([]byte(text))
		if config.DecodeJSON(r); r.End() != "" {
			t.Errorf("%s: %s", text, r.End())
		}
		if config.Build(); len(Authorities()) != len(config.Authorities) {
			t.Errorf("%s: %v", text, Authorities())
		}
	}
	wantPanic(t, "Authorities are already initialized!", func() { (&GenesisConfig{Authorities: AuthorityList{bob}}).Build() })
	hostapi.Reset()
	wantPanic(t, "aura: more authorities than MaxAuthorities", func() { (&GenesisConfig{Authorities: make(AuthorityList, 3)}).Build() })
	for _, text := range []string{`{}`, `{"authorities":{}}`, `{"authorities":[1]}`, `{"authorities":["x"]}`, `{"authorities":[],"more":1}`} {
		r := genesis.NewReader([]byte(text))
		if (&GenesisConfig{}).DecodeJSON(r); r.End() == "" {
			t.Errorf("%s is read", text)
		}
	}
}
