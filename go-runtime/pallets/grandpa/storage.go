package grandpa

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// StorageVersion is the version of the pallet's storage.
const StorageVersion = 5

// The pallet's storage items.
var (
	// State is the state of finality.
	//
	//frame:storage
	state = frame.NewValue[StoredState](keyState)
	// PendingChange is a change of authorities that is to happen.
	//
	//frame:storage optional
	pendingChange = frame.NewValue[StoredPendingChange](keyPendingChange)
	// NextForced is the block from which on a forced change may be wanted.
	//
	//frame:storage optional
	nextForced = frame.NewValue[primitives.BlockNumber](keyNextForced)
	// Stalled says that finality has stopped, and since when.
	//
	//frame:storage optional
	stalled = frame.NewValue[Stall](keyStalled)
	// CurrentSetId is the number of changes of authorities so far.
	//
	//frame:storage
	currentSetID = frame.NewValue[frame.U64](keyCurrentSetId)
	// SetIdSession has for each set of authorities the session that it was last in.
	//
	//frame:storage optional
	setIDSession = frame.NewMap[frame.U64, frame.U32, frame.Twox64Concat](keySetIdSession)
	// Authorities are those who vote now.
	//
	//frame:storage describe=describeAuthorities
	authorities = frame.NewValue[AuthorityList](keyAuthorities)
)

// Authorities are those who vote now.
func Authorities() AuthorityList { return authorities.Get() }

// CurrentSetID is the number of changes of authorities so far.
func CurrentSetID() uint64 { return uint64(currentSetID.Get()) }
