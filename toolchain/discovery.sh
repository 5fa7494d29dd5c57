# shellcheck shell=sh
# shellcheck disable=SC2034  # the variables set here are read by the scripts that source this file
# Where the tools are. Sourced by setup.sh, which installs what these functions do not find, and by doctor.sh, which reports it.
#
# Each find_* function looks, installs nothing, and sets <tool>_path and <tool>_found (a version to show). It fails if the tool is
# missing or unfit. An environment variable GOPALLET_<TOOL> names a tool outright and is then the only candidate.

# toolchain_dir is set by the script that sources this one.
# shellcheck source=toolchain/versions.env disable=SC2154
. "$toolchain_dir/versions.env"
rust_version=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' "$toolchain_dir/../rust-toolchain.toml")
rust_target=wasm32v1-none

# A GOROOT from the environment would send the Go found here to another version's library, and settings meant for other projects
# must not decide what is found or built.
unset GOROOT GOFLAGS GOOS GOARCH RUSTUP_TOOLCHAIN

cache_dir=${GOPALLET_CACHE:-${XDG_CACHE_HOME:-${HOME:?is not set: set GOPALLET_CACHE to a folder for the toolchain}/.cache}/gopallet}
case $cache_dir in /*) ;; *) cache_dir=$PWD/$cache_dir ;; esac
env_file=$cache_dir/toolchain.env
stamp_file=$cache_dir/toolchain.stamp
tool_variables="GOPALLET_TINYGO GOPALLET_TINYGOROOT GOPALLET_GO GOPALLET_WASM_LD GOPALLET_CLANG GOPALLET_LLVM_AR GOPALLET_LLVM_DIS
GOPALLET_CARGO GOPALLET_RUSTC GOPALLET_BUILD_STD"

# What the result depends on besides the disk: the pins, the scripts that interpret them, and the tools that are named outright.
toolchain_key() {
    for name in $tool_variables; do
        eval "printf '%s=%s\n' $name \"\${$name:-}\""
    done | cat - "$toolchain_dir/versions.env" "$toolchain_dir/discovery.sh" "$toolchain_dir/setup.sh" \
        "$toolchain_dir/../rust-toolchain.toml" | cksum
}

# The key and what the tools say of themselves, for a Go or Rust that is replaced under the same path, or an LLVM that TinyGo can no
# longer load. For tinygo_path, go_path and rust_path.
toolchain_state() {
    toolchain_key
    tinygo_description
    "$rust_path" -V 2>/dev/null
}

# True if the last set-up's result still holds. Sets the paths that toolchain_state is about.
toolchain_is_current() {
    [ -f "$env_file" ] && [ -f "$stamp_file" ] || return 1
    entries=0
    build_std=
    while IFS='=' read -r name value; do
        case $name in
        GOPALLET_BUILD_STD) build_std=$value ;;
        GOPALLET_TINYGOROOT) tinygoroot_is_complete "$value" || return 1 ;;
        *) [ -x "$value" ] || return 1 ;;
        esac
        case $name in
        GOPALLET_GO) go_path=$value ;;
        GOPALLET_RUSTC) rust_path=$value ;;
        GOPALLET_TINYGO) tinygo_path=$value ;;
        esac
        entries=$((entries + 1))
    done <"$env_file"
    [ "$entries" = 10 ] && rust_std_exists "${rust_path%/bin/rustc}" "$build_std" && [ "$(toolchain_state)" = "$(cat "$stamp_file")" ]
}

# rust_std_exists SYSROOT BUILD_STD: the target's library is there, or its source if it has to be built.
rust_std_exists() {
    if [ "$2" = 1 ]; then
        [ -f "$1/lib/rustlib/src/rust/library/core/src/lib.rs" ]
    else
        set -- "$1/lib/rustlib/$rust_target"/lib/libcompiler_builtins-*.rlib
        [ -f "$1" ]
    fi
}

tinygoroot_is_complete() {
    [ -f "$1/src/runtime/gc_custom.go" ] && [ -f "$1/src/device/arm/arm.go" ] && [ -d "$1/src/net" ]
}

# go_minor_of VERSION: 26 for go1.26.8
go_minor_of() {
    printf '%s\n' "$1" | sed -n 's/^go1\.\([0-9][0-9]*\).*/\1/p'
}

