package system

import "github.com/gopallet/gopallet/go-runtime/frame"

// The weights that frame_system 49 has measured for its calls (frame_system::weights::SubstrateWeight).

func per(refTime uint64, n int) frame.Weight { return frame.Weight{RefTime: refTime}.Mul(uint64(n)) }

func remarkInfo(remark []byte) frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: 1_586_000}.Add(per(10_920, len(remark))))
}

func setHeapPagesInfo() frame.DispatchInfo {
	return frame.OperationalCall(frame.Weight{RefTime: 2_836_000}.Add(config.DbWeight.Writes(1)))
}

func setCodeInfo() frame.DispatchInfo {
	return frame.OperationalCall(frame.Weight{RefTime: 164_247_810_000, ProofSize: 67_035}.Add(config.DbWeight.ReadsWrites(1, 1)))
}

func setCodeWithoutChecksInfo() frame.DispatchInfo { return setCodeInfo() }

func setStorageInfo(items []KeyValue) frame.DispatchInfo {
	n := len(items)
	return frame.OperationalCall(frame.Weight{RefTime: 1_565_000}.Add(per(733_648, n)).Add(config.DbWeight.Writes(uint64(n))))
}

func killStorageInfo(keys []frame.Bytes) frame.DispatchInfo {
	n := len(keys)
	return frame.OperationalCall(frame.Weight{RefTime: 1_624_000}.Add(per(566_903, n)).Add(config.DbWeight.Writes(uint64(n))))
}

func killPrefixInfo(subkeys uint32) frame.DispatchInfo {
	n := uint64(subkeys)
	if subkeys < ^uint32(0) {
		n++
	}
	weight := frame.Weight{RefTime: 2_964_000}.Add(frame.Weight{RefTime: 1_340_742, ProofSize: 70}.Mul(n))
	return frame.OperationalCall(weight.Add(config.DbWeight.ReadsWrites(n, n)))
}

func remarkWithEventInfo(remark []byte) frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: 4_725_000}.Add(per(12_386, len(remark))))
}

func authorizeUpgradeInfo() frame.DispatchInfo {
	return frame.OperationalCall(frame.Weight{RefTime: 15_570_000}.Add(config.DbWeight.Writes(1)))
}

func authorizeUpgradeWithoutChecksInfo() frame.DispatchInfo { return authorizeUpgradeInfo() }

func applyAuthorizedUpgradeInfo() frame.DispatchInfo {
	return frame.OperationalCall(frame.Weight{RefTime: 166_858_158_000, ProofSize: 67_035}.Add(config.DbWeight.ReadsWrites(2, 2)))
}

// The weights that it has measured for its transaction extensions (frame_system::SubstrateExtensionsWeight).

func checkGenesisWeight() frame.Weight {
	return frame.Weight{RefTime: 3_577_000}.Add(config.DbWeight.Reads(1))
}

func checkMortalityWeight(immortal bool) frame.Weight {
	if immortal {
		return frame.Weight{RefTime: 6_605_000}.Add(config.DbWeight.Reads(1))
	}
	return frame.Weight{RefTime: 6_703_000, ProofSize: 3_509}.Add(config.DbWeight.Reads(1))
}

func checkNonceWeight() frame.Weight {
	return frame.Weight{RefTime: 7_261_000, ProofSize: 3_593}.Add(config.DbWeight.ReadsWrites(1, 1))
}

func weightReclaimWeight() frame.Weight {
	return frame.Weight{RefTime: 4_747_000, ProofSize: 1_489}.Add(config.DbWeight.ReadsWrites(1, 1))
}

const (
	checkNonZeroSenderRefTime = 570_000
	checkSpecVersionRefTime   = 430_000
	checkTxVersionRefTime     = 455_000
	checkWeightRefTime        = 3_006_000
)
