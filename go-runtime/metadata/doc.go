// Package metadata puts together what a runtime says about itself to wallets and explorers: its pallets with their calls, storage, events,
// errors and constants, how extrinsics are built, and the runtime APIs. [Runtime.Encode] writes it as the Rust crate frame-metadata defines the
// versions 14, 15 and 16, byte for byte.
//
// A description is the same for all versions, as sp_metadata_ir has it: what a version does not know is left out. It is made where modules are
// built, and is part of a module only as bytes.
package metadata
