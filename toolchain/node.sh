#!/bin/sh
# Runs a blob on an unmodified polkadot-omni-node, drives it with polkadot.js, and prints the report as JSON: toolchain/node.sh BLOB [PRESET]
#
# The node is built from its published crate the first time and kept in the cache: about 70 minutes on two cores, some GB of disk. It authors a
# block each second on the loopback interface, with no peers and a database that is thrown away. GOPALLET_OMNI_NODE names a node that is
# there already. Needs host-tests to be built, and npm. Exit code 0 if all checks succeed.
# shellcheck disable=SC2154  # use_polkadot_js sets node_js
set -eu

[ $# -ge 1 ] && [ $# -le 2 ] || { echo "usage: toolchain/node.sh BLOB [PRESET]" >&2 && exit 2; }
[ -f "$1" ] || { echo "$1 does not exist" >&2 && exit 2; }
blob=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
# shellcheck source=toolchain/versions.env
. toolchain/versions.env
# shellcheck source=toolchain/polkadot-js.sh
. toolchain/polkadot-js.sh

# need TOOL COMMAND: what the node's build needs besides Rust.
need() {
    echo "toolchain: missing: $1, which building polkadot-omni-node needs: $2" >&2
    exit 1
}

build_node() {
    command -v protoc >/dev/null || need "protoc" "sudo apt-get install protobuf-compiler, or https://protobuf.dev/installation"
    libclang=$(for file in ${LIBCLANG_PATH:+"$LIBCLANG_PATH"/libclang*} /usr/lib/llvm-*/lib/libclang.so* /usr/lib*/libclang.so* \
        /usr/lib/*/libclang-*.so* /opt/homebrew/opt/llvm*/lib/libclang.dylib; do [ -e "$file" ] && echo "$file" && break; done)
    [ -n "$libclang" ] || need "libclang" "sudo apt-get install libclang-$LLVM_MAJOR-dev, or set LIBCLANG_PATH to its folder"
    echo "toolchain: building polkadot-omni-node $OMNI_NODE_VERSION, which takes an hour or more the first time" >&2
    # Quick to build rather than quick to run. Its relay chains' own runtimes are never run here.
    LIBCLANG_PATH=${libclang%/*} SKIP_WASM_BUILD=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$cache/omni-node-target" toolchain/env.sh nice cargo install polkadot-omni-node \
        --version "$OMNI_NODE_VERSION" --locked --root "$root" >&2
    rm -rf "$cache/omni-node-target"
}

cache=${GOPALLET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gopallet}
root=$cache/omni-node-$OMNI_NODE_VERSION
node=${GOPALLET_OMNI_NODE:-$root/bin/polkadot-omni-node}
if [ ! -x "$node" ]; then
    [ -z "${GOPALLET_OMNI_NODE:-}" ] || { echo "GOPALLET_OMNI_NODE names no program: $node" >&2 && exit 2; }
    build_node
fi
use_polkadot_js

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The node takes every chain for a parachain's: these two fields must be there, whatever they say.
target/release/host-tests genesis "$blob" --preset "${2:-development}" --relay-chain rococo-local --para-id 1000 --out "$work/chain.json" >&2
"$node_js" conformance/polkadot-js/omni-node.mjs "$node" "$OMNI_NODE_VERSION" "$work/chain.json"
