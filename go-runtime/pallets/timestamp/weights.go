package timestamp

import "github.com/gopallet/gopallet/go-runtime/frame"

// The weights that pallet_timestamp 49 has measured (pallet_timestamp::weights::SubstrateWeight).

func setInfo() frame.DispatchInfo {
	return frame.MandatoryCall(frame.Weight{RefTime: 3_816_000, ProofSize: 1_493}.Add(config.DbWeight.ReadsWrites(2, 1)))
}

// onFinalizeRefTime is what the end of the block costs.
const onFinalizeRefTime = 3_246_000