# Sets go_installed (the go command found, of whatever version) and, if it is the pinned one or brings it, go_path.
find_go() {
    go_path='' go_found='' go_installed=${GOPALLET_GO:-$(command -v go || true)}
    [ -n "$go_installed" ] || return 1
    # Run from / so that no go.mod or go.work chooses a version.
    details=$(cd / && GOTOOLCHAIN=local "$go_installed" env GOVERSION GOROOT GOHOSTOS GOHOSTARCH GOMODCACHE 2>/dev/null) || return 1
    {
        read -r go_found
        read -r go_root
        read -r go_os
        read -r go_arch
        read -r go_modcache
    } <<EOF
$details
EOF
    go_found=${go_found%% *}
    go_installed=$go_root/bin/go
    if [ -n "${GOPALLET_GO:-}" ]; then
        go_path=$go_installed
        go_is_usable
        return
    fi
    fetched=$go_modcache/golang.org/toolchain@v0.0.1-go$GO_VERSION.$go_os-$go_arch/bin/go
    if [ "$go_found" = "go$GO_VERSION" ]; then
        go_path=$go_installed
    elif [ -x "$fetched" ]; then
        go_path=$fetched
        go_found=go$GO_VERSION
    else
        return 1
    fi
}

# True if TinyGo and our own Go code both take the Go that find_go looked at, pinned or not.
go_is_usable() {
    minor=$(go_minor_of "$go_found")
    [ -n "$minor" ] && [ "$minor" -ge "$GO_MINOR_MIN" ] && [ "$minor" -le "$GO_MINOR_MAX" ]
}

# True if that Go can fetch the pinned one.
go_can_fetch() {
    minor=$(go_minor_of "$go_found")
    [ -n "$minor" ] && [ "$minor" -ge "$GO_BOOTSTRAP_MINOR_MIN" ]
}

# llvm_tool NAME: prints the path of LLVM's NAME of the pinned version, which distributions put in different places.
llvm_tool() {
    command -v "$1-$LLVM_MAJOR" && return
    for folder in "/usr/lib/llvm-$LLVM_MAJOR/bin" "/usr/lib/llvm$LLVM_MAJOR/bin" "/usr/lib64/llvm$LLVM_MAJOR/bin" \
        "/opt/homebrew/opt/llvm@$LLVM_MAJOR/bin" "/usr/local/opt/llvm@$LLVM_MAJOR/bin"; do
        [ -x "$folder/$1" ] && printf '%s\n' "$folder/$1" && return
    done
    return 1
}

find_clang() {
    clang_path=${GOPALLET_CLANG:-$(llvm_tool clang || true)}
    clang_found=$LLVM_MAJOR
    [ -x "$clang_path" ]
}

find_llvm_ar() {
    llvm_ar_path=${GOPALLET_LLVM_AR:-$(llvm_tool llvm-ar || true)}
    llvm_ar_found=$LLVM_MAJOR
    [ -x "$llvm_ar_path" ]
}

find_llvm_dis() {
    llvm_dis_path=${GOPALLET_LLVM_DIS:-$(llvm_tool llvm-dis || true)}
    llvm_dis_found=$LLVM_MAJOR
    [ -x "$llvm_dis_path" ]
}

# The headers and libraries of LLVM and libclang, which TinyGo is linked with. Sets llvm_include and llvm_lib.
find_llvm_libraries() {
    llvm_libraries_path='' llvm_libraries_found=$LLVM_MAJOR
    config=$(llvm_tool llvm-config) || return 1
    llvm_include=$("$config" --includedir) && llvm_lib=$("$config" --libdir) || return 1
    [ -f "$llvm_include/llvm-c/Core.h" ] && [ -f "$llvm_include/clang-c/Index.h" ] || return 1
    for library in "$llvm_lib"/libclang.so "$llvm_lib"/libclang-*.so "$llvm_lib"/libclang.dylib; do
        [ -e "$library" ] && llvm_libraries_path=$llvm_lib && return
    done
    return 1
}

# cgo needs a C++ compiler for LLVM's Go bindings; rustc and the host's crates need one called cc.
find_cxx() {
    cxx_path=$(command -v "${CXX:-g++}" || command -v c++ || command -v clang++) || return 1
    cxx_found=any
    command -v cc >/dev/null
}

# Rust as rust-toolchain.toml pins it, with the target; else any Rust at least as new that has the target or the library's source.
# Sets rust_path (rustc), cargo_path and rust_build_std.
find_rust() {
    rust_path='' rust_found='' cargo_path=${GOPALLET_CARGO:-}
    if [ -n "${GOPALLET_RUSTC:-}" ]; then
        rust_fits "$GOPALLET_RUSTC"
        return
    fi
    for rustc in "${RUSTUP_HOME:-${HOME:-}/.rustup}/toolchains/$rust_version"-*/bin/rustc; do
        [ -x "$rustc" ] && rust_fits "$rustc" && [ "$rust_build_std" = 0 ] && return
    done
    old_ifs=$IFS IFS=:
    for folder in $PATH /usr/bin; do
        IFS=$old_ifs
        [ -x "$folder/rustc" ] && rust_fits "$folder/rustc" && return
    done
    IFS=$old_ifs
    rust_path=''
    return 1
}

