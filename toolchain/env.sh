#!/bin/sh
# Runs a command with the tools that setup.sh found: toolchain/env.sh go version
#
# The variables of toolchain.env are in its environment (those that are set already win), and its PATH begins with the pinned Go and
# Rust, which is also where TinyGo looks for its Go.
# shellcheck disable=SC2034  # the value is read by eval
set -eu

env_file=${GOPALLET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gopallet}/toolchain.env
if [ ! -f "$env_file" ]; then
    echo "toolchain: $env_file does not exist: run 'make toolchain' first" >&2
    exit 1
fi
[ $# -gt 0 ] || { echo "usage: toolchain/env.sh COMMAND [ARGUMENT...]" >&2 && exit 2; }

while IFS='=' read -r name value; do
    eval "[ -n \"\${$name:-}\" ] || $name=\$value; export $name"
done <"$env_file"

# GOROOT and RUSTUP_TOOLCHAIN would lead to another version than the one found.
unset GOROOT RUSTUP_TOOLCHAIN
export GOTOOLCHAIN=local
PATH=${GOPALLET_GO%/*}:${GOPALLET_CARGO%/*}:${GOPALLET_TINYGO%/*}:$PATH
exec "$@"
