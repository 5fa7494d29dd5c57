package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// EngineID names this finality in digests.
var EngineID = [4]byte{'F', 'R', 'N', 'K'}

// Messages to the nodes' side of the finality, by the index of the variant (sp_consensus_grandpa::ConsensusLog).
const (
	logScheduledChange = 1
	logForcedChange    = 2
	logOnDisabled      = 3
	logPause           = 4
	logResume          = 5
)

func depositLog(e *scale.Encoder) {
	system.DepositLog(&primitives.DigestItem{Kind: primitives.DigestConsensus, Engine: EngineID, Data: e.Output()})
}

func depositDelay(variant byte, delay primitives.BlockNumber) {
	e := scale.NewEncoder(make([]byte, 0, 5))
	e.Variant(variant)
	delay.Encode(e)
	depositLog(e)
}

func depositChange(change *StoredPendingChange) {
	e := scale.NewEncoder(make([]byte, 0, 9+change.NextAuthorities.EncodedLen()))
	if change.Forced.Some {
		e.Variant(logForcedChange)
		change.Forced.Value.Encode(e)
	} else {
		e.Variant(logScheduledChange)
	}
	change.NextAuthorities.Encode(e)
	change.Delay.Encode(e)
	depositLog(e)
}

// OnFinalize tells the nodes of changes that were wanted in this block, and makes those that are due.
func OnFinalize(n primitives.BlockNumber) {
	var change StoredPendingChange
	if pendingChange.Read(&change) {
		if n == change.ScheduledAt {
			depositChange(&change)
		}
		if n == change.ScheduledAt+change.Delay {
			authorities.Write(&change.NextAuthorities)
			system.Deposit(&NewAuthorities{AuthoritySet: change.NextAuthorities})
			pendingChange.Kill()
		}
	}
	finality := state.Get()
	if !finality.isPending() {
		return
	}
	pausing := finality.Kind == PendingPause
	if n == finality.ScheduledAt {
		if pausing {
			depositDelay(logPause, finality.Delay)
		} else {
			depositDelay(logResume, finality.Delay)
		}
	}
	if n != finality.ScheduledAt+finality.Delay {
		return
	}
	if pausing {
		state.Put(StoredState{Kind: Paused})
		system.Deposit(&FinalityPaused{})
	} else {
		state.Put(StoredState{Kind: Live})
		system.Deposit(&FinalityResumed{})
	}
}

// SchedulePause lets finality pause after some blocks.
func SchedulePause(delay primitives.BlockNumber) error {
	if state.Get().Kind != Live {
		return ErrPauseFailed
	}
	state.Put(StoredState{PendingPause, system.Number(), delay})
	return nil
}

// ScheduleResume lets finality go on after some blocks.
func ScheduleResume(delay primitives.BlockNumber) error {
	if state.Get().Kind != Paused {
		return ErrResumeFailed
	}
	state.Put(StoredState{PendingResume, system.Number(), delay})
	return nil
}

// ScheduleChange makes others the authorities after some blocks. A forced change, with the median of the last finalized blocks, does not wait for
// finality; the next such may not be wanted before twice the delay has passed.
func ScheduleChange(next AuthorityList, delay primitives.BlockNumber, forced scale.Option[primitives.BlockNumber]) error {
	if pendingChange.Exists() {
		return ErrChangePending
	}
	now := system.Number()
	if forced.Some {
		var earliest primitives.BlockNumber
		if nextForced.Read(&earliest) && earliest > now {
			return ErrTooSoon
		}
		nextForced.Put(now + 2*delay)
	}
	pendingChange.Write(&StoredPendingChange{ScheduledAt: now, Delay: delay, NextAuthorities: next, Forced: forced})
	return nil
}

// Disable tells the nodes that an authority, given by its index, does not vote until the next change.
func Disable(index uint64) {
	e := scale.NewEncoder(make([]byte, 0, 9))
	e.Variant(logOnDisabled)
	e.U64(index)
	depositLog(e)
}
