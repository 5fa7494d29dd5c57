# Included by the scripts that drive a chain with polkadot.js. POSIX shell; no program of its own.
#
# use_polkadot_js installs what conformance/polkadot-js/package-lock.json pins into the cache, once for each lock file, and sets "node_js" to a
# Node of version 22 or newer: the one on the PATH, or else the one that npm's packages bring. Call it in the root of the checkout.
# shellcheck shell=sh disable=SC2034  # the variable is read by the scripts that include this

use_polkadot_js() {
    project=conformance/polkadot-js
    command -v npm >/dev/null || { echo "toolchain: npm is not there: install Node.js with npm (https://nodejs.org)" >&2 && exit 1; }
    installed=${GOPALLET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gopallet}/polkadot-js-$(cksum <$project/package-lock.json | cut -d' ' -f1)
    if [ ! -d "$installed" ]; then
        echo "toolchain: installing Chopsticks and polkadot.js from npm" >&2
        mkdir -p "$installed.$$"
        cp $project/package.json $project/package-lock.json "$installed.$$"
        # No script of a package runs: the only one with native code is a database that nothing here opens.
        (cd "$installed.$$" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 || { rm -rf "$installed.$$" && exit 1; }
        mv "$installed.$$" "$installed"
    fi
    # Node looks for packages beside the script that imports them.
    ln -sfn "$installed/node_modules" $project/node_modules
    node_js=$(command -v node || true)
    major=$("${node_js:-false}" --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
    [ "${major:-0}" -ge 22 ] || node_js=$installed/node_modules/.bin/node
    [ -x "$node_js" ] || { echo "toolchain: Node ${major:-is not there} is too old and npm has none for this machine: install Node 22 or newer" >&2 && exit 1; }
}
