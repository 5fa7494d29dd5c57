# How everything is built and tested. 'make help' lists the targets.

# The runtime to build: a folder of go-runtime/runtimes.
RUNTIME ?= solo

# How long 'make fuzz' looks for a finding.
FUZZ_SECONDS ?= 60

# Where the toolchain is kept, if not where toolchain/setup.sh puts it by itself. Commands run in other folders need it absolute.
ifdef GOPALLET_CACHE
override GOPALLET_CACHE := $(if $(filter /%,$(firstword $(GOPALLET_CACHE))),,$(CURDIR)/)$(GOPALLET_CACHE)
export GOPALLET_CACHE
endif

# Runs a command with the tools that toolchain/setup.sh found.
TOOLS := "$(CURDIR)/toolchain/env.sh"

# A folder named bad_* is a runtime that must not build; the tests build it themselves.
FIXTURES := $(filter-out bad_%,$(notdir $(patsubst %/,%,$(dir $(wildcard go-runtime/fixtures/*/runtime.toml)))))

# The runtimes that the tests run on the test host.
RUNTIMES := $(notdir $(patsubst %/,%,$(dir $(wildcard go-runtime/runtimes/*/runtime.toml))))

# What 'make differential' draws: how many blocks, and from which seed.
BLOCKS ?= 1000
SEED ?= 0

.DEFAULT_GOAL := help
.PHONY: help toolchain doctor runtime.wasm run fixtures native workspace oracle differential test tinygo-tests tinygo-tests-baseline bench bench-codec bench-native conformance conformance-gossamer chopsticks node fuzz miri fmt lint clean

help:
	@echo 'make runtime.wasm   builds go-runtime/runtimes/$$(RUNTIME): runtime.wasm, runtime.compact.wasm, runtime.compact.compressed.wasm'
	@echo 'make run            builds it, calls Core_version in the test host and prints the version'
	@echo 'make native         builds the library with which Go packages run under the ordinary Go toolchain'
	@echo 'make test           builds it and the fixtures, and runs every test'
	@echo 'make bench-codec    measures the codec against parity-scale-codec and against other codecs in Go'
	@echo 'make bench          measures the collector against other allocators; writes bench/results, or with ARGS prints only'
	@echo 'make bench-native   compares memory freed by hand with the heap of Go, as CSV'
	@echo 'make fuzz           fuzzes the collector for FUZZ_SECONDS=$(FUZZ_SECONDS) seconds; needs a nightly Rust and cargo-fuzz'
	@echo 'make miri           runs the tests of the collector in Miri; needs a nightly Rust'
	@echo 'make tinygo-tests   runs the test programs of TinyGo on the collector, with -baseline on those of TinyGo too'
	@echo 'make oracle         builds the runtime in FRAME that runtime.wasm is compared with: build/oracle.wasm'
	@echo 'make differential   runs BLOCKS random blocks through both and compares them; SEED says which'
	@echo 'make conformance    compares the test host with the hosts of other projects, which are heavy to build'
	@echo 'make conformance-gossamer  builds Gossamer as a host for plans, build/gossamer, and runs its tests'
	@echo 'make chopsticks     runs runtime.wasm on Chopsticks, and a polkadot.js session with it; needs npm'
	@echo 'make node           runs it on polkadot-omni-node, which takes an hour or more to build the first time; needs npm, protoc and libclang'
	@echo 'make lint           checks formatting and runs the linters'
	@echo 'make fmt            formats the Rust and Go sources'
	@echo 'make toolchain      finds, installs or builds the tools; done by every target that needs them'
	@echo 'make doctor         prints the state of every tool'
	@echo 'make clean          removes what was built here, not the toolchain'
	@echo
	@echo 'RUNTIME=$(RUNTIME)        which runtime to build'
	@echo 'GOPALLET_CACHE      where the toolchain is kept (default: $${XDG_CACHE_HOME:-~/.cache}/gopallet)'
	@echo 'GOPALLET_INSTALL=0  never install packages, only say which are missing'

toolchain:
	@toolchain/setup.sh

doctor:
	@toolchain/doctor.sh

# What cgo links into Go programs on this machine: the codec, and memory freed by hand.
native: toolchain
	@$(TOOLS) cargo build -q --release -p gopallet-native

runtime.wasm: toolchain
	@toolchain/build.sh go-runtime/runtimes/$(RUNTIME) . runtime

run: runtime.wasm
	@$(TOOLS) cargo run -q --release -p host-tests -- call runtime.wasm Core_version
	@$(TOOLS) cargo run -q --release -p host-tests -- version runtime.wasm

# One after the other, and after runtime.wasm: they share the folder in which cargo builds the shim.
fixtures: runtime.wasm
	@set -e; for name in $(RUNTIMES); do \
		toolchain/build.sh go-runtime/runtimes/$$name build $$name; \
		toolchain/build.sh go-runtime/runtimes/$$name build $$name.stress --stress; \
	done
	@toolchain/build.sh go-runtime/runtimes/solo build solo.spec-101 --spec-version 101
	@toolchain/build.sh go-runtime/runtimes/solo build solo.spec-102 --spec-version 102
	@set -e; for name in $(FIXTURES); do \
		toolchain/build.sh go-runtime/fixtures/$$name build $$name; \
		toolchain/build.sh go-runtime/fixtures/$$name build $$name.stress --stress; \
	done
	@toolchain/build.sh go-runtime/fixtures/seam build seam.guest-heap --guest-heap 512

# All programs at once: cargo chooses the features of the crates they share anew for each selection of packages, and would build those again.
workspace: toolchain
	@$(TOOLS) cargo build -q --release --workspace

# TinyGo's own test programs. After runtime.wasm, because the shim is built in the same folder.
tinygo-tests: runtime.wasm workspace
	@$(TOOLS) target/release/tinygo-tests

tinygo-tests-baseline: runtime.wasm workspace
	@$(TOOLS) target/release/tinygo-tests --baseline

# Go's build cache does not see the library's content, only the compiler's flags.
GO_TEST_FLAGS = CGO_CFLAGS="-g -O2 -DGOPALLET_NATIVE=$$(cksum <$(CURDIR)/target/release/libgopallet_native.a | cut -d' ' -f1)"

# How many inputs each of the codec's fuzz targets runs in the tests. A duration would do as well, but Go's fuzzer now and then takes its own
# deadline for a failure.
FUZZ_TIME ?= 100000x

# Kept outside of the checkout: minutes the first time, nothing after that.
oracle: toolchain
	@toolchain/oracle.sh

# Random blocks through both runtimes. A difference is made small and kept in differential/cases.
differential: runtime.wasm oracle workspace
	@$(TOOLS) target/release/gopallet-differential random --blocks $(BLOCKS) --seed $(SEED) --csv build/coverage.csv

test: fixtures native oracle tinygo-tests
	$(TOOLS) cargo test --release --workspace
	cd go-runtime && $(GO_TEST_FLAGS) $(TOOLS) go vet ./...
	cd go-runtime && $(GO_TEST_FLAGS) $(TOOLS) go test ./...
	cd go-runtime && $(GO_TEST_FLAGS) $(TOOLS) go test ./fixtures/codec -run '^$$' -fuzz FuzzDecodeAnything -fuzztime $(FUZZ_TIME)
	cd go-runtime && $(GO_TEST_FLAGS) $(TOOLS) go test ./fixtures/codec -run '^$$' -fuzz FuzzRoundTrip -fuzztime $(FUZZ_TIME)

# Against parity-scale-codec in the same engine, then against other codecs in Go. The metadata are test data of a crate in cargo's registry.
CODEC_METADATA = $(shell $(TOOLS) cargo metadata --format-version 1 --locked | tr ',' '\n' | sed -n 's/.*"manifest_path":"\(.*frame-metadata-[0-9.]*\)\/Cargo.toml".*/\1/p' | head -1)/test_data/ksm_metadata_v14.bin

bench-codec: workspace native
	@toolchain/build.sh go-runtime/fixtures/codec build codec
	@cd bench-codec/reference && CARGO_TARGET_DIR=../../target/codec-reference $(TOOLS) cargo build -q --release --target wasm32v1-none
	@$(TOOLS) target/release/bench-codec build/codec.wasm \
		target/codec-reference/wasm32v1-none/release/codec_reference.wasm "$(CODEC_METADATA)"
	@cd bench-codec/native && CODEC_METADATA="$(CODEC_METADATA)" $(GO_TEST_FLAGS) $(TOOLS) go test -run TestTheCodecsAgree -bench . .

# With ARGS, as in ARGS="--program trees --variant ours --variant bump", only that is measured and nothing is written.
bench: workspace
	@$(TOOLS) target/release/bench run $(or $(ARGS),--csv bench/results/allocation.csv)
	$(if $(ARGS),,@$(TOOLS) target/release/bench plot bench/results/allocation.csv bench/results/allocation.svg)

bench-native: native
	@toolchain/bench-native.sh

fuzz:
	@toolchain/fuzz.sh $(FUZZ_SECONDS)

miri:
	@toolchain/miri.sh

# A workspace of its own, which shares the folder of build results.
conformance: fixtures
	$(TOOLS) cargo test --release --manifest-path conformance/Cargo.toml --target-dir target

# Also what the workspace of conformance asks for when it compares.
conformance-gossamer: toolchain
	@toolchain/gossamer.sh
	cd conformance/gossamer && CGO_ENABLED=0 $(TOOLS) go vet ./...
	cd conformance/gossamer && CGO_ENABLED=0 $(TOOLS) go test ./...

chopsticks: runtime.wasm workspace
	@toolchain/chopsticks.sh runtime.wasm

node: runtime.wasm workspace
	@toolchain/node.sh runtime.wasm

fmt: toolchain
	$(TOOLS) cargo fmt --all
	$(TOOLS) cargo fmt --all --manifest-path conformance/Cargo.toml
	$(TOOLS) gofmt -w go-runtime conformance/gossamer

lint: toolchain
	$(TOOLS) cargo fmt --all --check
	$(TOOLS) cargo fmt --all --manifest-path conformance/Cargo.toml --check
	$(TOOLS) cargo clippy --release --workspace --all-targets -- -D warnings
	$(TOOLS) sh -c 'GOPALLET_MANIFEST="$(CURDIR)/go-runtime/fixtures/minimal/runtime.toml" CARGO_TARGET_DIR=target/wasm \
		CC_wasm32v1_none="$$GOPALLET_CLANG" AR_wasm32v1_none="$$GOPALLET_LLVM_AR" \
		cargo clippy -p gopallet-shim --lib --profile wasm --target wasm32v1-none -- -D warnings'
	for allocator in builtin malloc lol_alloc bump; do \
		$(TOOLS) sh -c 'GOPALLET_MANIFEST="$(CURDIR)/go-runtime/bench/runtime.toml" CARGO_TARGET_DIR=target/wasm \
			CC_wasm32v1_none="$$GOPALLET_CLANG" AR_wasm32v1_none="$$GOPALLET_LLVM_AR" \
			cargo clippy -p gopallet-bench-peers --features "$$1" --profile wasm --target wasm32v1-none -- -D warnings' sh $$allocator || exit 1; \
	done
	@unformatted=$$($(TOOLS) gofmt -l go-runtime conformance/gossamer); \
	[ -z "$$unformatted" ] || { echo "not formatted, run 'make fmt':" >&2; echo "$$unformatted" >&2; exit 1; }

clean:
	rm -rf target build runtime.wasm runtime.compact.wasm runtime.compact.compressed.wasm
