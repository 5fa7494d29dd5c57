package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// The pallet's storage items.
var (
	// NextFeeMultiplier is by what fees for weight are multiplied in this block.
	//
	//frame:storage default=FixedOne describe=describeMultiplier
	nextFeeMultiplier = frame.NewValue[scale.U128](keyNextFeeMultiplier)
	// StorageVersion is the version of the pallet's storage by the pallet's own count.
	//
	//frame:storage describe=describeReleases
	storageVersion = frame.NewValue[frame.U8](keyStorageVersion)
	// TxPaymentCredit is what the extrinsic that runs has paid for its inclusion.
	//
	//frame:storage optional describe=describeCredit
	txPaymentCredit = frame.NewValue[scale.U128](keyTxPaymentCredit)
)

// knownMultiplier is the fee multiplier as it was last read in this call. See [frame.Rollbacks].
type knownMultiplier struct {
	rollbacks uint32
	value     scale.U128
}

// multiplier is nil until the fee multiplier is needed.
var multiplier *knownMultiplier

// NextFeeMultiplier is by what fees for weight are multiplied in this block, as a fixed-point number.
func NextFeeMultiplier() scale.U128 {
	if multiplier == nil || multiplier.rollbacks != frame.Rollbacks() {
		multiplier = &knownMultiplier{frame.Rollbacks(), nextFeeMultiplier.GetOr(FixedOne)}
	}
	return multiplier.value
}

// releaseV2 is the present version of the pallet's storage by the pallet's own count (pallet_transaction_payment::Releases).
const releaseV2 = 1
