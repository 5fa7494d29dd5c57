package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// Remark puts some bytes on chain, and does nothing else.
//
//frame:call 0
func Remark(_ frame.Origin, remark []byte) (frame.PostDispatchInfo, error) {
	return frame.PostDispatchInfo{}, nil
}

// SetHeapPages sets how many pages of memory the runtime may use. Root only.
//
//frame:call 1
func SetHeapPages(origin frame.Origin, pages uint64) (post frame.PostDispatchInfo, err error) {
	if err = frame.EnsureRoot(origin); err != nil {
		return post, err
	}
	stored := frame.U64(pages)
	hostapi.Set([]byte(keyHeapPages), scale.Marshal(&stored))
	DepositLog(&primitives.DigestItem{Kind: primitives.DigestRuntimeEnvironmentUpdated})
	return post, nil
}

// SetCode makes code the runtime's, if it is a newer version of it. Root only.
//
//frame:call 2
func SetCode(origin frame.Origin, code []byte) (frame.PostDispatchInfo, error) {
	return setCode(origin, code, true)
}

// SetCodeWithoutChecks makes code the runtime's, whatever it is. Root only.
//
//frame:call 3
func SetCodeWithoutChecks(origin frame.Origin, code []byte) (frame.PostDispatchInfo, error) {
	return setCode(origin, code, false)
}

func setCode(origin frame.Origin, code []byte, checkVersion bool) (post frame.PostDispatchInfo, err error) {
	if err = frame.EnsureRoot(origin); err != nil {
		return post, err
	}
	if err = canSetCode(code, checkVersion); err != nil {
		return post, err
	}
	if err = replaceCode(code); err != nil {
		return post, err
	}
	// The rest of the block is used up, so that nothing else runs in it.
	return frame.PostDispatchInfo{HasWeight: true, ActualWeight: config.BlockWeights.MaxBlock}, nil
}

// SetStorage writes values at any keys. Root only.
//
//frame:call 4
func SetStorage(origin frame.Origin, items []KeyValue) (post frame.PostDispatchInfo, err error) {
	if err = frame.EnsureRoot(origin); err != nil {
		return post, err
	}
	for i := range items {
		hostapi.Set(items[i].Key, items[i].Value)
	}
	frame.NoteForeignWrite()
	return post, nil
}

// KillStorage removes the values at any keys. Root only.
//
//frame:call 5
func KillStorage(origin frame.Origin, keys []frame.Bytes) (post frame.PostDispatchInfo, err error) {
	if err = frame.EnsureRoot(origin); err != nil {
		return post, err
	}
	for _, key := range keys {
		hostapi.Clear(key)
	}
	frame.NoteForeignWrite()
	return post, nil
}

// KillPrefix removes the values at all keys that start with prefix. subkeys is how many that are, at least. Root only.
//
//frame:call 6
func KillPrefix(origin frame.Origin, prefix []byte, subkeys uint32) (post frame.PostDispatchInfo, err error) {
	if err = frame.EnsureRoot(origin); err != nil {
		return post, err
	}
	hostapi.ClearPrefix(prefix, &subkeys)
	frame.NoteForeignWrite()
	return post, nil
}

// RemarkWithEvent puts some bytes on chain, and deposits an event with their hash.
//
//frame:call 7
func RemarkWithEvent(origin frame.Origin, remark []byte) (post frame.PostDispatchInfo, err error) {
	who, err := frame.EnsureSigned(origin)
	if err != nil {
		return post, err
	}
	Deposit(&Remarked{Sender: who, Hash: hostapi.Blake2_256(remark)})
	return post, nil
}

// AuthorizeUpgrade allows everybody to make code with this hash the runtime's, if it is a newer version of it. Root only.
//
//frame:call 9
func AuthorizeUpgrade(origin frame.Origin, codeHash *primitives.Hash) error {
	return authorize(origin, codeHash, true)
}

// AuthorizeUpgradeWithoutChecks allows everybody to make code with this hash the runtime's, whatever it is. Root only.
//
//frame:call 10
func AuthorizeUpgradeWithoutChecks(origin frame.Origin, codeHash *primitives.Hash) error {
	return authorize(origin, codeHash, false)
}

func authorize(origin frame.Origin, codeHash *primitives.Hash, checkVersion bool) error {
	if err := frame.EnsureRoot(origin); err != nil {
		return err
	}
	authorizedUpgrade.Put(CodeUpgradeAuthorization{*codeHash, checkVersion})
	Deposit(&UpgradeAuthorized{CodeHash: *codeHash, CheckVersion: checkVersion})
	return nil
}

// ApplyAuthorizedUpgrade makes code the runtime's that was authorized. Everybody may call it; it is free if the code was.
//
//frame:call 11
func ApplyAuthorizedUpgrade(_ frame.Origin, code []byte) (post frame.PostDispatchInfo, err error) {
	authorization, err := authorizationOf(code)
	if err != nil {
		return post, err
	}
	authorizedUpgrade.Kill()
	post.Pays = frame.PaysNo
	switch err = canSetCode(code, authorization.CheckVersion); err {
	case nil:
	case ErrMultiBlockMigrationsOngoing:
		return frame.PostDispatchInfo{}, err
	default:
		Deposit(&RejectedInvalidAuthorizedUpgrade{CodeHash: authorization.CodeHash, Error: err})
		return post, nil
	}
	if err = replaceCode(code); err != nil {
		return frame.PostDispatchInfo{}, err
	}
	post.HasWeight, post.ActualWeight = true, config.BlockWeights.MaxBlock
	return post, nil
}

// KeyValue is a key of the storage and its value.
//
//scale:type
//scale:alias
type KeyValue struct {
	Key, Value []byte
}
