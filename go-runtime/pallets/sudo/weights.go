package sudo

import "github.com/gopallet/gopallet/go-runtime/frame"

// The weights that pallet_sudo 50 has measured (pallet_sudo::weights::SubstrateWeight).

// proofSize is that of the pallet's only storage item.
const proofSize = 1_517

func reading(refTime uint64) frame.Weight {
	return frame.Weight{RefTime: refTime, ProofSize: proofSize}.Add(config.DbWeight.Reads(1))
}

// around is the cost of a call inside another, which is of the inner one's class.
func around(call *frame.BoxedCall, weight frame.Weight) frame.DispatchInfo {
	inner := call.Info()
	return frame.DispatchInfo{Weight: weight.Add(inner.Weight), Class: inner.Class}
}

func sudoInfo(call *frame.BoxedCall) frame.DispatchInfo { return around(call, reading(7_939_000)) }

func sudoUncheckedWeightInfo(call *frame.BoxedCall, weight frame.Weight) frame.DispatchInfo {
	return frame.DispatchInfo{Weight: weight, Class: call.Info().Class}
}

func setKeyInfo() frame.DispatchInfo {
	return frame.NormalCall(reading(7_237_000).Add(config.DbWeight.Writes(1)))
}

func sudoAsInfo(call *frame.BoxedCall) frame.DispatchInfo { return around(call, reading(7_870_000)) }

func removeKeyInfo() frame.DispatchInfo {
	return frame.NormalCall(reading(6_417_000).Add(config.DbWeight.Writes(1)))
}
