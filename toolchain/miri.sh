#!/bin/sh
# Runs the tests of the collector, and those of its shadow model, in Miri. The heap turns addresses into pointers, so their provenance is exposed:
# Miri is told not to warn about it. proptest looks for its folder, which takes the isolation off; Miri's slowness takes most of its cases.
set -eu

cd "$(dirname "$0")/.."
. toolchain/nightly.sh
use_nightly miri rust-src
export RUSTUP_TOOLCHAIN="$nightly" CARGO_TARGET_DIR="$PWD/target/miri" MIRIFLAGS="-Zmiri-permissive-provenance -Zmiri-disable-isolation" PROPTEST_CASES=16
cargo miri test -p gopallet-shim --lib
cargo miri test -p gopallet-shim-model --test sequences
