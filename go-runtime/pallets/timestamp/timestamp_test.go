package timestamp

import (
	"encoding/binary"
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

const period = 3_000

// told is the time that the pallet last told the runtime of.
var told uint64

func init() {
	Configure(Config{Index: 1, MinimumPeriod: period, OnTimestampSet: func(now uint64) { told = now }, DbWeight: frame.RocksDb})
}

// setTime makes the call that sets the time, as none.
func setTime(moment uint64) error {
	_, err := frame.Dispatch(&SetCall{Moment: moment}, frame.None())
	return err
}

// wantPanic fails the test unless function panics with this text.
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

func at(moment uint64) frame.InherentData {
	return frame.InherentData{{Identifier: InherentIdentifier, Data: binary.LittleEndian.AppendUint64(nil, moment)}}
}

func TestTheTimeIsSetOnceInABlock(t *testing.T) {
	hostapi.Reset()
	if err := setTime(10_000); err != nil || Now() != 10_000 || told != 10_000 {
		t.Errorf("%v, it is %d, the runtime was told %d", err, Now(), told)
	}
	wantPanic(t, "Timestamp must be updated only once in the block", func() { _ = setTime(20_000) })
	OnFinalize(1)
	if didUpdate.Exists() {
		t.Error("that the time was set outlives the block")
	}
	if err := setTime(10_000 + period); err != nil || Now() != 10_000+period {
		t.Errorf("%v, it is %d", err, Now())
	}
}

func TestTimeGoesForward(t *testing.T) {
	hostapi.Reset()
	now.Put(10_000)
	wantPanic(t, "Timestamp must increment by at least <MinimumPeriod> between sequential blocks", func() { _ = setTime(10_000 + period - 1) })
}

func TestOnlyInherentsSetTheTime(t *testing.T) {
	hostapi.Reset()
	for _, origin := range []frame.Origin{frame.Root(), frame.Signed(&scale.AccountID{1})} {
		if _, err := frame.Dispatch(&SetCall{Moment: 1}, origin); err != frame.BadOrigin {
			t.Errorf("%v: %v", origin, err)
		}
	}
	if Now() != 0 || didUpdate.Exists() {
		t.Error("the time was set")
	}
}

func TestABlockHasATime(t *testing.T) {
	hostapi.Reset()
	wantPanic(t, "Timestamp must be updated once in the block", func() { OnFinalize(1) })
	didUpdate.Put(false)
	wantPanic(t, "Timestamp must be updated once in the block", func() { OnFinalize(1) })
}

func TestTheInherentIsTheTimeOfTheNodeAndNeverTooEarly(t *testing.T) {
	hostapi.Reset()
	now.Put(10_000)
	for known, want := range map[uint64]uint64{0: 10_000 + period, 10_000 + period: 10_000 + period, 50_000: 50_000} {
		call, ok := CreateInherent(at(known)).(*SetCall)
		if !ok || call.Moment != want || !IsInherent(call) {
			t.Errorf("%d: %+v, want %d", known, call, want)
		}
	}
	wantPanic(t, "Timestamp inherent data must be provided", func() { CreateInherent(nil) })
	wantPanic(t, "Timestamp inherent data not correctly encoded", func() {
		CreateInherent(frame.InherentData{{Identifier: InherentIdentifier, Data: []byte{1}}})
	})
}

// other is a call of another pallet.
type other struct{ SetCall }

func TestInherentsAreChecked(t *testing.T) {
	hostapi.Reset()
	now.Put(10_000)
	for moment, want := range map[uint64]frame.InherentError{
		10_000 + period - 1: ErrTooEarly, 10_000 + period: nil, 50_000 + maxDrift: nil, 50_001 + maxDrift: ErrTooFarInFuture,
	} {
		if err := CheckInherent(&SetCall{Moment: moment}, at(50_000)); err != want {
			t.Errorf("%d: %v, want %v", moment, err, want)
		}
	}
	if err := CheckInherent(&other{}, at(0)); err != nil || IsInherent(&other{}) {
		t.Errorf("another call: %v", err)
	}
	for index, err := range []InherentError{ErrTooEarly, ErrTooFarInFuture} {
		if encoded := scale.Marshal(err); len(encoded) != 1 || int(encoded[0]) != index || !err.Fatal() || err.Error() == "" {
			t.Errorf("%v is encoded as %x", err, encoded)
		}
	}
}

func TestWeights(t *testing.T) {
	info := (&SetCall{}).Info()
	if want := frame.RocksDb.ReadsWrites(2, 1); info.Class != frame.Mandatory || info.Weight != want.Add(frame.Weight{RefTime: 3_816_000, ProofSize: 1_493}) {
		t.Errorf("%+v", info)
	}
	if got := OnInitialize(1); got != (frame.Weight{RefTime: onFinalizeRefTime}) {
		t.Errorf("the hooks cost %v", got)
	}
}
