#!/bin/sh
# Finds or builds every tool that a gopallet build needs and writes their paths to $GOPALLET_CACHE/toolchain.env.
#
#   GOPALLET_CACHE     folder for what is built here (default: ${XDG_CACHE_HOME:-$HOME/.cache}/gopallet)
#   GOPALLET_INSTALL   0: never install packages or toolchains, only say which are missing
#   GOPALLET_<TOOL>    names a tool outright, see discovery.sh
#
# Does nothing, and uses no network, once everything is there. What it builds appears under its final name only when it is complete,
# so it may be interrupted at any time and run again.
set -eu

toolchain_dir=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=toolchain/discovery.sh
. "$toolchain_dir/discovery.sh"

log_file=$cache_dir/setup.log
work_dir=$cache_dir/work
missing_count=0

say() {
    printf 'toolchain: %s\n' "$*" >&2
}

# missing TOOL COMMAND: one line for a tool that could be neither found nor installed.
missing() {
    say "missing: $1: $2"
    missing_count=$((missing_count + 1))
}

stop_if_missing() {
    [ "$missing_count" = 0 ] && return
    say "$missing_count missing; install as said above and run the command again ('make doctor' shows the whole state)"
    exit 1
}

# logged COMMAND...: its output goes to the log, whose end is shown if it fails.
logged() {
    printf '+ %s\n' "$*" >>"$log_file"
    "$@" >>"$log_file" 2>&1 </dev/null
}

show_log() {
    tail -n "${1:-15}" "$log_file" | sed 's/^/    /' >&2
    say "the whole log: $log_file"
}

may_install() {
    [ "${GOPALLET_INSTALL:-1}" != 0 ]
}

# --- packages ---------------------------------------------------------------------------------------------------------------

find_package_manager() {
    package_manager=''
    for candidate in apt-get dnf pacman apk brew; do
        command -v "$candidate" >/dev/null && package_manager=$candidate && return
    done
    return 0
}

# packages_of TOOL: what the package manager at hand calls it.
packages_of() {
    case $package_manager:$1 in
    apt-get:c++ | apk:c++) echo g++ ;;
    apt-get:llvm) echo "llvm-$LLVM_MAJOR-dev libclang-$LLVM_MAJOR-dev" ;;
    apt-get:clang) echo "clang-$LLVM_MAJOR" ;;
    apt-get:llvm-tools) echo "llvm-$LLVM_MAJOR" ;;
    apt-get:wasm-ld) echo "lld-$lld_major" ;;
    apt-get:go) echo golang-go ;;
    dnf:c++) echo gcc-c++ ;;
    dnf:llvm) echo "llvm$LLVM_MAJOR-devel clang$LLVM_MAJOR-devel" ;;
    dnf:llvm-tools | apk:llvm-tools | pacman:llvm-tools) echo "llvm$LLVM_MAJOR" ;;
    pacman:c++) echo gcc ;;
    pacman:llvm) echo "llvm$LLVM_MAJOR clang$LLVM_MAJOR" ;;
    apk:llvm) echo "llvm$LLVM_MAJOR-dev clang$LLVM_MAJOR-dev" ;;
    dnf:clang | pacman:clang | apk:clang) echo "clang$LLVM_MAJOR" ;;
    brew:llvm | brew:clang | brew:llvm-tools) echo "llvm@$LLVM_MAJOR" ;;
    dnf:wasm-ld | apk:wasm-ld | pacman:wasm-ld | brew:wasm-ld) echo lld ;;
    *) ;;
    esac
}

# install_command TOOL WHAT: the command that installs it, or what to look for if the package manager is unknown.
install_command() {
    names=$(packages_of "$1")
    case ${names:+$package_manager} in
    '') echo "install $2" ;;
    apt-get) echo "sudo apt-get install $names" ;;
    dnf) echo "sudo dnf install $names" ;;
    pacman) echo "sudo pacman -S $names" ;;
    apk) echo "sudo apk add $names" ;;
    brew) echo "brew install $names" ;;
    esac
}

