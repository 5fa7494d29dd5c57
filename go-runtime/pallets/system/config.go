// Package system is the pallet that knows the block and the accounts (frame_system): the block's number, parent and digest, its extrinsics, weight
// and events, the hashes of the blocks before it, and for each account how often it has signed and what keeps it alive.
package system

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/hostapi"
	"github.com/gopallet/gopallet/go-runtime/primitives"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

//go:generate go run github.com/gopallet/gopallet/go-runtime/cmd/gopallet-gen

// Config is what a runtime decides about the pallet.
//
//frame:pallet System frame_system
//frame:key Account Events
type Config struct {
	// Index of the pallet in the runtime.
	Index uint8
	// BlockWeights are the limits of a block's weight.
	//
	//frame:constant
	BlockWeights frame.BlockWeights
	// BlockLength is the most bytes of a block.
	//
	//frame:constant
	BlockLength frame.BlockLength
	// BlockHashCount is for how many blocks the hash of a block is kept.
	//
	//frame:constant
	BlockHashCount primitives.BlockNumber
	// DbWeight is the weight of the database's operations.
	//
	//frame:constant
	DbWeight frame.DbWeight
	// Version is what the pallet needs of the runtime's version; the metadata have all of it, see WithVersion. The generator fills it in.
	Version Version
	// SS58Prefix is the number that starts addresses of this chain as people write them.
	//
	//frame:constant
	SS58Prefix uint16
	// MaxConsumers is how much may depend on one account.
	MaxConsumers uint32
	// DefaultAccountData is the encoding of the data of an account that has none. Account data of all accounts has as many bytes.
	DefaultAccountData string
	// OnNewAccount and OnKilledAccount, if not nil, are called when an account is made and removed.
	//
	//frame:optional
	OnNewAccount, OnKilledAccount func(account *scale.AccountID)
	// BaseCallFilter, if not nil, says which calls may be made; root makes any.
	//
	//frame:optional
	BaseCallFilter func(call frame.Call) bool
	// OnSetCode, if not nil, replaces [UpdateCodeInStorage].
	//
	//frame:optional
	OnSetCode func(code []byte) error
	// MigrationsOngoing, if not nil, says whether a migration of several blocks is going on, and StepMigrations makes its next step.
	//
	//frame:optional
	MigrationsOngoing func() bool
	//frame:optional
	StepMigrations func() frame.Weight
}

// Version is what the pallet needs to know of the runtime's version. The whole one would be a variable of the module, which the host's calls have
// to set back: see [VersionOf].
type Version struct {
	SpecName                        string
	SpecVersion, TransactionVersion uint32
	SystemVersion                   uint8
}

// VersionOf is what the pallet needs to know of a version.
func VersionOf(v *primitives.RuntimeVersion) Version {
	return Version{v.SpecName, v.SpecVersion, v.TransactionVersion, v.SystemVersion}
}

var config Config

// Configure sets what the runtime decides. Runtimes call it in a package initialiser.
func Configure(c Config) { config = c }

// BlockWeights are the limits of a block's weight.
func BlockWeights() *frame.BlockWeights { return &config.BlockWeights }

// BlockLength is the most bytes of a block.
func BlockLength() *frame.BlockLength { return &config.BlockLength }

// Db is the weight of the database's operations.
func Db() frame.DbWeight { return config.DbWeight }

// MigrationsOngoing says whether a migration of several blocks is going on.
func MigrationsOngoing() bool { return config.MigrationsOngoing != nil && config.MigrationsOngoing() }

// StepMigrations makes the next step of a migration of several blocks, and says what it took.
func StepMigrations() frame.Weight { return config.StepMigrations() }

// stateVersion is the state version of storage (sp_version::RuntimeVersion::state_version).
func stateVersion() hostapi.StateVersion {
	if config.Version.SystemVersion == 0 {
		return hostapi.StateVersion0
	}
	return hostapi.StateVersion1
}

// extrinsicsStateVersion is that of the extrinsics root (sp_version::RuntimeVersion::extrinsics_root_state_version).
func extrinsicsStateVersion() hostapi.StateVersion {
	if config.Version.SystemVersion < 2 {
		return hostapi.StateVersion0
	}
	return hostapi.StateVersion1
}
