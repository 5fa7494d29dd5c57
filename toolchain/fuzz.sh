#!/bin/sh
# Fuzzes the collector: toolchain/fuzz.sh SECONDS. A finding ends it, and is left in target/fuzz/findings.
#
# The corpus stays in target/fuzz/corpus, so the next run goes on where this one ended.
set -eu

cd "$(dirname "$0")/.."
seconds=${1:-60}
. toolchain/nightly.sh
use_nightly rust-src
if [ "$(cargo-fuzz --version 2>/dev/null)" != "cargo-fuzz $CARGO_FUZZ_VERSION" ]; then
    cargo "+$nightly" install cargo-fuzz --version "$CARGO_FUZZ_VERSION" --locked
fi
mkdir -p target/fuzz/corpus target/fuzz/findings
# RUSTUP_TOOLCHAIN, because cargo-fuzz calls cargo by its plain name.
RUSTUP_TOOLCHAIN=$nightly CARGO_TARGET_DIR=$PWD/target/fuzz \
    cargo fuzz run --fuzz-dir fuzz collector target/fuzz/corpus -- \
    -artifact_prefix=target/fuzz/findings/ -max_total_time="$seconds" -max_len=4096 -timeout=60 -print_final_stats=1
