#!/bin/sh
# Builds the oracle, the runtime in FRAME that the Go runtime is compared with: toolchain/oracle.sh [VARIANT...]
#
# A variant is a feature of oracle/Cargo.toml, or 'plain' for none; all of them without arguments. Leaves build/oracle.wasm and
# build/oracle.VARIANT.wasm. What was built is kept outside of the checkout, under the hash of the sources, the compiler and the flags:
# it takes minutes, and a fresh clone on the same machine builds nothing.
set -eu

cd "$(dirname "$0")/.."
cache=${GOPALLET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gopallet}/oracle
target=wasm32v1-none
# Without the first, sp-io takes in the host's side of its functions. The names go, the version sections stay.
flags='--cfg substrate_runtime -Clink-arg=--import-memory -Clink-arg=--export=__heap_base -Clink-arg=--strip-all'
jobs=${GOPALLET_ORACLE_JOBS:-2}

[ $# -gt 0 ] || set -- plain spec-101 spec-102 mutant-weight targeted-fees

if command -v sha256sum >/dev/null; then
    hash="sha256sum"
else
    hash="shasum -a 256"
fi

# The inputs, and with them the name of what they give.
# shellcheck disable=SC2016,SC2086  # the tools' environment expands the first, the second is a command with its flags
inputs() {
    printf '%s %s\n' "$target" "$flags"
    toolchain/env.sh sh -c '"$GOPALLET_RUSTC" -vV && "$GOPALLET_WASM_LD" -flavor wasm --version && echo "$GOPALLET_BUILD_STD"'
    find oracle toolchain/oracle.sh \( -name target -prune \) -o -type f -print | LC_ALL=C sort | tr '\n' '\0' | xargs -0 $hash
}

# shellcheck disable=SC2016  # the tools' environment expands it
compile() {
    (cd oracle && RUSTFLAGS=$flags CARGO_TARGET_DIR="$cache/target" ../toolchain/env.sh sh -c '
        export CARGO_TARGET_WASM32V1_NONE_LINKER="$GOPALLET_WASM_LD"
        if [ "$GOPALLET_BUILD_STD" = 1 ]; then
            export RUSTC_BOOTSTRAP=1
            set -- "$@" -Z build-std=core,alloc,compiler_builtins -Z build-std-features=compiler-builtins-mem
        fi
        exec nice cargo "$@"' sh build --release --locked --target "$target" -j "$jobs" "$@")
}

# shellcheck disable=SC2086
key=$(inputs | $hash | cut -c 1-32)
mkdir -p build "$cache/$key"
for variant; do
    case $variant in
        plain) out=build/oracle.wasm && features= ;;
        *) out=build/oracle.$variant.wasm && features="--features $variant" ;;
    esac
    kept=$cache/$key/$variant.wasm
    if [ ! -f "$kept" ]; then
        echo "toolchain: building the oracle ($variant), which takes minutes the first time" >&2
        # shellcheck disable=SC2086
        compile $features
        cp "$cache/target/$target/release/solo_runtime.wasm" "$kept.new"
        mv "$kept.new" "$kept"
    fi
    cmp -s "$kept" "$out" || cp "$kept" "$out"
done
