#!/bin/sh
# Builds one runtime if anything it is made of has changed: toolchain/build.sh RUNTIME_FOLDER OUT NAME [--stress]
#
# Leaves NAME.wasm, NAME.compact.wasm and NAME.compact.compressed.wasm in OUT. What it was built from is remembered by content, not by
# date, in build/<NAME>.stamp: a source that is changed, added, removed or renamed, another toolchain, another runtime under the same
# name and an output that was touched all lead to a build; nothing else does.
set -eu

[ $# -ge 3 ] || { echo "usage: toolchain/build.sh RUNTIME_FOLDER OUT NAME [--stress]" >&2 && exit 2; }
folder=$1 out=$2 name=$3
shift 3

cd "$(dirname "$0")/.."
env_file=${GOPALLET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gopallet}/toolchain.env
stamp_file=build/$name.stamp

if command -v sha256sum >/dev/null; then
    hash="sha256sum"
else
    hash="shasum -a 256"
fi

if [ ! -f "$folder/runtime.toml" ]; then
    echo "$folder/runtime.toml does not exist: name a folder with a runtime, as in RUNTIME=solo for go-runtime/runtimes/solo" >&2
    exit 1
fi

# The other runtimes and fixtures are no part of this one, nor are Go's tests. The generated Go file counts as an output.
sources() {
    find Cargo.toml Cargo.lock rust-toolchain.toml build.rs shim manifest wasm-builder toolchain -type f
    find go-runtime \( -path go-runtime/runtimes -o -path go-runtime/fixtures -o -path go-runtime/bench \) -prune -o -type f ! -name '*_test.go' -print
    find "$folder" -type f ! -name '*_test.go' ! -name runtime_generated.go
}

inputs() {
    printf '%s %s %s\n' "$folder" "$out" "$*"
    cat "$env_file"
    env | grep '^GOPALLET_' | LC_ALL=C sort
    # shellcheck disable=SC2086  # a command with its flags
    sources | LC_ALL=C sort | tr '\n' '\0' | xargs -0 $hash
}

outputs() {
    # shellcheck disable=SC2086
    $hash "$out/$name.wasm" "$out/$name.compact.wasm" "$out/$name.compact.compressed.wasm" "$folder/runtime_generated.go"
}

# shellcheck disable=SC2086
before=$(inputs "$@" | $hash)
if [ -f "$stamp_file" ] && [ "$(printf '%s\n' "$before" && outputs 2>/dev/null)" = "$(cat "$stamp_file")" ]; then
    exit 0
fi

mkdir -p build "$out"
rm -f "$stamp_file"
toolchain/env.sh cargo run -q --release -p gopallet-wasm-builder -- build "$folder" --out "$out" --name "$name" "$@"
{ printf '%s\n' "$before" && outputs; } >"$stamp_file.new"
mv "$stamp_file.new" "$stamp_file"
