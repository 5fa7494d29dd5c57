//! The structure of the repository: the two sides of the ABI agree, dependencies point one way, and the rules for files are kept.
//!
//! Everything is read from the sources, so that the tests need neither Go nor a build. Each rule is a function from texts to a list of
//! violations, empty where it is kept; each is also given texts that break it, and must name what is wrong with them.

mod abi;
mod dependencies;
mod files;
mod go_layers;
mod rust_code;
mod shim_layers;
mod tinygo_symbols;
mod tree;

/// Fails with one violation a line.
#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}
