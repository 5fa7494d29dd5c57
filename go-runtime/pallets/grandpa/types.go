package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Authority is the ed25519 key of an authority and how much its vote counts (sp_consensus_grandpa::AuthorityId and AuthorityWeight).
//
//scale:type
//scale:alias
type Authority struct {
	ID     scale.H256 `describe:"DescribeAuthorityID"`
	Weight uint64
}

// AuthorityList is all authorities.
//
//scale:type
//scale:alias
type AuthorityList []Authority

// StateKind is the sort of a [StoredState].
type StateKind uint8

const (
	// Live: blocks are made final.
	Live StateKind = 0
	// PendingPause: finality will pause.
	PendingPause StateKind = 1
	// Paused: no block is made final.
	Paused StateKind = 2
	// PendingResume: finality will go on.
	PendingResume StateKind = 3
)

// StoredState is the state of finality (pallet_grandpa::StoredState).
//
//scale:enum
//scale:path pallet_grandpa::StoredState
//scale:param N primitives.BlockNumber
type StoredState struct {
	Kind StateKind
	// ScheduledAt is the block in which a change was wanted, Delay after how many blocks it happens; only of PendingPause and PendingResume.
	ScheduledAt, Delay primitives.BlockNumber `scale:"of=PendingPause|PendingResume"`
}

func (s *StoredState) isPending() bool { return s.Kind == PendingPause || s.Kind == PendingResume }

// StoredPendingChange is a change of authorities that is to happen (pallet_grandpa::StoredPendingChange).
//
//scale:type
//scale:path pallet_grandpa::StoredPendingChange
//scale:param N primitives.BlockNumber
//scale:param Limit
type StoredPendingChange struct {
	// ScheduledAt is the block in which it was wanted, Delay after how many blocks it happens.
	ScheduledAt, Delay primitives.BlockNumber
	NextAuthorities    AuthorityList `describe:"describeAuthorities"`
	// Forced is the median of the last finalized blocks, of a change that does not wait for finality.
	Forced scale.Option[primitives.BlockNumber]
}

// Stall is a finality that has stopped: how many more blocks to wait, and the median of the last finalized ones.
//
//scale:type
//scale:alias
type Stall struct {
	FurtherWait, Median primitives.BlockNumber
}
