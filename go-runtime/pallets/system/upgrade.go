package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// blocksTillPendingCode is after how many blocks code takes effect from system version 3 on.
const blocksTillPendingCode = 2

// canSetCode says why code may not become the runtime's, or nil.
func canSetCode(code []byte, checkVersion bool) error {
	if MigrationsOngoing() {
		return ErrMultiBlockMigrationsOngoing
	}
	if !checkVersion {
		return nil
	}
	encoded, ok := hostapi.RuntimeVersion(code)
	if !ok {
		return ErrFailedToExtractRuntimeVersion
	}
	var version primitives.RuntimeVersion
	d := scale.NewDecoder(encoded)
	version.Decode(d)
	switch {
	case d.Failed():
		return ErrFailedToExtractRuntimeVersion
	case version.SpecName != config.Version.SpecName:
		return ErrInvalidSpecName
	case version.SpecVersion <= config.Version.SpecVersion:
		return ErrSpecVersionNeedsToIncrease
	}
	return nil
}

func replaceCode(code []byte) error {
	if config.OnSetCode != nil {
		return config.OnSetCode(code)
	}
	UpdateCodeInStorage(code)
	return nil
}

// UpdateCodeInStorage makes code the runtime's from the next block on; from system version 3 on, from a later one.
func UpdateCodeInStorage(code []byte) {
	if config.Version.SystemVersion <= 2 {
		hostapi.Set([]byte(keyCode), code)
	} else {
		blocksTillUpgrade.Put(blocksTillPendingCode)
		hostapi.Set([]byte(keyPendingCode), code)
	}
	hash := hostapi.Blake2_256(code)
	DepositLog(&primitives.DigestItem{Kind: primitives.DigestRuntimeEnvironmentUpdated})
	Deposit(&CodeUpdated{Hash: hash})
}

// ApplyPendingCode makes code the runtime's that was waiting for this block.
func ApplyPendingCode() {
	var remaining frame.U8
	if !blocksTillUpgrade.Read(&remaining) {
		return
	}
	if remaining > 1 {
		blocksTillUpgrade.Put(remaining - 1)
		return
	}
	blocksTillUpgrade.Kill()
	if code, ok := hostapi.Get([]byte(keyPendingCode)); ok {
		hostapi.Set([]byte(keyCode), code)
		hostapi.Clear([]byte(keyPendingCode))
	}
}

// authorizationOf is the permission to make code the runtime's.
func authorizationOf(code []byte) (authorization CodeUpgradeAuthorization, err error) {
	if !authorizedUpgrade.Read(&authorization) {
		return authorization, ErrNothingAuthorized
	}
	if primitives.Hash(hostapi.Blake2_256(code)) != authorization.CodeHash {
		return authorization, ErrUnauthorized
	}
	return authorization, nil
}

// ValidateUnsigned says which calls of this pallet need no signature: to apply an upgrade that was authorized.
func ValidateUnsigned(_ frame.TransactionSource, call frame.Call) (frame.ValidTransaction, error) {
	if apply, ok := call.(*ApplyAuthorizedUpgradeCall); ok {
		authorization, err := authorizationOf(apply.Code)
		if err == nil && canSetCode(apply.Code, false) == nil {
			valid := frame.Valid()
			valid.Priority = ^uint64(0)
			valid.Provides = [][]byte{authorization.CodeHash[:]}
			return valid, nil
		}
	}
	return frame.ValidTransaction{}, frame.InvalidCall
}

// WasUpgraded says whether the last block was made by an older version of the runtime, or by another chain's.
func WasUpgraded() bool {
	var last LastRuntimeUpgradeInfo
	return !lastRuntimeUpgrade.Read(&last) || config.Version.SpecVersion > last.SpecVersion || config.Version.SpecName != last.SpecName
}

// NoteUpgraded says that the runtime's present version has done its migrations.
func NoteUpgraded() {
	lastRuntimeUpgrade.Write(&LastRuntimeUpgradeInfo{SpecVersion: config.Version.SpecVersion, SpecName: config.Version.SpecName})
}
