package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// The weights that pallet_balances 51 has measured (pallet_balances::weights::SubstrateWeight).

// accountProofSize is what the proof of one account takes.
const accountProofSize = 3_593

func touching(refTime uint64) frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: refTime, ProofSize: accountProofSize}.Add(config.DbWeight.ReadsWrites(1, 1)))
}

func transferAllowDeathInfo() frame.DispatchInfo { return touching(48_834_000) }

func transferKeepAliveInfo() frame.DispatchInfo { return touching(39_051_000) }

func transferAllInfo() frame.DispatchInfo { return touching(48_209_000) }

func forceUnreserveInfo() frame.DispatchInfo { return touching(15_515_000) }

// forceSetBalanceInfo is that of an account that goes, which costs more than one that is made.
func forceSetBalanceInfo() frame.DispatchInfo { return touching(19_206_000) }

func forceTransferInfo() frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: 49_519_000, ProofSize: 6_196}.Add(config.DbWeight.ReadsWrites(2, 2)))
}

func upgradeAccountsInfo(who []scale.AccountID) frame.DispatchInfo {
	n := uint64(len(who))
	each := frame.Weight{RefTime: 14_648_188, ProofSize: 2_603}.Mul(n)
	return frame.NormalCall(frame.Weight{RefTime: 14_674_000, ProofSize: 990}.Add(each).Add(config.DbWeight.ReadsWrites(n, n)))
}

func forceAdjustTotalIssuanceInfo() frame.DispatchInfo {
	return frame.NormalCall(frame.Weight{RefTime: 5_351_000})
}

func burnInfo(keepAlive bool) frame.DispatchInfo {
	if keepAlive {
		return frame.NormalCall(frame.Weight{RefTime: 20_720_000})
	}
	return frame.NormalCall(frame.Weight{RefTime: 30_219_000})
}
