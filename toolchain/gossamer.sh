#!/bin/sh
# Builds Gossamer's runtime as a host that answers plans, build/gossamer: toolchain/gossamer.sh
#
# Gossamer 0.9 asks for Go 1.21 and builds with the pinned one. The proxy's checksum database does not list the two modules that it
# replaces; their sums are in go.sum. cgo is off: what Gossamer would use it for is not reached from its runtime.
set -eu

cd "$(dirname "$0")/../conformance/gossamer"
mkdir -p ../../build
CGO_ENABLED=0 GOFLAGS=-mod=readonly ../../toolchain/env.sh nice go build -trimpath -o ../../build/gossamer .