# Sets as_root to what makes a command run as root, or fails if there is no right to install packages here.
can_install_packages() {
    [ "$package_manager" = apt-get ] && may_install || return 1
    as_root=''
    [ "$(id -u)" = 0 ] && return
    as_root='sudo -n'
    command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

# Refreshes the package lists, once. If it fails, the old ones may still do.
refresh_lists() {
    [ -z "${lists_are_fresh:-}" ] || return 0
    lists_are_fresh=1
    say "refreshing the package lists with apt-get"
    # shellcheck disable=SC2086  # as_root is a command with its flags, or nothing
    logged $as_root apt-get update -q || true
}

# know_packages PACKAGE...: refreshes the lists if any of them is not in there.
know_packages() {
    for package in "$@"; do
        [ -n "$(package_version "$package")" ] || refresh_lists
    done
}

# package_version PACKAGE: the version that apt-get would install.
package_version() {
    apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '^(none)$'
}

# install_packages PACKAGE...: never removes a package to make room for another.
install_packages() {
    know_packages "$@"
    say "installing with apt-get: $*"
    for attempt in first second; do
        # An earlier interruption may have left packages unpacked but not set up.
        # shellcheck disable=SC2086
        logged $as_root dpkg --configure -a || true
        # shellcheck disable=SC2086
        logged $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends --no-remove \
            -o DPkg::Lock::Timeout=600 "$@" && return
        # The lists may name files that the mirror has replaced since.
        [ "$attempt" = second ] || refresh_lists
    done
    say "apt-get install failed:"
    show_log
    return 1
}

# Installs what LLVM, clang and C++ need in one go; reports what is still missing afterwards.
provide_packages() {
    wanted=''
    find_cxx || wanted="$wanted $(packages_of c++)"
    find_llvm_libraries || wanted="$wanted $(packages_of llvm)"
    find_clang || wanted="$wanted $(packages_of clang)"
    { find_llvm_ar && find_llvm_dis; } || wanted="$wanted $(packages_of llvm-tools)"
    if [ -n "$wanted" ] && can_install_packages; then
        # shellcheck disable=SC2086  # a list of names
        install_packages $wanted || true
    fi
    find_cxx || missing "C++ compiler" "$(install_command c++ 'g++ or clang++, and cc')"
    find_llvm_libraries || missing "LLVM $LLVM_MAJOR and libclang $LLVM_MAJOR" \
        "$(install_command llvm "LLVM $LLVM_MAJOR with headers, libclang and llvm-config-$LLVM_MAJOR")"
    find_clang || missing "clang-$LLVM_MAJOR" "$(install_command clang "clang $LLVM_MAJOR")"
    find_llvm_ar || missing "llvm-ar-$LLVM_MAJOR" "$(install_command llvm-tools "LLVM $LLVM_MAJOR's tools")"
    find_llvm_dis || missing "llvm-dis-$LLVM_MAJOR" "$(install_command llvm-tools "LLVM $LLVM_MAJOR's tools")"
}

# --- Rust -------------------------------------------------------------------------------------------------------------------

provide_rust() {
    find_rust && [ "$rust_found" = "$rust_version" ] && rust_is_complete && return
    # Named outright: taken as it is.
    [ -z "${GOPALLET_RUSTC:-}" ] || { find_rust && return; }
    if may_install && find_rustup && install_rust; then
        find_rust && return
    fi
    # rustup is missing, or its server is not to be reached: any Rust that is new enough will do.
    find_rust && say "using Rust $rust_found ($rust_path) instead of the pinned $rust_version" && return
    can_install_packages && install_debian_rust && find_rust && return
    command="rustup toolchain install $rust_version --profile minimal -c rustfmt -c clippy -t $rust_target"
    find_rustup || command="install rustup (https://rustup.rs), then: $command"
    missing "Rust $rust_version with $rust_target" "$command"
}

# The pinned toolchain has every component that rust-toolchain.toml lists, so that cargo never asks for more.
rust_is_complete() {
    [ "$rust_build_std" = 0 ] && [ -x "${rust_path%/*}/cargo-fmt" ] && [ -x "${rust_path%/*}/cargo-clippy" ]
}

install_rust() {
    say "installing Rust $rust_version with $rust_target through rustup"
    for attempt in first second; do
        logged "$rustup_path" toolchain install "$rust_version" --profile minimal --no-self-update -c rustfmt -c clippy \
            -t "$rust_target" && find_rust && rust_is_complete && return
        [ "$attempt" = second ] && break
        # An interrupted installation can leave files that rustup neither completes nor replaces.
        find_rust && [ "$rust_found" = "$rust_version" ] && continue
        logged "$rustup_path" toolchain uninstall "$rust_version" || true
    done
    say "rustup could not install it:"
    show_log 3
    return 1
}

# Debian's backport for browsers first, because it is newer than the release's own rustc.
install_debian_rust() {
    refresh_lists
    for suffix in -web ''; do
        dpkg --compare-versions "$(package_version "rustc$suffix")" ge "$rust_version" || continue
        install_packages "rustc$suffix" "cargo$suffix" "rust$suffix-src" && return
    done
    return 1
}

# cargo resolves everything that the standard library's lock file names, unused or not, before it builds a part of it. What it then
# downloads is fetched here, so that later builds need no network.
fetch_std_dependencies() {
    [ "$rust_build_std" = 1 ] || return 0
    mkdir -p "$work_dir/std"
    printf '[package]\nname = "std-dependencies"\nedition = "2021"\n[lib]\npath = "lib.rs"\n' >"$work_dir/std/Cargo.toml"
    : >"$work_dir/std/lib.rs"
    (cd "$work_dir/std" && RUSTC_BOOTSTRAP=1 RUSTC=$rust_path logged "$cargo_path" fetch -Z build-std=core,alloc,compiler_builtins \
        --target "$rust_target") && return
    say "the crates that Rust's library names could not be fetched:"
    show_log 5
    exit 1
}

provide_wasm_ld() {
    find_wasm_ld && return
    # Without a rustc there is no telling which linker would fit.
    [ -n "$rust_path" ] || return 0
    lld_major=$LLD_MAJOR
    [ "$rust_llvm_major" -le "$lld_major" ] || lld_major=$rust_llvm_major
    if can_install_packages && install_packages "$(packages_of wasm-ld)"; then
        find_wasm_ld && return
    fi
    missing "wasm-ld $rust_llvm_major or newer" "$(install_command wasm-ld "lld $rust_llvm_major or newer")"
}

# --- Go and TinyGo ------------------------------------------------------------------------------------------------------------

provide_go() {
    find_go && return
    if [ -z "$go_found" ] && can_install_packages; then
        know_packages golang-go
        go_package=$(package_version golang-go | sed 's/^[0-9]*://')
        if [ -n "$go_package" ] && dpkg --compare-versions "$go_package" ge "1.$GO_BOOTSTRAP_MINOR_MIN"; then
            install_packages golang-go || true
            find_go && return
        fi
    fi
    if [ -z "${GOPALLET_GO:-}" ] && may_install && go_can_fetch && fetch_go; then
        find_go && return
    fi
    if go_is_usable; then
        go_path=$go_installed
        say "using the installed $go_found instead of the pinned go$GO_VERSION: the module's bytes can differ from other builds"
        return
    fi
    [ -z "$go_found" ] || go_found=", found $go_found"
    missing "Go $GO_VERSION$go_found" "install Go $GO_VERSION, or any Go since 1.$GO_BOOTSTRAP_MINOR_MIN, which fetches it (https://go.dev/dl/)"
}

# The Go command fetches another version of itself as a module, and checks it against the checksum database.
fetch_go() {
    say "fetching go$GO_VERSION as a Go module (found $go_found)"
    (cd / && GOTOOLCHAIN=go$GO_VERSION logged "$go_installed" version) && return
    say "go$GO_VERSION could not be fetched:"
    show_log 3
    return 1
}

# module_field NAME: a string from the module's description.
module_field() {
    sed -n "s/^[[:space:]]*\"$1\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p" "$work_dir/module.json"
}

# Sets module_dir to TinyGo's module in Go's module cache, checked against the pinned sum.
download_tinygo() {
    module=github.com/tinygo-org/tinygo@v$TINYGO_VERSION
    if ! (cd "$work_dir" && GOWORK=off GOTOOLCHAIN=local "$go_path" mod download -json "$module" >module.json 2>>"$log_file"); then
        error=$(module_field Error)
        say "could not download $module: ${error:-see $log_file}"
        say "connect to a Go module proxy (see 'go env GOPROXY') and run the command again"
        exit 1
    fi
    module_dir=$(module_field Dir)
    module_sum=$(module_field Sum)
    [ "$module_sum" = "$TINYGO_SUM" ] && return
    say "$module has the sum $module_sum, not the pinned $TINYGO_SUM: refused"
    say "check the proxy that served it ('go env GOPROXY'), then run 'go clean -modcache' and the command again"
    exit 1
}

# The copy lacks the git submodules' content, which the module does not carry and nothing here uses; only that the folder src/net
# exists is required. It is TINYGOROOT, and the binary in its bin/ finds it by itself.
provide_tinygo() {
    find_tinygo && return
    if [ -n "${GOPALLET_TINYGO:-}${GOPALLET_TINYGOROOT:-}" ]; then
        missing "TinyGo $TINYGO_VERSION" "GOPALLET_TINYGO ($tinygo_path) and GOPALLET_TINYGOROOT ($tinygoroot_path) do not name it: unset them to have it built"
        return
    fi
    say "building TinyGo $TINYGO_VERSION with LLVM $LLVM_MAJOR and $go_found (about a minute)"
    download_tinygo
    copy=$work_dir/tinygo
    cp -R "$module_dir" "$copy"
    chmod -R u+w "$copy"
    mkdir -p "$copy/src/net" "$copy/bin"
    if ! (cd "$copy" && GOWORK=off GOTOOLCHAIN=local CGO_ENABLED=1 CXX="$cxx_path" CGO_CPPFLAGS="-I$llvm_include" \
        CGO_LDFLAGS="-L$llvm_lib" logged "$go_path" build -trimpath -buildvcs=false "-tags=llvm$LLVM_MAJOR" -o bin/tinygo .); then
        say "building TinyGo failed:"
        show_log
        exit 1
    fi
    final_path=$tinygoroot_path tinygoroot_path=$copy tinygo_path=$copy/bin/tinygo
    if ! tinygo_works; then
        logged "$tinygo_path" version || true
        say "the TinyGo just built does not work, or is not $TINYGO_VERSION:"
        show_log
        exit 1
    fi
    # Without a lock, another set-up may have been faster.
    find_tinygo && return
    rm -rf "$final_path"
    mv "$copy" "$final_path"
    find_tinygo
}

# --- result -------------------------------------------------------------------------------------------------------------------

write_result() {
    cat >"$work_dir/toolchain.env" <<EOF
GOPALLET_TINYGO=$tinygo_path
GOPALLET_TINYGOROOT=$tinygoroot_path
GOPALLET_GO=$go_path
GOPALLET_WASM_LD=$wasm_ld_path
GOPALLET_CLANG=$clang_path
GOPALLET_LLVM_AR=$llvm_ar_path
GOPALLET_LLVM_DIS=$llvm_dis_path
GOPALLET_CARGO=$cargo_path
GOPALLET_RUSTC=$rust_path
GOPALLET_BUILD_STD=${GOPALLET_BUILD_STD:-$rust_build_std}
EOF
    toolchain_state >"$work_dir/toolchain.stamp"
    rm -f "$stamp_file"
    mv "$work_dir/toolchain.env" "$env_file"
    mv "$work_dir/toolchain.stamp" "$stamp_file"
}

# One set-up at a time for each cache. Where there is no flock, two at once do the same work twice, each in a folder of its own.
enter_alone() {
    mkdir -p "$cache_dir"
    if command -v flock >/dev/null; then
        exec 9>"$cache_dir/lock"
        if ! flock -n 9; then
            say "waiting for another set-up of $cache_dir"
            flock 9
        fi
        rm -rf "$cache_dir"/work*
    else
        work_dir=$work_dir.$$
    fi
    trap 'rm -rf "$work_dir"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    mkdir -p "$work_dir"
}

main() {
    toolchain_is_current && return
    enter_alone
    toolchain_is_current && return
    : >"$log_file"
    find_package_manager
    provide_rust
    provide_wasm_ld
    provide_packages
    provide_go
    stop_if_missing
    fetch_std_dependencies
    provide_tinygo
    stop_if_missing
    write_result
}

main
