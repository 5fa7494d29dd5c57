//go:build !tinygo.wasm

package transactionpayment

import (
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// Metadata describes the extension: the tip.
func (*ChargeTransactionPayment) Metadata() metadata.Extension {
	return metadata.Extension{
		Identifier: "ChargeTransactionPayment", Implicit: scaleinfo.Unit,
		Type: scaleinfo.Named("pallet_transaction_payment::ChargeTransactionPayment", scaleinfo.Composite{
			scaleinfo.Unnamed(scaleinfo.CompactOf(scaleinfo.U128), "BalanceOf<T>"),
		}, scaleinfo.Without("T")),
	}
}

// describeMultiplier describes a fixed-point number.
func describeMultiplier() scaleinfo.Reference {
	return scaleinfo.Named("sp_arithmetic::fixed_point::FixedU128", scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.U128, "u128")})
}

// describeReleases describes the version of the pallet's storage.
func describeReleases() scaleinfo.Reference {
	return scaleinfo.Named("pallet_transaction_payment::Releases", scaleinfo.Plain("V1Ancient", "V2"))
}

// describeCredit describes funds that are nobody's until the extrinsic ends.
func describeCredit() scaleinfo.Reference {
	imbalance := scaleinfo.Named("frame_support::traits::tokens::fungible::imbalance::Imbalance",
		scaleinfo.Composite{{Name: "amount", Type: scaleinfo.U128, TypeName: "B"}},
		scaleinfo.Of("B", scaleinfo.U128), scaleinfo.Without("OnDrop"), scaleinfo.Without("OppositeOnDrop"))
	return scaleinfo.Named("frame_support::traits::storage::NoDrop", scaleinfo.Composite{scaleinfo.Unnamed(imbalance, "T")}, scaleinfo.Of("T", imbalance))
}
