package grandpa

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/frame/genesis"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

const palletIndex = 3

var alice, bob = Authority{ID: scale.H256{1}, Weight: 1}, Authority{ID: scale.H256{2}, Weight: 5}

// unforced is a change that waits for finality.
var unforced scale.Option[primitives.BlockNumber]

func init() {
	system.Configure(system.Config{
		BlockWeights: frame.SensibleBlockWeights(frame.Weight{RefTime: frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
		BlockLength:  frame.MaxLengthWithNormalPercent(10_000, 75),
		Version:      system.Version{SpecName: "test", SystemVersion: 1},
	})
	Configure(Config{Index: palletIndex, MaxAuthorities: 2, DbWeight: frame.RocksDb})
}

// start makes a chain on which Alice votes, in its first block.
func start() {
	hostapi.Reset()
	(&GenesisConfig{Authorities: AuthorityList{alice}}).Build()
	startBlock(1)
}

func startBlock(n primitives.BlockNumber) {
	system.ResetEvents()
	system.Initialize(n, &primitives.Hash{}, nil)
	system.NoteFinishedInitialize()
}

// wantEnd ends the block, and fails the test unless the pallet then has told of these events, and the nodes of these messages.
func wantEnd(t *testing.T, n primitives.BlockNumber, events []frame.Event, messages ...[]byte) {
	t.Helper()
	OnFinalize(n)
	want := system.EventRecords(system.Phase{Kind: system.ApplyingExtrinsic}, events...)
	if _, records := system.StoredEvents(); !bytes.Equal(records, want) {
		t.Errorf("block %d: events %x, want %x", n, records, want)
	}
	var digest primitives.Digest
	for _, message := range messages {
		digest = append(digest, primitives.DigestItem{Kind: primitives.DigestConsensus, Engine: EngineID, Data: message})
	}
	if got := system.Digest(); len(got) != len(digest) || len(got) > 0 && !reflect.DeepEqual(got, digest) {
		t.Errorf("block %d: digest %+v, want %+v", n, got, digest)
	}
}

func wantAuthorities(t *testing.T, want ...Authority) {
	t.Helper()
	if got := Authorities(); !reflect.DeepEqual(got, AuthorityList(want)) {
		t.Errorf("authorities %v, want %v", got, want)
	}
}

func wantError(t *testing.T, got, want error) {
	t.Helper()
	if got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// changeTo is the encoding of the authorities and of the delay in messages.
func changeTo(who Authority, delay byte) []byte {
	list := AuthorityList{who}
	return append(scale.Marshal(&list), delay, 0, 0, 0)
}

func TestAChangeIsToldAndThenMade(t *testing.T) {
	start()
	wantError(t, ScheduleChange(AuthorityList{bob}, 2, unforced), nil)
	wantError(t, ScheduleChange(AuthorityList{bob}, 2, unforced), ErrChangePending)
	wantEnd(t, 1, nil, append([]byte{logScheduledChange}, changeTo(bob, 2)...))
	startBlock(2)
	wantEnd(t, 2, nil)
	wantAuthorities(t, alice)
	startBlock(3)
	wantEnd(t, 3, []frame.Event{&NewAuthorities{AuthoritySet: AuthorityList{bob}}})
	wantAuthorities(t, bob)
	wantError(t, ScheduleChange(AuthorityList{alice}, 0, unforced), nil)
}

func TestAChangeWithoutDelay(t *testing.T) {
	start()
	wantError(t, ScheduleChange(AuthorityList{bob}, 0, unforced), nil)
	wantEnd(t, 1, []frame.Event{&NewAuthorities{AuthoritySet: AuthorityList{bob}}}, append([]byte{logScheduledChange}, changeTo(bob, 0)...))
	wantAuthorities(t, bob)
}

func TestForcedChangesKeepTheirDistance(t *testing.T) {
	start()
	forced := scale.Option[primitives.BlockNumber]{Some: true, Value: 9}
	wantError(t, ScheduleChange(AuthorityList{bob}, 1, forced), nil)
	wantEnd(t, 1, nil, append([]byte{logForcedChange, 9, 0, 0, 0}, changeTo(bob, 1)...))
	startBlock(2)
	wantEnd(t, 2, []frame.Event{&NewAuthorities{AuthoritySet: AuthorityList{bob}}})
	wantError(t, ScheduleChange(AuthorityList{alice}, 1, forced), ErrTooSoon)
	startBlock(3)
	wantError(t, ScheduleChange(AuthorityList{alice}, 1, forced), nil)
}

func TestFinalityPausesAndGoesOn(t *testing.T) {
	start()
	wantError(t, ScheduleResume(0), ErrResumeFailed)
	wantError(t, SchedulePause(1), nil)
	wantError(t, SchedulePause(1), ErrPauseFailed)
	wantEnd(t, 1, nil, []byte{logPause, 1, 0, 0, 0})
	startBlock(2)
	wantError(t, ScheduleResume(0), ErrResumeFailed)
	wantEnd(t, 2, []frame.Event{&FinalityPaused{}})
	startBlock(3)
	wantError(t, SchedulePause(0), ErrPauseFailed)
	wantError(t, ScheduleResume(0), nil)
	wantEnd(t, 3, []frame.Event{&FinalityResumed{}}, []byte{logResume, 0, 0, 0, 0})
	if got := state.Get(); got.Kind != Live {
		t.Errorf("state %+v", got)
	}
	startBlock(4)
	Disable(7)
	wantEnd(t, 4, nil, []byte{logOnDisabled, 7, 0, 0, 0, 0, 0, 0, 0})
}

func TestNoteStalled(t *testing.T) {
	start()
	call := &NoteStalledCall{Delay: 10, BestFinalizedBlockNumber: 4}
	for _, origin := range []frame.Origin{frame.Signed(&scale.AccountID{1}), frame.None()} {
		_, err := frame.Dispatch(call, origin)
		wantError(t, err, frame.BadOrigin)
	}
	if stalled.Exists() {
		t.Error("others than root have noted it")
	}
	_, err := frame.Dispatch(call, frame.Root())
	wantError(t, err, nil)
	if got := stalled.Get(); got != (Stall{FurtherWait: 10, Median: 4}) {
		t.Errorf("%+v", got)
	}
	if info := call.Info(); info.Weight.RefTime <= frame.RocksDb.Write || info.Class != frame.Normal {
		t.Errorf("%+v", info)
	}
}

// The calls that report equivocations need a proof that has no value: they are known to the metadata, and nobody can make them.
func TestReportsCannotBeMade(t *testing.T) {
	for _, index := range []byte{0, 1} {
		d := scale.NewDecoder([]byte{index, 0, 0, 0, 0})
		if call := DecodeCall(d); call != nil || d.Err() == nil {
			t.Errorf("call %d is decoded", index)
		}
	}
	for _, source := range []frame.TransactionSource{frame.SourceInBlock, frame.SourceInBlock + 1, frame.SourceInBlock + 2} {
		_, err := ValidateUnsigned(source, &NoteStalledCall{})
		wantError(t, err, frame.InvalidCall)
	}
}

func TestErrors(t *testing.T) {
	list := []Error{
		ErrPauseFailed, ErrResumeFailed, ErrChangePending, ErrTooSoon, ErrInvalidKeyOwnershipProof, ErrInvalidEquivocationProof, ErrDuplicateOffenceReport,
	}
	for i, err := range list {
		if pallet, index := err.ModuleError(); pallet != palletIndex || int(index) != i || err.Error() == "" {
			t.Errorf("error %d of pallet %d: %q", index, pallet, err.Error())
		}
	}
}

func wantPanic(t *testing.T, text string, function func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := recover(); got != text {
			t.Errorf("panicked with %v, want %q", got, text)
		}
	}()
	function()
}

func TestGenesis(t *testing.T) {
	hostapi.Reset()
	const address = "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu"
	for _, text := range []string{DefaultGenesis, `{"authorities":[["` + address + `",3]]}`} {
		var config GenesisConfig
		r := genesis.NewReader([]byte(text))
		if config.DecodeJSON(r); r.End() != "" {
			t.Errorf("%s: %s", text, r.End())
		}
		if config.Build(); !reflect.DeepEqual(Authorities(), config.Authorities) && len(config.Authorities) > 0 || !currentSetID.Exists() {
			t.Errorf("%s: %v", text, Authorities())
		}
	}
	if session := frame.U64(0); CurrentSetID() != 0 || !setIDSession.Contains(&session) || Authorities()[0].Weight != 3 {
		t.Errorf("set %d, authorities %v", CurrentSetID(), Authorities())
	}
	wantPanic(t, "Authorities are already initialized!", func() { (&GenesisConfig{Authorities: AuthorityList{bob}}).Build() })
	hostapi.Reset()
	wantPanic(t, "Grandpa: `Config::MaxAuthorities` is smaller than the number of genesis authorities!", func() {
		(&GenesisConfig{Authorities: make(AuthorityList, 3)}).Build()
	})
	for _, text := range []string{
		`{}`, `{"authorities":{}}`, `{"authorities":["` + address + `"]}`, `{"authorities":[["` + address + `"]]}`,
		`{"authorities":[["` + address + `",1,2]]}`, `{"authorities":[["x",1]]}`, `{"authorities":[["` + address + `",-1]]}`, `{"authorities":[],"more":1}`,
	} {
		r := genesis.NewReader([]byte(text))
		if (&GenesisConfig{}).DecodeJSON(r); r.End() == "" {
			t.Errorf("%s is read", text)
		}
	}
}
