package timestamp

import "github.com/gopallet/gopallet/go-runtime/frame"

// Set sets the time of the block, in milliseconds since 1970. Each block has this inherent once. The block is not valid if the time is
// less than the minimum period after that of the last one.
//
//frame:call 0 compact=moment name=moment:now
func Set(origin frame.Origin, moment uint64) error {
	if err := frame.EnsureNone(origin); err != nil {
		return err
	}
	if didUpdate.Exists() {
		panic("Timestamp must be updated only once in the block")
	}
	if previous := Now(); previous != 0 && moment < previous+config.MinimumPeriod {
		panic("Timestamp must increment by at least <MinimumPeriod> between sequential blocks")
	}
	now.Put(frame.U64(moment))
	didUpdate.Put(true)
	if config.OnTimestampSet != nil {
		config.OnTimestampSet(moment)
	}
	return nil
}
