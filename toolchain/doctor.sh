#!/bin/sh
# Prints every tool that a gopallet build needs: what is wanted, what was found and where, and how to get what is missing.
# Installs and changes nothing. Succeeds only if everything is there.
# shellcheck disable=SC2034  # check reads the variables that the find_* functions set
set -eu

toolchain_dir=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=toolchain/discovery.sh
. "$toolchain_dir/discovery.sh"

missing_count=0

# row TOOL WANTED STATE FOUND PATH
row() {
    printf '%-14s %-12s %-8s %-10s %s\n' "$@"
}

# check TOOL WANTED FUNCTION PREFIX: FUNCTION sets PREFIX_found and PREFIX_path.
check() {
    if "$3"; then
        eval "row \"$1\" \"$2\" ok \"\$$4_found\" \"\$$4_path\""
    else
        missing_count=$((missing_count + 1))
        row "$1" "$2" missing - "make toolchain"
    fi
}

# The pinned Go, or the one that setup.sh settled for because the pinned one could not be fetched.
find_go_in_use() {
    find_go && return
    go_is_usable && toolchain_is_current && [ "$go_path" = "$go_installed" ]
}

# check_linter TOOL FILE: part of the pinned toolchain. A Rust that stands in for it can do without: only fmt and lint need them.
check_linter() {
    if [ -n "$rust_path" ] && [ -x "${rust_path%/*}/$2" ]; then
        row "$1" "$rust_version" ok "$rust_found" "${rust_path%/*}/$2"
    elif [ "${rust_found:-$rust_version}" != "$rust_version" ]; then
        row "$1" "$rust_version" absent - "only 'make fmt' and 'make lint' need it"
    else
        missing_count=$((missing_count + 1))
        row "$1" "$rust_version" missing - "make toolchain"
    fi
}

find_rust_target() {
    [ -n "$rust_path" ] || return 1
    rust_target_found=prebuilt rust_target_path=${rust_path%/bin/rustc}/lib/rustlib/$rust_target
    [ "$rust_build_std" = 0 ] && return
    rust_target_found=source rust_target_path=${rust_path%/bin/rustc}/lib/rustlib/src/rust/library
}

find_result() {
    result_found=current result_path=$env_file
    toolchain_is_current
}

report_tools() {
    row tool wanted state found "path, or the command that provides it"
    check go "$GO_VERSION" find_go_in_use go
    check rustc "$rust_version" find_rust rust
    check "$rust_target" "$rust_version" find_rust_target rust_target
    check_linter rustfmt rustfmt
    check_linter clippy cargo-clippy
    check "wasm linker" ">= ${rust_llvm_major:-rustc}" find_wasm_ld wasm_ld
    check "C++ compiler" any find_cxx cxx
    check "LLVM, libclang" "$LLVM_MAJOR" find_llvm_libraries llvm_libraries
    check clang "$LLVM_MAJOR" find_clang clang
    check llvm-ar "$LLVM_MAJOR" find_llvm_ar llvm_ar
    check llvm-dis "$LLVM_MAJOR" find_llvm_dis llvm_dis
    check tinygo "$TINYGO_VERSION" find_tinygo tinygo
    check toolchain.env current find_result result
}

report_cache() {
    size=0
    [ ! -d "$cache_dir" ] || size=$(du -sh "$cache_dir" 2>/dev/null | cut -f1)
    echo
    echo "cache: $cache_dir ($size; GOPALLET_CACHE names another folder; it may be deleted at any time)"
    for name in $tool_variables; do
        eval "value=\${$name:-}"
        [ -z "$value" ] || echo "from the environment: $name=$value"
    done
}

report_deviations() {
    [ "${go_found:-go$GO_VERSION}" = "go$GO_VERSION" ] ||
        echo "note: $go_found stands in for the pinned go$GO_VERSION: the module's bytes can differ from other builds"
    [ "${rust_found:-$rust_version}" = "$rust_version" ] ||
        echo "note: Rust $rust_found stands in for the pinned $rust_version: the module's bytes can differ from other builds"
}

report_tools
report_cache
report_deviations
if [ "$missing_count" != 0 ]; then
    echo "$missing_count missing: 'make toolchain' installs or builds them, or says what to install"
    exit 1
fi
echo "everything is there"
