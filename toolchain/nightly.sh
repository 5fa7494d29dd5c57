# Included by the scripts that need what stable Rust has not. POSIX shell; no program of its own.
#
# use_nightly COMPONENT... sets "nightly" to the name of the pinned nightly Rust, which it installs where it is missing, with these components.
# A toolchain that is plainly called "nightly" serves as well if it is of the pinned date.
# shellcheck shell=sh disable=SC1091,SC2034  # the variable is read by the scripts that include this

. toolchain/versions.env

use_nightly() {
    command -v rustup >/dev/null || { echo "rustup is not there: it provides $NIGHTLY" >&2 && exit 1; }
    manifest=$(rustup run nightly rustc --print sysroot 2>/dev/null)/lib/rustlib/multirust-channel-manifest.toml
    if grep -qs "^date = \"${NIGHTLY#nightly-}\"" "$manifest"; then
        nightly=nightly
    else
        nightly=$NIGHTLY
        rustup toolchain install "$nightly" --profile minimal
    fi
    for component in "$@"; do
        rustup component add --toolchain "$nightly" "$component" 2>/dev/null || {
            echo "$nightly has no $component: run 'rustup component add --toolchain $nightly $component'" >&2
            exit 1
        }
    done
}
