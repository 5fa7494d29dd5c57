#!/bin/sh
# Runs a blob on Chopsticks, drives it with polkadot.js, and prints the report as JSON: toolchain/chopsticks.sh BLOB [PRESET]
#
# The preset is development unless given: its accounts must have money. Needs host-tests to be built, and npm. Exit code 0 if all checks
# succeed.
# shellcheck disable=SC2154  # use_polkadot_js sets node_js
set -eu

[ $# -ge 1 ] && [ $# -le 2 ] || { echo "usage: toolchain/chopsticks.sh BLOB [PRESET]" >&2 && exit 2; }
[ -f "$1" ] || { echo "$1 does not exist" >&2 && exit 2; }
blob=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
# shellcheck source=toolchain/polkadot-js.sh
. toolchain/polkadot-js.sh
use_polkadot_js

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
target/release/host-tests genesis "$blob" --preset "${2:-development}" --out "$work/chain.json" >&2
"$node_js" conformance/polkadot-js/chopsticks.mjs "$work/chain.json"
