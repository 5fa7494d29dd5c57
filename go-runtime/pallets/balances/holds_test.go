package balances

import (
	"testing"

	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
)

var (
	first, second, third = frame.Reason{Pallet: 7}, frame.Reason{Pallet: 7, Reason: 1}, frame.Reason{Pallet: 9}
	idA, idB, idC        = Identifier{'a'}, Identifier{'b'}, Identifier{'c'}
)

func TestHolds(t *testing.T) {
	start()
	if err := Hold(first, &alice, amount(991)); err != frame.FundsUnavailable {
		t.Error(err)
	}
	if err := Hold(first, &carol, amount(0)); err != frame.CannotCreateHold {
		t.Error(err)
	}
	for i, reason := range []frame.Reason{first, second} {
		if err := Hold(reason, &alice, amount(100)); err != nil || HeldAmount(reason, &alice) != amount(100) {
			t.Error(i, err)
		}
	}
	if err := Hold(third, &alice, amount(1)); err != frame.CannotCreateHold {
		t.Error(err)
	}
	if system.LoadAccount(&alice).Consumers() != 1 {
		t.Error("what is held counts as one consumer")
	}
	if _, err := MoveHeld(first, &alice, &bob, amount(40), Exact, false, Polite); err != nil || HeldAmount(first, &bob) != amount(40) {
		t.Error(err)
	}
	if _, err := MoveHeld(first, &alice, &bob, amount(61), Exact, true, Polite); err != frame.FundsUnavailable {
		t.Error(err)
	}
	if moved, err := MoveHeld(first, &alice, &bob, amount(61), BestEffort, true, Polite); err != nil || moved != amount(60) {
		t.Error(moved, err)
	}
	if _, err := MoveAndHold(second, &alice, &bob, amount(10), Exact, Preserve, Polite); err != nil || HeldAmount(second, &bob) != amount(10) {
		t.Error(err)
	}
	if released, err := Release(second, &alice, amount(500), BestEffort); err != nil || released != amount(100) {
		t.Error(released, err)
	}
	if system.LoadAccount(&alice).Consumers() != 0 || holds.Contains(&alice) {
		t.Error("nothing is held any more")
	}
	if burned, err := BurnHeldBalance(first, &bob, amount(40), Exact, Polite); err != nil || burned != amount(40) {
		t.Error(burned, err)
	}
	wantFree(t, alice, 890)
	wantFree(t, bob, 160)
	wantSound(t)
}

func TestFreezesAndLocks(t *testing.T) {
	start()
	if err := SetFreeze(first, &alice, amount(900)); err != nil {
		t.Error(err)
	}
	if err := ExtendFreeze(first, &alice, amount(500)); err != nil || FrozenAmount(first, &alice) != amount(900) {
		t.Error(err)
	}
	if err := MoveBalance(&alice, &bob, amount(101), Expendable); err != frame.Frozen {
		t.Error(err)
	}
	SetLock(idA, &alice, amount(950), ReasonMisc)
	ExtendLock(idA, &alice, amount(960), ReasonFee)
	if got := locks.Get(alice); len(got) != 1 || got[0] != (BalanceLock{idA, amount(960), ReasonAll}) {
		t.Error(got)
	}
	if err := MoveBalance(&alice, &bob, amount(41), Expendable); err != frame.Frozen {
		t.Error(err)
	}
	RemoveLock(idA, &alice)
	if err := SetFreeze(first, &alice, amount(0)); err != nil || locks.Contains(&alice) || freezes.Contains(&alice) {
		t.Error(err)
	}
	if data := Account(&alice); !data.Frozen.IsZero() || system.LoadAccount(&alice).Consumers() != 0 {
		t.Error("something is still frozen")
	}
	for i, want := range []error{nil, nil, ErrTooManyFreezes} {
		if err := SetFreeze(frame.Reason{Pallet: uint8(i)}, &alice, amount(1)); err != want {
			t.Error(i, err)
		}
	}
}

func TestNamedReserves(t *testing.T) {
	start()
	for i, id := range []Identifier{idB, idA, idB} {
		if err := ReserveNamed(id, &alice, amount(100)); err != nil {
			t.Error(i, err)
		}
	}
	if list := reserves.Get(alice); len(list) != 2 || list[0] != (ReserveData{idA, amount(100)}) || list[1] != (ReserveData{idB, amount(200)}) {
		t.Error(list)
	}
	if err := ReserveNamed(idC, &alice, amount(1)); err != ErrTooManyReserves {
		t.Error(err)
	}
	if err := ReserveNamed(idA, &alice, amount(900)); err != ErrInsufficientBalance || ReservedNamed(idA, &alice) != amount(100) {
		t.Error(err)
	}
	if left := UnreserveNamed(idA, &alice, amount(150)); left != amount(50) || !ReservedNamed(idA, &alice).IsZero() {
		t.Error(left)
	}
	if left, err := RepatriateReservedNamed(idB, &alice, &bob, amount(50), StatusReserved); err != nil || !left.IsZero() {
		t.Error(left, err)
	}
	if ReservedNamed(idB, &bob) != amount(50) || ReservedNamed(idB, &alice) != amount(150) {
		t.Error("the reserve did not move")
	}
	if _, err := RepatriateReservedNamed(idB, &alice, &carol, amount(50), StatusFree); err != ErrDeadAccount {
		t.Error(err)
	}
	taken, left := SlashReservedNamed(idB, &alice, amount(200))
	if taken != amount(150) || left != amount(50) {
		t.Error(taken, left)
	}
	BurnDebt(taken)
	wantFree(t, alice, 800)
	wantSound(t)
}
