# How everything is built and tested. 'make help' lists the targets.

# The runtime to build: a folder of go-runtime/runtimes.
RUNTIME ?= solo

# Where the toolchain is kept, if not where toolchain/setup.sh puts it by itself. Commands run in other folders need it absolute.
ifdef GOPALLET_CACHE
override GOPALLET_CACHE := $(if $(filter /%,$(firstword $(GOPALLET_CACHE))),,$(CURDIR)/)$(GOPALLET_CACHE)
export GOPALLET_CACHE
endif

# Runs a command with the tools that toolchain/setup.sh found.
TOOLS := "$(CURDIR)/toolchain/env.sh"

# A folder named bad_* is a runtime that must not build; the tests build it themselves.
FIXTURES := $(filter-out bad_%,$(notdir $(patsubst %/,%,$(dir $(wildcard go-runtime/fixtures/*/runtime.toml)))))

.DEFAULT_GOAL := help
.PHONY: help toolchain doctor runtime.wasm run fixtures test fmt lint clean

help:
	@echo 'make runtime.wasm   builds go-runtime/runtimes/$$(RUNTIME): runtime.wasm, runtime.compact.wasm, runtime.compact.compressed.wasm'
	@echo 'make run            builds it, calls Core_version in the test host and prints the version'
	@echo 'make test           builds it and the fixtures, and runs every test'
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

runtime.wasm: toolchain
	@toolchain/build.sh go-runtime/runtimes/$(RUNTIME) . runtime

run: runtime.wasm
	@$(TOOLS) cargo run -q --release -p host-tests -- call runtime.wasm Core_version
	@$(TOOLS) cargo run -q --release -p host-tests -- version runtime.wasm

# One after the other, and after runtime.wasm: they share the folder in which cargo builds the shim.
fixtures: runtime.wasm
	@toolchain/build.sh go-runtime/runtimes/solo build solo
	@toolchain/build.sh go-runtime/runtimes/solo build solo.stress --stress
	@set -e; for name in $(FIXTURES); do \
		toolchain/build.sh go-runtime/fixtures/$$name build $$name; \
		toolchain/build.sh go-runtime/fixtures/$$name build $$name.stress --stress; \
	done

test: fixtures
	$(TOOLS) cargo test --release --workspace
	cd go-runtime && $(TOOLS) go vet ./...
	cd go-runtime && $(TOOLS) go test ./...

fmt: toolchain
	$(TOOLS) cargo fmt --all
	$(TOOLS) gofmt -w go-runtime

lint: toolchain
	$(TOOLS) cargo fmt --all --check
	$(TOOLS) cargo clippy --release --workspace --all-targets -- -D warnings
	$(TOOLS) sh -c 'GOPALLET_MANIFEST="$(CURDIR)/go-runtime/fixtures/minimal/runtime.toml" CARGO_TARGET_DIR=target/wasm \
		CC_wasm32v1_none="$$GOPALLET_CLANG" AR_wasm32v1_none="$$GOPALLET_LLVM_AR" \
		cargo clippy -p gopallet-shim --lib --profile wasm --target wasm32v1-none -- -D warnings'
	@unformatted=$$($(TOOLS) gofmt -l go-runtime); \
	[ -z "$$unformatted" ] || { echo "not formatted, run 'make fmt':" >&2; echo "$$unformatted" >&2; exit 1; }

clean:
	rm -rf target build runtime.wasm runtime.compact.wasm runtime.compact.compressed.wasm
