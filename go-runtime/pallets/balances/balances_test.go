package balances

import (
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

var alice, bob, carol = scale.AccountID{1}, scale.AccountID{2}, scale.AccountID{3}

func init() {
	system.Configure(system.Config{
		BlockWeights:       frame.SensibleBlockWeights(frame.Weight{RefTime: frame.WeightPerSecond, ProofSize: ^uint64(0)}, 75),
		BlockLength:        frame.MaxLengthWithNormalPercent(10_000, 75),
		Version:            system.Version{SpecName: "test", SystemVersion: 1},
		MaxConsumers:       4,
		DefaultAccountData: DefaultAccountData,
	})
	Configure(Config{Index: 4, ExistentialDeposit: amount(10), MaxLocks: 2, MaxReserves: 2, MaxFreezes: 2, MaxHolds: 2})
}

func amount(v uint64) scale.U128 { return scale.U128From(v) }

// start makes a chain on which Alice has 1000 and Bob 100, in its first block.
func start() {
	hostapi.Reset()
	(&system.GenesisConfig{}).Build()
	(&GenesisConfig{Balances: []Endowment{{alice, amount(1000)}, {bob, amount(100)}}}).Build()
	system.Initialize(1, &primitives.Hash{}, nil)
	system.NoteFinishedInitialize()
}

func wantFree(t *testing.T, who scale.AccountID, want uint64) {
	t.Helper()
	if got := Account(&who); got.Free != amount(want) {
		t.Errorf("account %d has %s, want %d", who[0], got.Free, want)
	}
}

// wantSound fails the test if the issuance is not the sum of what all accounts have.
func wantSound(t *testing.T) {
	t.Helper()
	var sum scale.U128
	for _, who := range []scale.AccountID{alice, bob, carol} {
		data := Account(&who)
		sum = sum.SaturatingAdd(data.Total())
	}
	if sum != TotalIssuance() {
		t.Errorf("the accounts have %s, the issuance is %s", sum, TotalIssuance())
	}
}

func dispatch(call frame.Call, origin frame.Origin) error {
	_, err := frame.Dispatch(call, origin)
	return err
}

func TestKeysAreTheHashesOfTheNames(t *testing.T) {
	for name, key := range map[string]string{
		"TotalIssuance": keyTotalIssuance, "InactiveIssuance": keyInactiveIssuance, "Account": keyAccount, "Locks": keyLocks,
		"Reserves": keyReserves, "Holds": keyHolds, "Freezes": keyFreezes,
	} {
		pallet, item := hostapi.Twox128([]byte("Balances")), hostapi.Twox128([]byte(name))
		if want := string(pallet[:]) + string(item[:]); key != want {
			t.Errorf("the key of %s is %x, want %x", name, key, want)
		}
	}
}

func TestTransfers(t *testing.T) {
	start()
	transfer := func(value uint64) frame.Call {
		return &TransferAllowDeathCall{Dest: scale.Address(carol), Value: amount(value)}
	}
	for value, want := range map[uint64]error{9: frame.BelowMinimum, 1001: frame.FundsUnavailable} {
		if err := dispatch(transfer(value), frame.Signed(&alice)); err != want {
			t.Errorf("%d: %v, want %v", value, err, want)
		}
	}
	if err := dispatch(transfer(10), frame.Signed(&alice)); err != nil {
		t.Error(err)
	}
	wantFree(t, alice, 990)
	wantFree(t, carol, 10)
	keepAlive := &TransferKeepAliveCall{Dest: scale.Address(carol), Value: amount(91)}
	if err := dispatch(keepAlive, frame.Signed(&bob)); err != frame.NotExpendable {
		t.Error(err)
	}
	if err := dispatch(transfer(91), frame.Signed(&bob)); err != nil {
		t.Error(err)
	}
	if system.LoadAccount(&bob).Exists() {
		t.Error("an account with too little still exists")
	}
	wantFree(t, carol, 101)
	wantSound(t)
	if TotalIssuance() != amount(1091) {
		t.Errorf("the dust is part of the issuance of %s", TotalIssuance())
	}
	if err := dispatch(transfer(1), frame.None()); err != frame.BadOrigin {
		t.Error(err)
	}
	if err := dispatch(&TransferAllowDeathCall{Dest: scale.MultiAddress{Kind: scale.MultiAddress20}}, frame.Signed(&alice)); err != frame.CannotLookup {
		t.Error(err)
	}
}

func TestTransferAll(t *testing.T) {
	start()
	if err := dispatch(&TransferAllCall{Dest: scale.Address(carol), KeepAlive: true}, frame.Signed(&bob)); err != nil {
		t.Error(err)
	}
	wantFree(t, bob, 10)
	if err := dispatch(&TransferAllCall{Dest: scale.Address(carol)}, frame.Signed(&bob)); err != nil {
		t.Error(err)
	}
	wantFree(t, bob, 0)
	wantFree(t, carol, 100)
	wantSound(t)
}

func TestCallsForRootOnly(t *testing.T) {
	start()
	calls := []frame.Call{
		&ForceTransferCall{Source: scale.Address(alice), Dest: scale.Address(bob), Value: amount(100)},
		&ForceSetBalanceCall{Who: scale.Address(carol), NewFree: amount(77)},
		&ForceSetBalanceCall{Who: scale.Address(bob), NewFree: amount(9)},
		&ForceUnreserveCall{Who: scale.Address(alice), Amount: amount(5)},
	}
	for _, call := range calls {
		if err := dispatch(call, frame.Signed(&alice)); err != frame.BadOrigin {
			t.Errorf("%T: %v", call, err)
		}
		if err := dispatch(call, frame.Root()); err != nil {
			t.Errorf("%T: %v", call, err)
		}
	}
	wantFree(t, alice, 900)
	wantFree(t, bob, 0)
	wantFree(t, carol, 77)
	wantSound(t)
	adjust := func(direction AdjustmentDirection, delta uint64) error {
		return dispatch(&ForceAdjustTotalIssuanceCall{Direction: direction, Delta: amount(delta)}, frame.Root())
	}
	Deactivate(amount(900))
	if err := adjust(Increase, 0); err != ErrDeltaZero {
		t.Error(err)
	}
	if err := adjust(Decrease, 78); err != ErrIssuanceDeactivated {
		t.Error(err)
	}
	if err := adjust(Decrease, 77); err != nil || TotalIssuance() != amount(900) || !ActiveIssuance().IsZero() {
		t.Errorf("%v, issuance %s", err, TotalIssuance())
	}
	Reactivate(amount(1))
	if ActiveIssuance() != amount(1) {
		t.Errorf("%s are active", ActiveIssuance())
	}
}

func TestBurn(t *testing.T) {
	start()
	if err := dispatch(&BurnCall{Value: amount(91), KeepAlive: true}, frame.Signed(&bob)); err != frame.FundsUnavailable {
		t.Error(err)
	}
	if err := dispatch(&BurnCall{Value: amount(90), KeepAlive: true}, frame.Signed(&bob)); err != nil {
		t.Error(err)
	}
	wantFree(t, bob, 10)
	wantSound(t)
	if minted, err := MintInto(&carol, amount(20)); err != nil || minted != amount(20) {
		t.Errorf("%s, %v", minted, err)
	}
	wantSound(t)
}

// An account that was last changed by the rules from before reference counts counted what is reserved.
func TestAccountsOfOldRulesAreUpgraded(t *testing.T) {
	start()
	account := system.LoadAccount(&alice)
	old := AccountData{Free: amount(900), Reserved: amount(100)}
	old.store(account.Data())
	account.Write()
	call := &UpgradeAccountsCall{Who: []scale.AccountID{alice}}
	post, err := frame.Dispatch(call, frame.Signed(&bob))
	if err != nil || post.Pays != frame.PaysNo || system.LoadAccount(&alice).Consumers() != 1 {
		t.Errorf("%v, %v, %d consumers", post, err, system.LoadAccount(&alice).Consumers())
	}
	if post, err = frame.Dispatch(call, frame.Signed(&bob)); err != nil || post.Pays != frame.PaysYes {
		t.Errorf("again: %v, %v", post, err)
	}
	if left := Unreserve(&alice, amount(150)); left != amount(50) || system.LoadAccount(&alice).Consumers() != 0 {
		t.Errorf("%s left", left)
	}
	wantFree(t, alice, 1000)
	wantSound(t)
}
