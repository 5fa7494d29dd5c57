package grandpa

import "github.com/gopallet/gopallet/go-runtime/frame"

// The weights of pallet_grandpa 50 (pallet_grandpa::WeightInfo for ()); its database's are always RocksDB's.

func noteStalledInfo() frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: 3 * frame.WeightPerMicrosecond}.Add(frame.RocksDb.Writes(1)))
}
