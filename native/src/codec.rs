//! The codec: the very functions of the shim, which `go-runtime/seam/codec_native.go` calls through cgo.

pub use gopallet_shim::codec::*;
