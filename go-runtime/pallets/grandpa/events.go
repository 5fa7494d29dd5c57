package grandpa

// Event is an event of this pallet.
//
//scale:enum
//frame:plain
type Event interface{ isEvent() }

// NewAuthorities: others vote from now on.
//
//scale:variant Event 0
type NewAuthorities struct {
	AuthoritySet AuthorityList
}

// FinalityPaused: no block is made final from now on. In metadata its name is Paused.
//
//scale:variant Event 1 Paused
type FinalityPaused struct{}

// FinalityResumed: blocks are made final again. In metadata its name is Resumed.
//
//scale:variant Event 2 Resumed
type FinalityResumed struct{}
