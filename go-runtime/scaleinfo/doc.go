// Package scaleinfo describes types to the world outside of the runtime, as the Rust crate scale-info 2 does: what a value's encoding is made of,
// with names, paths and docs. Metadata is full of it.
//
// A [Reference] stands for a type without saying what it is made of, so that types may contain themselves. A [Registry] follows the references,
// numbers the types as scale-info's Registry does, and encodes byte for byte as its PortableRegistry.
//
// Descriptions are used where modules are built and tested, never in a module.
package scaleinfo
