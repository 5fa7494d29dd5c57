package sudo

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Sudo makes a call as root. Only for the account of this pallet, and root.
//
//frame:call 0
func Sudo(origin frame.Origin, call *frame.BoxedCall) (frame.PostDispatchInfo, error) {
	return asRoot(origin, call)
}

// SudoUncheckedWeight makes a call as root, with another weight than its own. Only for the account of this pallet, and root.
//
//frame:call 1
func SudoUncheckedWeight(origin frame.Origin, call *frame.BoxedCall, weight frame.Weight) (frame.PostDispatchInfo, error) {
	return asRoot(origin, call)
}

func asRoot(origin frame.Origin, call *frame.BoxedCall) (post frame.PostDispatchInfo, err error) {
	if err = ensureSudo(origin); err != nil {
		return post, err
	}
	_, result := frame.Dispatch(call.Call, frame.Root())
	system.Deposit(&Sudid{SudoResult: result})
	return free, nil
}

// SetKey makes an account the one of this pallet. Only for the one that is, and root.
//
//frame:call 2
func SetKey(origin frame.Origin, new *scale.MultiAddress) (post frame.PostDispatchInfo, err error) {
	if err = ensureSudo(origin); err != nil {
		return post, err
	}
	account, err := frame.LookupAccount(new)
	if err != nil {
		return post, err
	}
	var old scale.AccountID
	event := &KeyChanged{New: account}
	if key.Read(&old) {
		event.Old = &old
	}
	system.Deposit(event)
	key.Write(account)
	return free, nil
}

// SudoAs makes a call as if an account had signed it. Only for the account of this pallet, and root.
//
//frame:call 3
func SudoAs(origin frame.Origin, who *scale.MultiAddress, call *frame.BoxedCall) (post frame.PostDispatchInfo, err error) {
	if err = ensureSudo(origin); err != nil {
		return post, err
	}
	account, err := frame.LookupAccount(who)
	if err != nil {
		return post, err
	}
	_, result := frame.Dispatch(call.Call, frame.Signed(account))
	system.Deposit(&SudoAsDone{SudoResult: result})
	return free, nil
}

// RemoveKey removes the account of this pallet, for good. Only for the account itself, and root.
//
//frame:call 4
func RemoveKey(origin frame.Origin) (post frame.PostDispatchInfo, err error) {
	if err = ensureSudo(origin); err != nil {
		return post, err
	}
	system.Deposit(&KeyRemoved{})
	key.Kill()
	return free, nil
}

// free is what calls of this pallet cost.
var free = frame.PostDispatchInfo{Pays: frame.PaysNo}

func ensureSudo(origin frame.Origin) error {
	sender, err := frame.EnsureSignedOrRoot(origin)
	if err != nil || sender == nil {
		return err
	}
	var account scale.AccountID
	if !key.Read(&account) || account.Compare(sender) != 0 {
		return ErrRequireSudo
	}
	return nil
}
