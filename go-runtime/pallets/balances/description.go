//go:build !tinygo.wasm

package balances

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/metadata"
	"github.com/gopallet/gopallet/go-runtime/scaleinfo"
)

// TypeInfo describes what an account has.
func (*AccountData) TypeInfo() scaleinfo.Reference {
	balance := func(name string) scaleinfo.Field {
		return scaleinfo.Field{Name: name, Type: scaleinfo.U128, TypeName: "Balance"}
	}
	flags := scaleinfo.Named("pallet_balances::types::ExtraFlags", scaleinfo.Composite{scaleinfo.Unnamed(scaleinfo.U128, "u128")})
	return scaleinfo.Named("pallet_balances::types::AccountData", scaleinfo.Composite{
		balance("free"), balance("reserved"), balance("frozen"), {Name: "flags", Type: flags, TypeName: "ExtraFlags"},
	}, scaleinfo.Of("Balance", scaleinfo.U128))
}

// identified describes an amount with what it is for.
func identified(path, idType string, id scaleinfo.Reference, amount string, first, second string) scaleinfo.Reference {
	return scaleinfo.Named(path, scaleinfo.Composite{
		{Name: "id", Type: id, TypeName: idType}, {Name: "amount", Type: scaleinfo.U128, TypeName: amount},
	}, scaleinfo.Of(first, id), scaleinfo.Of(second, scaleinfo.U128))
}

// itemMetadata describes the maps that have an entry for each account. The composition has no reserves, locks come from other pallets only.
func itemMetadata() []metadata.Entry {
	identifier := scaleinfo.ArrayOf(8, scaleinfo.U8)
	reasons := scaleinfo.Named("pallet_balances::types::Reasons", scaleinfo.Plain("Fee", "Misc", "All"))
	lock := scaleinfo.Named("pallet_balances::types::BalanceLock", scaleinfo.Composite{
		{Name: "id", Type: identifier, TypeName: "LockIdentifier"}, {Name: "amount", Type: scaleinfo.U128, TypeName: "Balance"},
		{Name: "reasons", Type: reasons, TypeName: "Reasons"},
	}, scaleinfo.Of("Balance", scaleinfo.U128))
	reserve := identified("pallet_balances::types::ReserveData", "ReserveIdentifier", identifier, "Balance", "ReserveIdentifier", "Balance")
	amount := func(id scaleinfo.Reference) scaleinfo.Reference {
		return identified("frame_support::traits::tokens::misc::IdAmount", "Id", id, "Balance", "Id", "Balance")
	}
	entry := func(name string, value scaleinfo.Reference, docs string) metadata.Entry {
		return metadata.Entry{
			Name: name, Modifier: metadata.Default, Hashers: []metadata.Hasher{metadata.Blake2x128Concat}, Key: scaleinfo.AccountID, Value: value,
			Default: []byte{0}, Docs: []string{docs},
		}
	}
	account := entry("Account", (*AccountData)(nil).TypeInfo(), "What each account has, where the pallet System does not keep it.")
	account.Default = []byte(DefaultAccountData)
	described := frame.Described()
	return []metadata.Entry{
		account,
		entry("Locks", scaleinfo.WeakBoundedVecOf(lock), "What of each account's balance is locked, and by whom."),
		entry("Reserves", scaleinfo.BoundedVecOf(reserve), "What of each account's balance is reserved, by identifier."),
		entry("Holds", scaleinfo.BoundedVecOf(amount(described.HoldReason())), "What of each account's balance is held, by reason."),
		entry("Freezes", scaleinfo.BoundedVecOf(amount(described.FreezeReason())), "What of each account's balance is frozen, by reason."),
	}
}