# rust_fits RUSTC: resolves rustup's proxies to the real files.
rust_fits() {
    # Run from / so that no rust-toolchain file decides, and without rustup installing something in the course of a look.
    sysroot=$(cd / && RUSTUP_AUTO_INSTALL=0 "$1" --print sysroot 2>/dev/null) && [ -x "$sysroot/bin/rustc" ] || return 1
    details=$("$sysroot/bin/rustc" -vV 2>/dev/null) || return 1
    rust_found=$(printf '%s\n' "$details" | sed -n 's/^release: //p')
    rust_llvm_major=$(printf '%s\n' "$details" | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    rust_host=$(printf '%s\n' "$details" | sed -n 's/^host: //p')
    rust_is_new_enough && [ -n "$rust_llvm_major" ] || return 1
    rust_path=$sysroot/bin/rustc
    [ -n "${GOPALLET_CARGO:-}" ] || cargo_path=$sysroot/bin/cargo
    [ -x "$cargo_path" ] || return 1
    for rust_build_std in 0 1; do
        rust_std_exists "$sysroot" "$rust_build_std" && return
    done
    return 1
}

rust_is_new_enough() {
    oldest=$(printf '%s\n%s\n' "$rust_version" "${rust_found%%-*}" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)
    [ "$oldest" = "$rust_version" ]
}

# rustup itself, on PATH or where its installer puts it.
find_rustup() {
    rustup_path=$(command -v rustup || true)
    [ -n "$rustup_path" ] || rustup_path=${CARGO_HOME:-${HOME:-}/.cargo}/bin/rustup
    [ -x "$rustup_path" ]
}

# A linker that reads both TinyGo's and rustc's bitcode: its LLVM is at least rustc's. After find_rust.
find_wasm_ld() {
    wasm_ld_path='' wasm_ld_found=''
    if [ -n "${GOPALLET_WASM_LD:-}" ]; then
        wasm_ld_fits "$GOPALLET_WASM_LD"
        return
    fi
    [ -n "${rust_path:-}" ] || return 1
    wasm_ld_fits "$(dirname "$(dirname "$rust_path")")/lib/rustlib/$rust_host/bin/rust-lld" && return
    major=$rust_llvm_major
    while [ "$major" -lt $((rust_llvm_major + 8)) ]; do
        wasm_ld_fits "$(command -v "wasm-ld-$major" || true)" && return
        major=$((major + 1))
    done
    wasm_ld_fits "$(command -v wasm-ld || true)"
}

wasm_ld_fits() {
    [ -x "$1" ] || return 1
    # rust-lld is lld under another name and has to be told which linker to be; wasm-ld takes no such flag.
    case $(basename "$1") in *wasm-ld*) set -- "$1" "$("$1" --version)" ;; *) set -- "$1" "$("$1" -flavor wasm --version)" ;; esac
    wasm_ld_found=$(printf '%s\n' "$2" | sed -n 's/^.*LLD \([0-9][0-9.]*\).*/\1/p')
    [ -n "$wasm_ld_found" ] && [ "${wasm_ld_found%%.*}" -ge "${rust_llvm_major:-0}" ] || return 1
    wasm_ld_path=$1
}

# TinyGo as setup.sh builds it, one folder per combination of what goes into it. After find_go.
find_tinygo() {
    tinygo_found=''
    tinygoroot_path=${GOPALLET_TINYGOROOT:-$cache_dir/tinygo-$TINYGO_VERSION-llvm$LLVM_MAJOR-${go_found:-go}}
    tinygo_path=${GOPALLET_TINYGO:-$tinygoroot_path/bin/tinygo}
    [ -n "${go_path:-}" ] && tinygo_works
}

# True if tinygo_path starts, is the pinned version, and tinygoroot_path is whole.
tinygo_works() {
    [ -x "$tinygo_path" ] && tinygoroot_is_complete "$tinygoroot_path" || return 1
    tinygo_found=$(tinygo_description | sed -n 's/^tinygo version \([^ ]*\) .*/\1/p')
    [ "$tinygo_found" = "$TINYGO_VERSION" ]
}

# What tinygo_path says of its version, its Go and its LLVM, with the Go that it is used with first on PATH.
tinygo_description() {
    PATH=${go_path%/*}:$PATH "$tinygo_path" version 2>/dev/null
}
