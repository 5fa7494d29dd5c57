package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// The pallet's storage items. Balances themselves are in the accounts of the pallet System.
var (
	// TotalIssuance is the sum of all balances.
	//
	//frame:storage
	totalIssuance = frame.NewValue[scale.U128](keyTotalIssuance)
	// InactiveIssuance is what of it does not count for votes.
	//
	//frame:storage
	inactiveIssuance = frame.NewValue[scale.U128](keyInactiveIssuance)
)

// knownIssuance is the total issuance as it was last read or written in this call; storage agrees with it. See [frame.Rollbacks].
type knownIssuance struct {
	rollbacks uint32
	total     scale.U128
}

// issuance is nil until the total issuance is needed.
var issuance *knownIssuance

// TotalIssuance is the sum of all balances.
func TotalIssuance() scale.U128 {
	if issuance == nil || issuance.rollbacks != frame.Rollbacks() {
		issuance = &knownIssuance{frame.Rollbacks(), totalIssuance.Get()}
	}
	return issuance.total
}

func setTotalIssuance(total scale.U128) {
	if issuance == nil {
		issuance = new(knownIssuance)
	}
	issuance.rollbacks, issuance.total = frame.Rollbacks(), total
	totalIssuance.Put(total)
}

// InactiveIssuance is what of the total issuance does not count for votes.
func InactiveIssuance() scale.U128 { return inactiveIssuance.Get() }

// ActiveIssuance is what of the total issuance counts for votes.
func ActiveIssuance() scale.U128 { return TotalIssuance().SaturatingSub(InactiveIssuance()) }

// Deactivate takes an amount out of what counts for votes, as far as there is as much.
func Deactivate(amount scale.U128) {
	inactive := InactiveIssuance()
	inactiveIssuance.Put(inactive.SaturatingAdd(amount.Min(TotalIssuance().SaturatingSub(inactive))))
}

// Reactivate takes back [Deactivate].
func Reactivate(amount scale.U128) { inactiveIssuance.Put(InactiveIssuance().SaturatingSub(amount)) }
